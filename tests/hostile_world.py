"""Texts and addresses come in; a small district goes out that has them in every field which people or pages fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tracker.model import (
    Assessment,
    Config,
    Evidence,
    Figure,
    Goal,
    Mail,
    Place,
    Publisher,
    Reason,
    Snapshot,
    Source,
    Statement,
    Target,
)
from tracker.render.digest import Issue
from tracker.render.standing import Dossier, Overview, Standing
from tracker.watch import Alert, SourceState, Watched

STATED = date(2025, 1, 17)
DAY = date(2025, 12, 20)
DUE = date(2025, 12, 31)
SEEN = datetime(2025, 12, 2, 8, tzinfo=UTC)
MAIL = Mail(host="127.0.0.1", port=25, security="none", sender="tracker@office.example", list_id="list.office.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One target for each text, three kinds in turn, all with the same evidence but for the text and the address."""

    config: Config
    overview: Overview
    dossiers: tuple[Dossier, ...]
    issue: Issue

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(row for one in self.dossiers for row in one.evidence)


def world(texts: Sequence[str], urls: Sequence[str] = (), **more: Any) -> World:
    """urls: the address of the page behind each target's status, one of its own unless given."""
    pages = urls or [f"https://a.example/{number}" for number in range(len(texts))]
    config = _config(texts, **more)
    pairs = zip(config.targets, texts, pages, strict=True)
    dossiers = tuple(_dossier(target, text, url) for target, text, url in pairs)
    alert = Alert(source="gov", word="blocked", since=SEEN, last_good=SEEN - timedelta(1), detail=texts[0])
    overview = Overview(
        config=config,
        as_of=DAY,
        since=DAY - timedelta(7),
        standings=tuple(one.standing for one in dossiers),
        sources=(SourceState(source="gov", last_visit=SEEN, trouble=texts[0], alert=alert, items=3),),
    )
    evidence = tuple(row for one in dossiers for row in one.evidence)
    before = _snapshot(DAY - timedelta(7), tuple(one.standing.turns[0] for one in dossiers))
    now = _snapshot(DAY, tuple(one.standing.now for one in dossiers))
    issue = Issue(config=config, before=before, now=now, evidence=evidence, alerts=(alert,))
    return World(config=config, overview=overview, dossiers=dossiers, issue=issue)


def _config(texts: Sequence[str], language: Any = "zh", site_url: str = "", url: str = "https://a.example/s") -> Config:
    text = texts[0]
    return Config(
        path="targets.yaml",
        title=text,
        language=language,
        timezone="Asia/Shanghai",
        place=Place(name=text, aliases=(text,), within=(text,), beside=(text,)),
        statements=(Statement(id="s", title=text, publisher=text, date=STATED, url=url),),
        sources=(Source(id="gov", name=text, tier="official", kind="listing", address="https://gov.example/"),),
        publishers=(Publisher(host="a.example", name=text, tier="press"),),
        targets=tuple(_target(f"t{number}", number % 3, one) for number, one in enumerate(texts)),
        mail=MAIL,
        site_url=site_url,
    )


def _target(key: str, kind: int, text: str) -> Target:
    goal = Goal(comparator=">=", value=Decimal(200), unit=text, raw=text, basis="cumulative", baseline=Decimal(172))
    return Target(
        id=key,
        kind=("quantity", "milestone", "commitment")[kind],  # type: ignore[arg-type]
        title_zh=text,
        title_en=text,
        about=((text,),),
        not_about=(text,),
        theme=text,
        owner=text,
        measure=text,
        quote=text,
        statement="s",
        goal=goal if kind == 0 else None,
        stage="opened" if kind == 1 else None,
        due=None if kind == 2 else DUE,
    )


def _dossier(target: Target, text: str, url: str) -> Dossier:
    aside = Reason(code="contradicted", facts=(("value", text), ("by", url)))
    rows = (
        _said(target, "1", text, url, 2),
        _said(target, "2", text, f"https://b.example/{target.id}", 1, modality="planned"),
        _said(target, "3", text, f"https://c.example/{target.id}", 1, counts=False, why_not=aside),
    )
    first = _judged(target, STATED, "no_news", Reason(code="no_evidence"))
    now = _judged(target, DAY, *_verdict(target, text), evidence=(url,))
    standing = Standing(
        target=target,
        now=now,
        before=first,
        turns=(first, now),
        behind=(None, rows[0]),
        deciding=rows[0],
        newest=rows[0],
        counting=2,
        aside=1,
        watched=Watched(observed="partial", since=STATED, gaps=((text, 0.5),)),
    )
    return Dossier(standing=standing, evidence=rows)


def _verdict(target: Target, text: str) -> tuple[str, Reason]:
    facts = (("source", text), ("stage", "opened"), ("published", "2025-12-02"), ("expected", "2026-04-30"))
    if target.kind == "quantity":
        return "behind", Reason(code="count_so_far", facts=(("value", "193"), ("unit", text), ("goal", text)))
    if target.kind == "milestone":
        return "behind", Reason(code="announced_late", facts=facts)
    return "in_progress", Reason(code="decided", facts=(("note", text),))


def _judged(target: Target, day: date, status: str, why: Reason, **more: Any) -> Assessment:
    measured = target.kind == "quantity" and status != "no_news"
    return Assessment(
        target=target.id,
        as_of=day,
        status=status,
        late=False,
        value=Decimal(193) if measured else None,
        unit=target.goal.unit if measured and target.goal else None,
        progress=Decimal("0.75") if measured else None,
        expected_progress=Decimal("0.97") if measured else None,
        observed="partial",
        flags=("single_source", "stale"),
        why=why,
        evidence=more.get("evidence", ()),
    )


def _said(target: Target, key: str, text: str, url: str, day: int, **more: Any) -> Evidence:
    unit = target.goal.unit if target.goal else "个"
    figure = Figure(value=Decimal(193), unit=unit, comparator=">", start=STATED, end=DAY, basis="cumulative")
    words: dict[str, Any] = {
        "id": f"{target.id}-{key}", "target": target.id, "url": url, "title": text, "source": text, "tier": "press",
        "published": date(2025, 12, day), "first_seen": SEEN, "page_sha256": "ab12" * 16, "story": f"s{key}",
        "sentence": text, "modality": "actual", "stage": None, "expected": None, "day": None,
        "figure": figure if target.kind == "quantity" else None, "part": False, "counts": True, "why_not": None,
    }  # fmt: skip
    return Evidence(**words | more)


def _snapshot(day: date, assessments: tuple[Assessment, ...]) -> Snapshot:
    made = datetime.combine(day, datetime.min.time(), UTC)
    return Snapshot(day=day, made=made, assessments=assessments, known=(), targets=(), program="p")
