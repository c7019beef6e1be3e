"""A milestone or a commitment with its sentences comes in; its strip of days with the table of them goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.model import Evidence
from tracker.render.layout import cut
from tracker.render.site.evidence import anchor
from tracker.render.site.figures import Drawn
from tracker.render.site.paper import Paper
from tracker.render.site.scale import days
from tracker.render.site.strip import Lane, Mark, milestone_strip
from tracker.render.site.telling import title
from tracker.render.standing import Standing, stated_in

_SENTENCE_COLUMNS = 160
_DONE = ("completed", "opened", "adopted", "held")


def drawn_milestone(standing: Standing, rows: Sequence[Evidence], paper: Paper) -> Drawn | None:
    """None where there is nothing but the day of the statement to show."""
    marks = {
        "dates": tuple(_dates(standing, paper)),
        "announced": tuple(_announced(rows, paper)),
        "news": tuple(_news(rows, standing, paper)),
    }
    if not marks["news"] and not standing.target.due:
        return None
    w = paper.words.site
    lanes = [Lane(name=w[f"lane_{name}"], marks=told) for name, told in marks.items() if told]
    every = sorted((mark for told in marks.values() for mark in told), key=lambda mark: mark.day)
    used = {mark.look for mark in every}
    looks = [look for look in ("stated", "due", "announced", "news", "done") if look in used]
    name = w["strip_name"].format(title=title(standing.target, paper))
    span = days((paper.as_of, *(mark.day for mark in every)))
    return Drawn(
        picture=milestone_strip(lanes, span, paper.as_of, paper.language, name),
        caption=w["strip_summary"].format(day=paper.day(paper.as_of)),
        legend=tuple((look, w[f"mark_{look}"]) for look in looks),
        head=(w["day"], w["what"]),
        rows=tuple(((mark.day.isoformat(), ""), (mark.text, mark.href)) for mark in every),
    )


def _dates(standing: Standing, paper: Paper) -> Iterator[Mark]:
    day = stated_in(paper.config, standing.target).date
    w = paper.words.site
    yield Mark(day=day, look="stated", href="", text=f"{w['mark_stated']}{paper.words.labels['colon']}{paper.day(day)}")
    due = standing.target.due
    if due:
        yield Mark(day=due, look="due", href="", text=f"{w['mark_due']}{paper.words.labels['colon']}{paper.day(due)}")


def _announced(rows: Sequence[Evidence], paper: Paper) -> Iterator[Mark]:
    """Each announced day once, by the sentence that named it last."""
    found: dict[date, Evidence] = {}
    for row in reversed(rows):
        if row.expected:
            found[row.expected] = row
    for day, row in found.items():
        yield Mark(day=day, look="announced", href=f"#{anchor(row)}", text=_told(row, paper, paper.day(day)))


def _news(rows: Sequence[Evidence], standing: Standing, paper: Paper) -> Iterator[Mark]:
    achieved = standing.now.status == "achieved" and standing.deciding
    for row in rows:
        if row.published and row.modality == "actual":
            done = bool(achieved and standing.deciding and row.id == standing.deciding.id) or _is_done(row, standing)
            day = (row.day or row.published) if done else row.published
            look = "done" if done else "news"
            yield Mark(day=day, look=look, href=f"#{anchor(row)}", text=_told(row, paper, paper.day(day)))


def _is_done(row: Evidence, standing: Standing) -> bool:
    return row.stage == standing.target.stage and row.stage in _DONE and not row.part


def _told(row: Evidence, paper: Paper, day: str) -> str:
    sentence = cut(" ".join(row.sentence.split()), _SENTENCE_COLUMNS)
    published = row.published.isoformat() if row.published else ""
    return paper.words.site["mark"].format(day=day, sentence=sentence, source=row.source, published=published)
