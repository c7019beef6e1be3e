"""The assessments of today and of the digest before come in, a mail of plain text goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model import Assessment, Config, Evidence
from tracker.render.changes import Change, find_changes, moved_text
from tracker.render.escape import one_line
from tracker.render.layout import width, wrap
from tracker.render.markdown import status_counts
from tracker.render.numbers import date_text
from tracker.render.phrases import phrases
from tracker.render.words import reason, shown_status, status_name, title_of

COLUMNS = 76


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    subject: str
    body: str


def digest(
    config: Config,
    now: Sequence[Assessment],
    before: Sequence[Assessment],
    evidence: Sequence[Evidence],
    as_of: date,
) -> Digest:
    """Subject and body: changes with the sentence behind each and its source, the counts, what is behind or overdue.

    Lines are at most 76 columns wide, addresses excepted. The language is that of `config`.
    """
    words = phrases(config.language).labels
    changes = find_changes(before, now, [row for row in evidence if row.published and row.published <= as_of])
    key = "subject" if changes else "subject_quiet"
    subject = words[key].format(
        title=one_line(config.title), day=date_text(as_of, config.language), changes=len(changes)
    )
    blocks = [_headed(words["digest_changes"]) if changes else words["digest_none"]]
    blocks += [_changed(config, change) for change in changes]
    blocks.append(_headed(words["digest_counts"]))
    blocks.append(_wrapped(words["separator"].join(status_counts(now, config.language))))
    if behind := _behind(config, now):
        blocks += [_headed(words["digest_behind"]), *behind]
    blocks.append("-- \n" + _wrapped(words["footer"]))
    return Digest(subject=subject, body="\n\n".join(blocks) + "\n")


def _changed(config: Config, change: Change) -> str:
    language = config.language
    title = next(title_of(target, language) for target in config.targets if target.id == change.now.target)
    lines = wrap(f"* {one_line(title)}", COLUMNS, "  ")
    lines += _under(moved_text(change, language)) + _under(reason(change.now.why, language))
    row = change.evidence
    if row is not None:
        lines += _under(f"“{one_line(row.sentence)}”")
        lines += _under(f"{one_line(row.source)} {row.published.isoformat() if row.published else ''}")
        lines.append(f"  {one_line(row.url)}")
    return "\n".join(lines)


def _behind(config: Config, now: Sequence[Assessment]) -> list[str]:
    titles = {target.id: title_of(target, config.language) for target in config.targets}
    colon, separator = (phrases(config.language).labels[key] for key in ("colon", "separator"))
    return [
        "\n".join(
            wrap(
                f"* {one_line(titles[one.target])}{colon}{status_name(one, config.language)}"
                f"{separator}{one_line(reason(one.why, config.language))}",
                COLUMNS,
                "  ",
            )
        )
        for one in now
        if one.target in titles and shown_status(one) in ("behind", "overdue", "missed")
    ]


def _under(text: str) -> list[str]:
    return ["  " + line for line in wrap(text, COLUMNS - 2)]


def _wrapped(text: str) -> str:
    return "\n".join(wrap(text, COLUMNS))


def _headed(text: str) -> str:
    lines = wrap(text, COLUMNS)
    return "\n".join([*lines, "=" * max(width(line) for line in lines)])
