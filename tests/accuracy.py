"""A labelled corpus comes in; how well its pages are read, matched and judged goes out, as shares and counts.

    python tests/accuracy.py CORPUS [--targets FILE] [--show N]

Exits with 1 where a measure is under its floor in floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from tracker.archive import append_page
from tracker.commands import rows
from tracker.config import parse_config
from tracker.ingest import ingest
from tracker.judge import judge_all
from tracker.model import TIERS, Config, Page
from tracker.store import open_store

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
Row = dict[str, Any]
Pair = tuple[str, str]  # address of the story's first page, target


@dataclass(frozen=True, slots=True)
class Corpus:
    """The labels of a corpus: one row a page, one a status, and what may be reported or left out without fault."""

    gold: list[Row]
    status: list[Row]
    optional: list[Row]

    def root(self, url: str) -> str:
        """The page whose story a page repeats."""
        by_url = {row["url"]: row for row in self.gold}
        seen: set[str] = set()
        while url in by_url and by_url[url].get("duplicate_of") and url not in seen:
            seen.add(url)
            url = by_url[url]["duplicate_of"]
        return url


@dataclass(frozen=True, slots=True)
class Output:
    """What the program says of the corpus, in the fixed JSON forms."""

    articles: dict[str, Row]
    evidence: list[Row]
    status: dict[tuple[str, str], Row]

    @property
    def counted(self) -> list[Row]:
        return [row for row in self.evidence if row["counts"]]


@dataclass(slots=True)
class Score:
    """Measures by name, and the mistakes behind them by kind."""

    measures: dict[str, float] = field(default_factory=dict)
    mistakes: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def score(corpus_dir: Path, targets: Path) -> Score:
    """Read the corpus's pages into a fresh store, in this process, and compare with its labels."""
    corpus = _corpus(corpus_dir)
    output = _run(corpus_dir, targets, sorted({row["as_of"] for row in corpus.status}))
    result = Score()
    for measure in (_pages, _pairs, _stories, _quotes, _readings, _statuses):
        measure(corpus, output, result)
    return result


# ---- running --------------------------------------------------------------------------------------------------------


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _corpus(folder: Path) -> Corpus:
    optional = folder / "optional.jsonl"
    return Corpus(
        gold=_lines(folder / "gold.jsonl"),
        status=_lines(folder / "status.jsonl"),
        optional=_lines(optional) if optional.exists() else [],
    )


def corpus_pages(folder: Path) -> Iterator[Page]:
    """The article pages of a corpus as they were fetched."""
    for row in _lines(folder / "pages.jsonl"):
        if row.get("kind", "article") == "article":
            body = (folder / row["file"]).read_bytes()
            yield Page(
                url=row["url"],
                final_url=row["url"],
                status=row.get("status", 200),
                content_type=row.get("content_type") or "",
                body=body,
                fetched=datetime.fromisoformat(row["fetched"]),
                sha256=sha256(body).hexdigest(),
            )


def corpus_config(folder: Path, targets: Path) -> Config:
    """The targets file with the corpus's hosts and tiers; its spam hosts stay unknown, as in life."""
    told = yaml.safe_load(targets.read_text("utf-8"))
    hosts = json.loads((folder / "site.json").read_text("utf-8"))
    told["publishers"] = [
        {"host": host["host"], "name": host.get("name") or host["host"], "tier": TIERS[host["tier"] - 1]}
        for host in hosts
        if host["kind"] != "spam"
    ]
    return parse_config(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), str(targets))


def _run(folder: Path, targets: Path, days: list[str]) -> Output:
    config = corpus_config(folder, targets)
    with tempfile.TemporaryDirectory() as work:
        for page in corpus_pages(folder):
            append_page(Path(work) / "archive", page)
        with open_store(Path(work) / "tracker.db") as store:
            ingest((Path(work) / "archive",), config, store)
            found = store.evidence()
            articles = {one.url: rows.article(one, text=True) for one in store.articles(text=True)}
    judged = [one for day in days for one in judge_all(config, found, date.fromisoformat(day))]
    return Output(
        articles=articles,
        evidence=[rows.evidence(one, lambda reason: reason.code) for one in found],
        status={
            (row["as_of"], row["target"]): row
            for row in (rows.assessment(one, lambda reason: reason.code) for one in judged)
        },
    )


# ---- measures -------------------------------------------------------------------------------------------------------


def squash(text: str | None) -> str:
    """Width and white space aside."""
    kept = unicodedata.normalize("NFKC", text or "")
    return "".join(char for char in kept if not char.isspace() and char.isprintable())


def share(hits: int, total: int) -> float:
    return round(hits / total, 4) if total else 1.0


def _put_f1(result: Score, name: str, found: set[Any], gold: set[Any]) -> None:
    precision, recall = share(len(found & gold), len(found)), share(len(found & gold), len(gold))
    both = precision + recall
    result.measures[f"{name}_precision"] = precision
    result.measures[f"{name}_recall"] = recall
    result.measures[f"{name}_f1"] = round(2 * precision * recall / both, 4) if both else 0.0


def _pages(corpus: Corpus, output: Output, result: Score) -> None:
    """Titles and days, of every page."""
    right = {"title": 0, "date": 0}
    for row in corpus.gold:
        mine = output.articles.get(row["url"], {})
        if squash(mine.get("title")) == squash(row["title"]):
            right["title"] += 1
        else:
            result.mistakes["title"].append((row["url"], row["title"], mine.get("title")))
        if (mine.get("published") or "") == (row["published"] or ""):
            right["date"] += 1
        else:
            result.mistakes["date"].append((row["url"], row["published"], mine.get("published")))
    for name, hits in right.items():
        result.measures[name] = share(hits, len(corpus.gold))


def _gold_pairs(corpus: Corpus, labels: Iterable[Row]) -> set[Pair]:
    return {
        (corpus.root(row["url"]), one["target"]) for row in labels if not row.get("spam") for one in row["evidence"]
    }


def _pairs(corpus: Corpus, output: Output, result: Score) -> None:
    """Which stories bear on which targets, planned and actual alike; and figures that no label knows."""
    gold = _gold_pairs(corpus, corpus.gold)
    found = {(corpus.root(row["url"]), row["target"]) for row in output.counted}
    found -= _gold_pairs(corpus, corpus.optional) - gold
    _put_f1(result, "evidence", found, gold)
    spam = {row["url"] for row in corpus.gold if row.get("spam")}
    result.measures["spam_counted"] = len({(row["url"], row["target"]) for row in output.counted if row["url"] in spam})
    known = {
        figure
        for label in (*corpus.gold, *corpus.optional)
        for figure in _figures(corpus, label["url"], label["evidence"])
    }
    mine = {figure for row in output.counted for figure in _figures(corpus, row["url"], [row])}
    wrong = sorted(figure for figure in mine - known if figure[:2] in gold)
    result.measures["false_figures"] = len(wrong)
    result.mistakes |= {
        "pair: false": sorted(found - gold),
        "pair: missed": sorted(gold - found),
        "figure: false": wrong,
    }


def _figures(corpus: Corpus, url: str, evidence: Iterable[Row]) -> Iterator[tuple[str, str, float]]:
    for one in evidence:
        if one.get("quantity"):
            yield corpus.root(url), one["target"], round(float(one["quantity"]["value"]), 6)


def _stories(corpus: Corpus, output: Output, result: Score) -> None:
    """Pages that belong together are one story, and no others are."""
    plain = [row["url"] for row in corpus.gold if not row.get("spam")]
    mine = _together(lambda url: output.articles.get(url, {}).get("story") or url, plain)
    _put_f1(result, "stories", mine, _together(corpus.root, plain))


def _together(key: Callable[[str], Hashable], urls: Iterable[str]) -> set[Pair]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for url in urls:
        groups[key(url)].add(url)
    return {(one, other) for group in groups.values() for one in group for other in group if one < other}


def _quotes(corpus: Corpus, output: Output, result: Score) -> None:
    """Counted quotes that stand word for word in the article."""
    hits = 0
    for row in output.counted:
        mine = output.articles.get(row["url"], {})
        if squash(row["sentence"]) in squash(mine.get("text")) + squash(mine.get("title")):
            hits += 1
        else:
            result.mistakes["quote"].append((row["url"], row["sentence"]))
    result.measures["quotes_verbatim"] = share(hits, len(output.counted))


def _readings(corpus: Corpus, output: Output, result: Score) -> None:
    """What was read from the evidence: values, periods, stages and announced dates."""
    mine: dict[Pair, list[Row]] = defaultdict(list)
    for row in output.counted:
        mine[corpus.root(row["url"]), row["target"]].append(row)
    hits: dict[str, list[bool]] = defaultdict(list)
    for page in corpus.gold:
        if page.get("spam") or page.get("duplicate_of"):
            continue
        for one in page["evidence"]:
            candidates = mine.get((page["url"], one["target"]), [])
            right = [*_quantity_read(one, candidates), *_stage_read(one, candidates)]
            for name, hit in right:
                hits[name].append(hit)
                if not hit:
                    got = [(row["stage"], row["modality"], row["expected"], row["quantity"]) for row in candidates]
                    result.mistakes[name].append((page["url"], one["target"], one["sentence"], got))
    for name in ("quantity_value", "quantity_value_and_period", "stage_and_modality", "expected_date"):
        result.measures[name] = share(sum(hits[name]), len(hits[name]))


def _quantity_read(one: Row, candidates: list[Row]) -> Iterator[tuple[str, bool]]:
    if not one.get("quantity"):
        return
    same = [row["quantity"] for row in candidates if _same_value(row["quantity"], one["quantity"])]
    yield "quantity_value", bool(same)
    yield "quantity_value_and_period", any(row["period"] == one["quantity"].get("period") for row in same)


def _same_value(mine: Row | None, gold: Row) -> bool:
    return bool(mine) and abs(float(mine["value"]) - float(gold["value"])) < 1e-6 and mine["unit"] == gold["unit"]


def _stage_read(one: Row, candidates: list[Row]) -> Iterator[tuple[str, bool]]:
    if not one.get("stage"):
        return
    wanted = (one["stage"], one["modality"])
    yield "stage_and_modality", any((row["stage"], row["modality"]) == wanted for row in candidates)
    if one.get("expected"):
        yield "expected_date", any(row["expected"] == one["expected"] for row in candidates)


def _statuses(corpus: Corpus, output: Output, result: Score) -> None:
    """The verdict on each target as of each day, and the value it rests on."""
    right = values = valued = 0
    for row in corpus.status:
        mine = output.status.get((row["as_of"], row["target"]), {})
        right += mine.get("status") == row["status"]
        if mine.get("status") != row["status"]:
            told = (row["as_of"], row["target"], row["status"], mine.get("status"), row.get("why"))
            result.mistakes["status"].append(told)
        if row.get("value") is not None:
            valued += 1
            values += mine.get("value") is not None and abs(float(mine["value"]) - float(row["value"])) < 1e-6
    result.measures["status"] = share(right, len(corpus.status))
    result.measures["status_value"] = share(values, valued)


# ---- the gate -------------------------------------------------------------------------------------------------------


def under_floor(measures: dict[str, float], floors: Row) -> list[str]:
    """The measures that fell, in words. A floor is {"at_least": x} or {"at_most": x}; what is not measured fell too."""
    faults = []
    for name, floor in floors.items():
        value = measures.get(name)
        if value is None:
            faults.append(f"{name}: not measured")
        elif value < floor.get("at_least", value) or value > floor.get("at_most", value):
            bound = "at least" if "at_least" in floor else "at most"
            faults.append(f"{name}: {value}, must be {bound} {floor.get('at_least', floor.get('at_most'))}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Score tracker on a labelled corpus, in this process.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--targets", type=Path, default=HERE.parent / "targets.yaml")
    parser.add_argument("--show", type=int, default=0, help="print so many mistakes of each kind")
    args = parser.parse_args()
    result = score(args.corpus, args.targets)
    floors = json.loads(FLOORS.read_text("utf-8")).get(args.corpus.name, {})
    for name, value in result.measures.items():
        floor = floors.get(name, {})
        bound = floor.get("at_least", floor.get("at_most", ""))
        print(f"{name:28} {value:<8} {bound and f'floor {bound}'}")
    for kind, mistakes in result.mistakes.items():
        for mistake in mistakes[: args.show]:
            print(f"  {kind}: {mistake}", file=sys.stderr)
    faults = under_floor(result.measures, floors)
    for fault in faults:
        print(f"UNDER ITS FLOOR {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
