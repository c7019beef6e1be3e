"""Saved pages come in; speed and memory go out, measured side by side in interleaved rounds, at last as a JSON line.

    python bench/bench.py [PAGES]        PAGES holds html/*.html; default: the pages of tests/corpus

read_vs_trafilatura   pages a second from bytes to judged evidence (title, day, publisher, body, tables, targets) over
                      those of trafilatura's extraction with metadata alone; without_metadata: of its bare body
targets_30000_vs_30   seconds a page with 30,000 targets over those with 30
help_s                seconds until `tracker --help` has ended
ingest_ms_a_page      what an ingest adds to reading, in milliseconds a page
ingest_kib_a_page     by how much the peak memory of an ingest grows with each page, settling included
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from accuracy import corpus_pages  # noqa: E402  # the path is known only now

from tracker.archive import append_page  # noqa: E402
from tracker.config import load_config  # noqa: E402
from tracker.extract import extract  # noqa: E402
from tracker.ingest import ingest  # noqa: E402
from tracker.judge import judge_all  # noqa: E402
from tracker.match import compile_targets  # noqa: E402
from tracker.model import Config, Page, Target  # noqa: E402
from tracker.read import read  # noqa: E402
from tracker.settle import settle  # noqa: E402
from tracker.store import open_store  # noqa: E402

ROUNDS = 3
MANY_TARGETS = 30_000
SMALL_INGEST, LARGE_INGEST = 400, 2400
CORPUS = ROOT / "tests" / "corpus" / "changping-dev"
FETCHED = datetime(2026, 4, 1, tzinfo=UTC)
AS_OF = date(2026, 3, 31)


def saved_pages(folder: Path | None) -> list[Page]:
    if folder is None:
        return list(corpus_pages(CORPUS))
    paths = sorted((folder / "html").glob("*.html"))
    return [made_page(f"https://saved.example/{path.name}", path.read_bytes()) for path in paths]


def made_page(url: str, body: bytes) -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html",
        body=body,
        fetched=FETCHED,
        sha256=sha256(body).hexdigest(),
    )


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    work()
    return clock() - started


def rounds_of(*works: Callable[[], object]) -> list[list[float]]:
    """Processor seconds of each in every round; in turn, so that a busy machine slows all alike. A first round warms
    up and is left out."""
    return [[seconds(work, time.process_time) for work in works] for _ in range(ROUNDS + 1)][1:]


def interleaved(*works: Callable[[], object]) -> list[float]:
    """Median processor seconds of each."""
    rounds = rounds_of(*works)
    return [median(one[number] for one in rounds) for number in range(len(works))]


# ---- reading --------------------------------------------------------------------------------------------------------


def reader(side: str, pages: list[Page], config: Config) -> Callable[[], object]:
    """The work of one side on all pages: ours from bytes to judged evidence, theirs with or without metadata."""
    if side == "ours":
        index = compile_targets(config)

        def ours() -> None:
            settlement = settle([read(page, index).trace for page in pages], config)
            judge_all(config, settlement.evidence, AS_OF)

        return ours
    import trafilatura

    metadata = side == "theirs"
    return lambda: [trafilatura.bare_extraction(page.body, with_metadata=metadata) for page in pages]


def one_reader(side: str, pages: list[Page], config: Config) -> None:
    """Print the median processor seconds of one side, after a round that warms up."""
    work = reader(side, pages, config)
    work()
    print(median(seconds(work, time.process_time) for _ in range(3)))


def reading_speed(folder: str | None, pages: int) -> dict[str, float]:
    """Each side in a process of its own, so that neither leaves its memory to the other; the sides in turn."""
    sides: dict[str, list[float]] = {"ours": [], "theirs": [], "theirs_bare": []}
    for _ in range(ROUNDS):
        for side, told in sides.items():
            command = [sys.executable, __file__, "--one", side, *([folder] if folder else [])]
            told.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    mine, other, bare = (median(told) for told in sides.values())
    return {
        "read_pages_a_second": round(pages / mine, 1),
        "trafilatura_pages_a_second": round(pages / other, 1),
        "read_vs_trafilatura": round(other / mine, 2),
        "read_vs_trafilatura_without_metadata": round(bare / mine, 2),
    }


def synthetic_targets(number: int) -> Iterator[Target]:
    """Goals with names of their own and ideas in common, as a whole country's list would have."""
    chance = random.Random(1)
    signs = [chr(code) for code in range(0x4E00, 0x5E00)]
    for count in range(number):
        name = "".join(chance.choices(signs, k=4))
        yield Target(
            id=f"made-{count}",
            kind="milestone",
            title_zh=f"{name}投用",
            title_en=f"{name} opens",
            about=((name, name[:3] + "园"), ("项目", "工程", "园区"), ("投用", "开放", "建成")),
            stage="opened",
            due=date(2025, 12, 31),
        )


def target_speed(pages: list[Page], config: Config) -> dict[str, float]:
    made = tuple(synthetic_targets(MANY_TARGETS - len(config.targets)))
    few, many = compile_targets(config), compile_targets(replace(config, targets=config.targets + made))

    def with_index(index: object) -> Callable[[], object]:
        return lambda: [read(page, index) for page in pages]  # type: ignore[arg-type]

    one, other = interleaved(with_index(few), with_index(many))
    return {"targets_30000_vs_30": round(other / one, 2)}


def help_speed() -> dict[str, float]:
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "--help"]
    times = [seconds(lambda: subprocess.run(command, capture_output=True, check=True)) for _ in range(9)]
    return {"help_s": round(median(times), 3)}


# ---- ingest ---------------------------------------------------------------------------------------------------------


def made_pages(number: int, pages: list[Page], config: Config, every: int = 1) -> Iterator[Page]:
    """Different articles in any number, of the sentences of the given pages with other digits.

    Two of fourteen sentences are about a target, in one of `every` pages: in a crawl of a city's news most are not.
    """
    about, plain = sorted_sentences(pages, config)
    chance = random.Random(2)
    for count in range(number):
        told = 0 if count % every else min(2, len(about))
        chosen = chance.sample(about, told) + chance.sample(plain, min(14 - told, len(plain)))
        chance.shuffle(chosen)
        body = "".join(f"<p>{re.sub('[0-9]', lambda _: str(chance.randrange(10)), one)}</p>" for one in chosen)
        day = date.fromordinal(date(2025, 2, 1).toordinal() + count % 400)
        title = chosen[0][:24]
        text = (
            f"<html><head><meta charset='utf-8'><title>{title}</title><meta name='pubdate' content='{day}'></head>"
            f"<body><h1>{title}</h1><div class='article'>{body}</div></body></html>"
        )
        yield made_page(f"https://site{count % 50}.example/{day:%Y%m}/t{count}.html", text.encode())


def sorted_sentences(pages: list[Page], config: Config) -> tuple[list[str], list[str]]:
    """The sentences of the pages: those from which something was read of a target, and the others."""
    index = compile_targets(config)
    told = {candidate.sentence for page in pages for candidate in read(page, index).trace.candidates}
    texts = [extract(page).text for page in pages]
    sentences = [one + "。" for text in texts for one in re.split("[。\n]", text) if 15 < len(one) < 200]
    return [one for one in sentences if one in told], [one for one in sentences if one not in told]


def ingest_costs(pages: list[Page], config: Config) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for number, page in enumerate(made_pages(LARGE_INGEST, pages, config)):
            append_page(folder / "large", page)
            if number < SMALL_INGEST:
                append_page(folder / "small", page)
        with open_store(folder / "count.db") as store:
            ingest((folder / "small",), config, store)
            sentences = sum(len(trace.candidates) for trace in store.traces()) / SMALL_INGEST
        small, large = (ingest_peak_kib(folder / name, folder / f"{name}.db") for name in ("small", "large"))
        return {
            "ingest_target_sentences_a_page": round(sentences, 2),
            "ingest_ms_a_page": round(ingest_overhead(folder, config), 3),
            "ingest_kib_a_page": round((large - small) / (LARGE_INGEST - SMALL_INGEST), 2),
        }


def ingest_peak_kib(folder: Path, db: Path) -> int:
    """The peak memory of a process that ingests the folder; ru_maxrss would begin with that of this process."""
    program = (
        "import sys; from pathlib import Path\n"
        "from tracker.config import load_config; from tracker.ingest import ingest\n"
        "from tracker.store import open_store\n"
        "with open_store(Path(sys.argv[2])) as store:\n"
        "    ingest((Path(sys.argv[1]),), load_config(Path(sys.argv[3])), store)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(db), str(ROOT / "targets.yaml")]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def ingest_overhead(folder: Path, config: Config) -> float:
    """Milliseconds a page that ingest takes beyond reading the same pages and settling them."""
    from tracker.archive import pages as archived_pages

    index = compile_targets(config)
    pages = [page for page in archived_pages((folder / "large",)) if isinstance(page, Page)]
    fresh = iter(range(100))

    def plain() -> None:
        settle([read(page, index).trace for page in pages], config)

    def whole() -> None:
        with open_store(folder / f"fresh{next(fresh)}.db") as store:
            ingest((folder / "large",), config, store)

    return median(whole_s - plain_s for plain_s, whole_s in rounds_of(plain, whole)) / len(pages) * 1000


def main() -> None:
    words = sys.argv[1:]
    side = words[1] if words[:1] == ["--one"] else ""
    folder = next(iter(words[2:] if side else words), None)
    pages = saved_pages(Path(folder) if folder else None)
    config = load_config(ROOT / "targets.yaml")
    if side:
        return one_reader(side, pages, config)
    result: dict[str, float] = {"pages": len(pages)}
    for measure in (
        lambda: reading_speed(folder, len(pages)),
        lambda: target_speed(pages, config),
        help_speed,
        lambda: ingest_costs(pages, config),
    ):
        found = measure()
        for name, value in found.items():
            print(f"{name:40} {value}", flush=True)
        result |= found
    print(json.dumps(result))


if __name__ == "__main__":
    main()
