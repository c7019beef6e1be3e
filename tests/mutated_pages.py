"""A number in, a broken page out, the same for the same number; run by itself it reads many and tells how it went.

python tests/mutated_pages.py FIRST COUNT      one JSON object: pages, codes, crashes, slowest_s, peak_mib
python tests/mutated_pages.py hostile MIB      the same for every hostile page of that size
    python tests/mutated_pages.py hostile-read MIB the same without looking for links
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from hostile_pages import HOSTILE
from memory import peak_mib

from tracker.config import load_config
from tracker.discover import Query, discover
from tracker.match import Index, compile_targets
from tracker.model import Page, Source
from tracker.read import read

HERE = Path(__file__).parent
SLOW_S = 5.0
PEAK_MIB = 300
# Every end that a page can find.
CODES = {"read", "no_target", "spam", "statement", "before_statement", "unreadable"}
_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb"""[\w-]+=(?:"[^"<>]*"|'[^'<>]*')""")
_TAGS = (b"<div>", b"</div>", b"<p>", b"<table><tr>", b"<td colspan=999>", b"</table>", b"<a href='//['>", b"<script>")
_TAGS += (b"</script>", b"<!--", b"-->", b"<style>", b"<title>", b"<h1>", b"<svg>", b"<base href='http://['>", b"<br>")
_ENTITIES = (
    b"&#0;",
    b"&#xD800;",
    b"&#99999999999;",
    b"&amp",
    b"&nbsp;",
    b"&#x110000;",
    b"&" + b"a" * 50,
    b"&#" + b"9" * 5000,
)
_NUMBERS = (
    "9" * 400,
    "1,000" * 60,
    "1.2倍",
    "-5%",
    "百分之百分之五",
    "二〇二五年十三月四十日",
    "2025-99-99",
    "万亿万亿",
    "翻九番",
    "５．５％",
)
_DIGIT = re.compile(rb"[0-9]")
_CODECS = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-be", "shift_jis", "utf-32", "cp1252", "hz", "utf-7")
_SOURCE = Source(id="list", name="list", tier="community", kind="listing", address="https://news.example/")


@cache
def pages() -> tuple[bytes, ...]:
    paths = [*HERE.glob("corpus/changping-*/pages/*.html"), *HERE.glob("pages/*.html")]
    return tuple(path.read_bytes() for path in sorted(paths))


@cache
def index() -> Index:
    return compile_targets(load_config(HERE.parent / "targets.yaml"))


def mutated(number: int) -> Page:
    """A page of ours broken in one to eight ways."""
    chance = random.Random(number)
    body = chance.choice(pages())
    for _ in range(chance.randint(1, 8)):
        body = chance.choice(_WAYS)(body, chance)[:300_000]
    label = chance.choice(
        ("text/html", "text/html; charset=utf-8", "text/html; charset=gbk", "text/html; charset=big5")
    )
    return page_of(body, content_type=chance.choice((label, label, label, "", "text/plain", "application/xhtml+xml")))


def page_of(body: bytes, content_type: str = "text/html", url: str = "https://news.example/a.html") -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type=content_type,
        body=body,
        fetched=datetime(2026, 4, 1, tzinfo=UTC),
        sha256="0",
    )


def _span(body: bytes, chance: random.Random, most: int = 600) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.randint(0, most))


def _some(pattern: re.Pattern[bytes], body: bytes, chance: random.Random) -> tuple[int, int]:
    found = pattern.search(body, chance.randrange(len(body) + 1))
    return found.span() if found else _span(body, chance)


def _put(body: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return body[: span[0]] + new + body[span[1] :]


def _bytes(body: bytes, chance: random.Random) -> bytes:
    start, end = _span(body, chance)
    kept = body[start:end]
    new = (b"", kept * 3, chance.randbytes(len(kept)), bytes(reversed(kept)), b"\0" * len(kept), kept.upper())
    return _put(body, (start, end), chance.choice(new))


def _bits(body: bytes, chance: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.randint(1, 200) if body else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _tags(body: bytes, chance: random.Random) -> bytes:
    start, end = _some(_TAG, body, chance)
    new = (
        b"",
        body[start:end] * chance.randint(2, 50),
        chance.choice(_TAGS),
        body[start : end - 1],
        b"<" + body[start:end],
    )
    return _put(body, (start, end), chance.choice(new))


def _attributes(body: bytes, chance: random.Random) -> bytes:
    start, end = _some(_ATTRIBUTE, body, chance)
    kept = body[start:end]
    names = (
        b"class='sidebar'",
        b"style='display:none'",
        b"hidden",
        b"colspan=1000000000",
        b"href='http://[/'",
        b"id=''",
    )
    return _put(body, (start, end), chance.choice((kept[:-1], kept.replace(b'"', b""), kept * 40, *names)))


def _nesting(body: bytes, chance: random.Random) -> bytes:
    tag = chance.choice((b"div", b"p", b"b", b"table><tr><td", b"ul><li", b"span", b"blockquote"))
    deep = (b"<" + tag + b">") * chance.choice((3, 50, 2000))
    start, _ = _some(_TAG, body, chance)
    closing = chance.choice((b"", b"</div>" * 40, b"</body></html>"))
    return _put(body, (start, start), deep + closing)


def _entities(body: bytes, chance: random.Random) -> bytes:
    start, _ = _span(body, chance)
    return _put(body, (start, start), chance.choice(_ENTITIES) * chance.choice((1, 5, 500)))


def _scripts(body: bytes, chance: random.Random) -> bytes:
    start, _ = _some(_TAG, body, chance)
    ends = (b"</script>", b"", b"<!--</script>")
    code = chance.choice(
        (b"var a='", b'{"@type":"NewsArticle","datePublished":"2025-13-45","articleBody":"', b"publishDate:'")
    )
    return _put(body, (start, start), b"<script type='application/ld+json'>" + code * 20 + chance.choice(ends))


def _lengths(body: bytes, chance: random.Random) -> bytes:
    start, end = _span(body, chance, 3000)
    return (
        _put(body, (start, end), body[start:end] * chance.choice((0, 20, 60)))
        if chance.random() < 0.8
        else body[:start]
    )


def _numbers(body: bytes, chance: random.Random) -> bytes:
    at = _some(_DIGIT, body, chance)[0]
    return _put(body, (at, at + 1), chance.choice(_NUMBERS).encode() * chance.choice((1, 1, 30)))


def _encodings(body: bytes, chance: random.Random) -> bytes:
    text = body.decode("utf-8", "replace")
    return text.encode(chance.choice(_CODECS), chance.choice(("ignore", "replace", "xmlcharrefreplace")))


def _another(body: bytes, chance: random.Random) -> bytes:
    other = chance.choice(pages())
    return _put(body, _span(body, chance, 4000), other[slice(*_span(other, chance, 4000))])


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_bytes, _bits, _tags, _attributes, _nesting, _entities, _scripts, _lengths, _numbers, _encodings, _another),
)


def numbered(first: int, count: int) -> Iterator[tuple[str, Page]]:
    return ((str(number), mutated(number)) for number in range(first, first + count))


def hostile(size: int) -> Iterator[tuple[str, Page]]:
    return ((name, page_of(make(size))) for name, make in HOSTILE.items())


def read_all(named: Iterable[tuple[str, Page]], links: bool = True) -> dict[str, object]:
    """Take pages through the whole chain, reading and (with `links`) looking for links; what came of it."""
    index()
    codes: Counter[str] = Counter()
    crashes: list[str] = []
    slowest: list[tuple[float, str]] = []
    for name, page in named:
        started = time.process_time()
        try:
            codes[read(page, index()).trace.disposition.code] += 1
            if links:
                discover(Query(page=page, source=_SOURCE, since=date(2025, 1, 17), zone=UTC))
        except Exception:
            crashes.append(f"{name}: {traceback.format_exc(limit=-3)}")
        slowest = sorted([*slowest, (round(time.process_time() - started, 2), name)], reverse=True)[:5]
    peak = peak_mib()
    return {"pages": codes.total(), "codes": codes, "crashes": crashes, "slowest_s": slowest, "peak_mib": peak}


if __name__ == "__main__":
    words = sys.argv[1:]
    chosen = hostile(int(float(words[1]) * 2**20)) if words[0][0] == "h" else numbered(int(words[0]), int(words[1]))
    print(json.dumps(read_all(chosen, links=words[0] != "hostile-read"), ensure_ascii=True))
