"""What explains a target, a page or a near miss comes in; its lines in the language of the file, or JSON, go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from tracker.explain import Asked, NearMiss, PageTold, Said, Step, TargetTold, Weighed
from tracker.model import Candidate, Config, Evidence, Quantity, Reason, Story
from tracker.render.explaining import explaining, name_of
from tracker.render.numbers import date_text, number, period_text, value_text
from tracker.render.phrases import phrases
from tracker.render.words import reason, status_name, title_of

ASIDE = 12  # rows set aside that are told without --json


def plain(value: object, words: Callable[[Reason], str]) -> object:
    """A value as JSON has it; reasons with their words."""
    if isinstance(value, Reason):
        return {"code": value.code, "facts": dict(value.facts), "words": words(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), words) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one, words) for one in value]
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else value


class _Words:
    """The words of one language, for a line each."""

    def __init__(self, config: Config) -> None:
        self.language = config.language
        self.phrases = phrases(config.language)
        self._explaining: Mapping[str, str] = explaining(config.language)

    def __call__(self, code: str, **facts: object) -> str:
        return self._explaining[code].format(**{name: self._fact(fact) for name, fact in facts.items()})

    def reason(self, why: Reason) -> str:
        return reason(why, self.language)

    def name(self, code: str | None) -> str:
        return name_of(code, self.language) if code else ""

    def _fact(self, fact: object) -> str:
        return date_text(fact, self.language) if isinstance(fact, date) else str(fact)


# ---- a target -------------------------------------------------------------------------------------------------------


def target_lines(told: TargetTold, config: Config) -> Iterator[str]:
    words = _Words(config)
    yield f"{told.target.id}: {title_of(told.target, config.language)}"
    yield from ("", words("understood"))
    yield from _indented(_understood(told, words))
    yield from ("", words("looked"))
    yield from _indented(_looked(told, words))
    one = told.assessment
    yield from ("", f"{words('stands', day=one.as_of)}: {status_name(one, config.language)}")
    yield f"  {words.reason(one.why)}"
    if one.flags:
        yield "  " + words("flags", flags="; ".join(words.phrases.flags.get(flag, flag) for flag in one.flags))
    yield from ("", words("weight"))
    yield from _indented(_evidence(told.evidence, words))


def _understood(told: TargetTold, words: _Words) -> Iterator[str]:
    target, goal = told.target, told.target.goal
    stage = words.phrases.stages.get(target.stage or "", target.stage or "")
    aim = f"{goal.comparator} {goal.raw}" if goal else stage
    parts = [words(f"kind_{target.kind}", goal=aim)]
    parts += [words("over", period=period_text(*goal.over, words.language))] if goal and goal.over else []
    if goal and goal.baseline is not None:
        parts.append(words("baseline", value=value_text(goal.baseline, goal.unit, words.language)))
    parts += [words("due", day=target.due)] if target.due else []
    yield "; ".join(parts)
    if goal:
        yield words(f"basis_{goal.basis}")
        yield words("measured" if told.measured else "counted")
    yield words("stated", day=told.statement.date, title=told.statement.title)
    if target.derived:
        yield words("derived", keys=", ".join(target.derived))
    yield words("ideas")
    for position, idea in enumerate(target.about):
        code = "idea_subject" if position == told.subject else "idea"
        yield "  " + words(code, number=position + 1, words=" | ".join(idea))
    yield from _guards(told, words)


def _guards(told: TargetTold, words: _Words) -> Iterator[str]:
    place, target = told.place, told.target
    found = [words("guard_not", words=" | ".join(target.not_about))] if target.not_about else []
    found += [words("guard_phase", words=" | ".join(told.phases))] if told.phases else []
    own = " | ".join((place.name, *place.aliases))
    found += [words("guard_place", name=place.name, own=own, beside=" | ".join(place.beside))] if place.beside else []
    if told.measured and place.within:
        found.append(words("guard_within", within=" | ".join(place.within)))
    found += [words("parts", words=" + ".join("/".join(part) for part in target.parts))] if target.parts else []
    if found:
        yield words("guards")
        yield from _indented(found)


def _looked(told: TargetTold, words: _Words) -> Iterator[str]:
    if not told.asked:
        yield words("no_sources")
    for one in told.asked:
        yield _asked(one, words)
    if told.observed is None:
        yield words("observed_unknown")
    else:
        yield words(f"observed_{told.observed.observed}", since=told.observed.since)
    parts = (f"{count} {words.reason(Reason(code=code))}" for code, count in told.pages)
    yield words("pages", count=sum(count for _, count in told.pages), parts=", ".join(parts))
    if told.stale:
        yield words("stale", count=told.stale)


def _asked(one: Asked, words: _Words) -> str:
    parts = [words("asked_query", query=one.query)] if one.query else []
    parts.append(words("asked_visit", day=one.last_visit.date()) if one.last_visit else words("asked_never"))
    if one.looked:
        parts.append(words("asked_looked", first=one.looked[0], last=one.looked[1]))
    parts += [words("asked_trouble", trouble=one.trouble)] if one.trouble else []
    tier = words.phrases.tiers.get(one.tier, one.tier)
    head = words("asked", name=one.name, tier=tier, kind=words.name(one.kind), when=one.when or "-")
    return "; ".join((head, *parts))


def _evidence(rows: Sequence[Weighed], words: _Words) -> Iterator[str]:
    if not rows:
        yield words("no_evidence")
    for role, group in groupby(rows, key=lambda one: one.role):
        some = list(group)
        most = ASIDE if role == "aside" else len(some)
        for one in some[:most]:
            yield f"{words(f'role_{role}')}: {_day(one.evidence)} {_read(one.evidence, words)}"
            yield f"  {one.evidence.sentence}"
            yield f"  {one.evidence.source} {one.evidence.url}"
            yield from (f"  ✗ {words.reason(why)}" for why in (one.evidence.why_not,) if why)
            yield from (f"  {words('decided', why=words.reason(why))}" for why in (one.evidence.decided,) if why)
        if len(some) > most:
            yield words("more", count=len(some) - most)


def _day(row: Evidence) -> str:
    return row.published.isoformat() if row.published else "----------"


def _read(row: Evidence | Candidate, words: _Words) -> str:
    """What was read from a sentence: stage, figure with its period, expected day, plan."""
    parts = [words.phrases.stages.get(row.stage, row.stage)] if row.stage else []
    if row.figure:
        comparator = "" if row.figure.comparator == "=" else row.figure.comparator
        parts.append(comparator + value_text(row.figure.value, row.figure.unit, words.language))
        parts.append(f"({period_text(row.figure.start, row.figure.end, words.language)})")
    parts += [f"→ {row.expected}"] if row.expected else []
    parts += [words.phrases.labels["planned"]] if row.modality == "planned" else []
    return " ".join(part for part in parts if part != "()")


# ---- a page ---------------------------------------------------------------------------------------------------------


def page_lines(told: PageTold, config: Config, story: Story | None, *, stale: bool) -> Iterator[str]:
    words = _Words(config)
    yield words("page")
    yield from _indented(_head(told, words))
    if story is not None and len(story.urls) > 1:
        yield "  " + words("story", id=story.id, count=len(story.urls), spokesman=story.spokesman)
    if stale:
        yield "  " + words("page_stale")
    yield from ("", words("ideas_met"))
    for idea, met in zip(told.ideas, told.on_page, strict=True):
        yield f"  {' | '.join(idea)}: {words('met' if met else 'not_met')}"
    yield from ("", words("steps"))
    if not told.steps:
        yield "  " + words("no_steps")
    for step in told.steps:
        yield f"  · {step.sentence}"
        yield from _indented(_step(step, told, words), "      ")


def _head(told: PageTold, words: _Words) -> Iterator[str]:
    yield words("address", url=told.url)
    if told.canonical_url not in ("", told.url):
        yield words("address_own", url=told.canonical_url)
    yield words("bytes", hash=told.page_sha256)
    yield words(f"decoded_{told.decoded}", encoding=told.encoding)
    if told.damaged:
        yield words("damaged")
    yield words("title", title=told.title)
    yield words(f"day_{told.day_from}", day=told.published)
    tier = words.phrases.tiers.get(told.tier, told.tier)
    yield words("publisher" if told.declared else "publisher_unknown", name=told.source, tier=tier)
    yield words("ended", why=words.reason(told.disposition))


def _step(step: Step, told: PageTold, words: _Words) -> Iterator[str]:
    here = [word for idea in step.met for word in idea]
    yield words("line_met", words=", ".join(here) or "-")
    near = [number for number, idea in enumerate(step.met) if not idea and number not in step.missing and not step.code]
    if near:
        yield words("line_near", words=", ".join("|".join(told.ideas[number]) for number in near))
    if step.missing:
        yield words("line_missing", words=", ".join("|".join(told.ideas[number]) for number in step.missing))
    yield words(step.code or "passage")
    if step.code:
        return
    if step.guard:
        yield words("ruled_out", why=words.reason(step.guard))
    yield from (_said(one, words) for one in step.said)
    yield from _decision(step, words)


def _said(one: Said, words: _Words) -> str:
    said = one.said
    if isinstance(said, Quantity):
        period = period_text(said.period.start, said.period.end, words.language) if said.period else ""
        basis = said.basis if said.basis != said.role else None
        kind = [words.name(said.role), words.name(basis), period, words.name(said.modality)]
    else:
        expected = str(said.expected) if said.expected else ""
        kind = [words.phrases.stages.get(said.stage, said.stage), expected, words.name(said.modality)]
    verdict = "said_taken" if one.taken else "said_fits" if one.fits else "said_form"
    why = f"✗ {words.reason(one.why_not)}" if one.why_not else words(verdict)
    return f"“{said.raw}” ({', '.join(part for part in kind if part)}): {why}"


def _decision(step: Step, words: _Words) -> Iterator[str]:
    if step.candidate is not None:
        what = _read(step.candidate, words)
        yield words("read_as", what=what) if what else words("nothing_read")
    row = step.evidence
    why_not = row.why_not if row else step.candidate.why_not if step.candidate else None
    if why_not is not None:
        yield words("decision_not", why=words.reason(why_not))
    else:
        yield words("decision" if row else "decision_none")
    if row is not None and row.decided:
        yield words("decided", why=words.reason(row.decided))


# ---- near misses ----------------------------------------------------------------------------------------------------


def near_lines(found: Sequence[NearMiss], config: Config, span: tuple[date, date], *, more: bool) -> Iterator[str]:
    words = _Words(config)
    since, until = span
    if not found:
        yield words("near_none", since=since, until=until)
        return
    count = f"{len(found)}+" if more else str(len(found))
    yield words("near", count=count, since=since, until=until)
    for one in found:
        yield f"{one.published.isoformat() if one.published else '----------'}  {one.sentence}"
        yield f"            {words('near_missing', words=' | '.join(one.missing))}"
        yield f"            {one.url}"
    if more:
        yield words("near_bounded")


def _indented(lines: Iterable[str], by: str = "  ") -> Iterator[str]:
    return (by + line for line in lines)
