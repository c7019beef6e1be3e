"""Archives of all kinds, sound and damaged: every sound page comes out, and every problem is named with its place."""

from __future__ import annotations

import gzip
import io
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker.archive import MAX_BODY_BYTES, Problem, append_page, pages
from tracker.archive.saved import own_address
from tracker.errors import ConfigError, StoreError
from tracker.model import Page

NOW = datetime(2026, 4, 1, 1, 5, 48, 250000, tzinfo=UTC)


def page(number: int, body: bytes | None = None, **changes: object) -> Page:
    url = f"https://a.example/新闻/{number}?a=1&b=2"
    text = body if body is not None else f"<html>第{number}页".encode() + random.Random(number).randbytes(3000)
    told: dict[str, object] = {
        "url": url,
        "final_url": url,
        "status": 200,
        "content_type": "text/html; charset=gbk",
        "body": text,
        "fetched": NOW,
        "sha256": sha256(text).hexdigest(),
    }
    return Page(**(told | changes))  # type: ignore[arg-type]


PAGES = [page(number) for number in range(12)]


def archived(folder: Path, chosen: list[Page] = PAGES) -> Path:
    for one in chosen:
        path = append_page(folder, one)
    return path


def read(*paths: Path) -> tuple[list[Page], list[Problem]]:
    found = list(pages(paths))
    return [one for one in found if isinstance(one, Page)], [one for one in found if isinstance(one, Problem)]


def test_what_was_archived_is_read_back(tmp_path: Path) -> None:
    moved = page(99, final_url="https://b.example/moved", status=404, content_type="")
    path = archived(tmp_path, [*PAGES, moved])
    assert path.name == "2026-04-01.warc.gz"
    assert read(path) == ([*PAGES, moved], [])


def test_plain_files_and_files_compressed_as_a_whole_are_read_too(tmp_path: Path) -> None:
    raw = gzip.decompress(archived(tmp_path / "a").read_bytes())
    (tmp_path / "plain.warc").write_bytes(raw)
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(raw, mtime=0))
    assert read(tmp_path / "plain.warc") == (PAGES, [])
    assert read(tmp_path / "whole.warc.gz") == (PAGES, [])


def test_a_damaged_member_costs_only_its_own_record(tmp_path: Path) -> None:
    path = archived(tmp_path)
    raw = bytearray(path.read_bytes())
    middle = len(raw) * 13 // 24  # of twelve records of one size within the seventh
    raw[middle : middle + 40] = bytes(40)
    path.write_bytes(raw)
    found, problems = read(path)
    assert len(found) == len(PAGES) - 1 and all(one in PAGES for one in found)
    (problem,) = problems
    name, offset = problem.where.rsplit("@", 1)
    assert (name, problem.reason.code) == (str(path), "broken_record")
    assert middle - 4000 < int(offset) <= middle


def test_a_record_whose_check_sum_is_wrong_is_no_page(tmp_path: Path) -> None:
    path = archived(tmp_path, PAGES[:1])
    size = path.stat().st_size
    raw = bytearray(path.read_bytes() + archived(tmp_path / "b", PAGES[1:2]).read_bytes())
    raw[size - 6] ^= 1  # within the first member's check sum
    path.write_bytes(raw)
    found, problems = read(path)
    assert found == PAGES[1:2]
    assert [one.reason.code for one in problems] == ["broken_record"]


@pytest.mark.parametrize("cut", [1, 9, 400])
@pytest.mark.parametrize("packed", [True, False])
def test_a_torn_last_record_is_a_problem_and_the_rest_is_read(tmp_path: Path, cut: int, packed: bool) -> None:
    path = archived(tmp_path)
    raw = path.read_bytes()
    if not packed:
        path = tmp_path / "plain.warc"
        raw = gzip.decompress(raw).rstrip()
    path.write_bytes(raw[:-cut])
    found, problems = read(path)
    assert found == PAGES[:-1]
    assert [one.reason.code for one in problems] == ["broken_record"]


def test_a_damaged_plain_record_costs_only_itself(tmp_path: Path) -> None:
    raw = gzip.decompress(archived(tmp_path).read_bytes())
    starts = [at for at in range(len(raw)) if raw.startswith(b"WARC/1.", at)]
    assert len(starts) == len(PAGES)
    path = tmp_path / "plain.warc"
    path.write_bytes(raw[: starts[5]] + b"JUNK" + raw[starts[5] + 4 :])
    found, problems = read(path)
    assert found == PAGES[:5] + PAGES[6:]
    assert [one.where for one in problems] == [f"{path}@{starts[5]}"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00" * 500])
def test_a_file_without_records_gives_no_page(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.warc"
    path.write_bytes(content)
    found, problems = read(path)
    assert not found and len(problems) == bool(content.strip())


def test_random_damage_never_raises_and_never_changes_a_page(tmp_path: Path) -> None:
    raw = archived(tmp_path / "a", PAGES[:4]).read_bytes()
    chance = random.Random(7)
    path = tmp_path / "damaged.warc.gz"
    for _ in range(150):
        damaged = bytearray(raw)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(2, len(damaged))
            damaged[at : at + chance.randrange(1, 30)] = chance.randbytes(chance.randrange(0, 30))
        path.write_bytes(damaged)
        found, problems = read(path)
        assert all(one in PAGES for one in found)
        assert problems or found == PAGES[:4]


# ---- what servers send ----------------------------------------------------------------------------------------------


def warc(path: Path, records: Iterator[tuple[str, list[tuple[str, str]], bytes]]) -> Path:
    with path.open("wb") as handle:
        writer = WARCWriter(handle, gzip=True)
        for kind, headers, payload in records:
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1") if kind in ("response", "revisit") else None
            writer.write_record(
                writer.create_warc_record(
                    "https://a.example/",
                    kind,
                    payload=io.BytesIO(payload),
                    http_headers=http,
                    warc_content_type="text/html" if kind == "resource" else "",
                )
            )
    return path


HTML = "<html>昌平</html>".encode()
CHUNKED = b"5\r\n" + HTML[:5] + b"\r\n%x\r\n" % (len(HTML) - 5) + HTML[5:] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "payload"),
    [
        ([], HTML),
        ([("Content-Encoding", "gzip")], gzip.compress(HTML, mtime=0)),
        ([("Content-Encoding", "GZIP")], gzip.compress(HTML, mtime=0)),
        ([("Content-Encoding", "gzip")], HTML),  # archived already decoded, as many crawlers do
        ([("Transfer-Encoding", "chunked")], CHUNKED),
        ([("Transfer-Encoding", "chunked")], HTML),
        ([("Content-Encoding", "identity")], HTML),
    ],
)
def test_payloads_are_decoded(tmp_path: Path, headers: list[tuple[str, str]], payload: bytes) -> None:
    found, problems = read(warc(tmp_path / "a.warc.gz", iter([("response", headers, payload)])))
    assert [one.body for one in found] == [HTML] and not problems


def test_an_unknown_encoding_is_told_and_not_taken_for_text(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", iter([("response", [("Content-Encoding", "br")], b"\x0b\x02\x80")]))
    found, problems = read(path)
    assert not found and [one.reason.code for one in problems] == ["unsupported_encoding"]


def test_a_bomb_is_cut_off_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(MAX_BODY_BYTES + 1))
    records = [("response", [("Content-Encoding", "gzip")], bomb), ("response", [], HTML)]
    found, problems = read(warc(tmp_path / "a.warc.gz", iter(records)))
    assert [one.body for one in found] == [HTML]
    assert [one.reason.code for one in problems] == ["too_large"]


def test_only_answers_and_saved_resources_are_pages(tmp_path: Path) -> None:
    kinds = ("warcinfo", "request", "metadata", "revisit", "resource", "response")
    asked = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
    records = ((kind, [], asked if kind == "request" else HTML) for kind in kinds)
    found, problems = read(warc(tmp_path / "a.warc.gz", records))
    assert len(found) == 2 and not problems


# ---- saved HTML -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0033)https://a.example/saved -->", "https://a.example/saved"),
        ('<link rel="canonical" href="https://a.example/canonical">', "https://a.example/canonical"),
        ("<LINK HREF='https://a.example/c?a=1&amp;b=2' REL='canonical'>", "https://a.example/c?a=1&b=2"),
        ('<meta property="og:url" content="https://a.example/og"/>', "https://a.example/og"),
        ('<meta content="https://a.example/og" property="og:url"/>', "https://a.example/og"),
        (
            "<meta property=og:url content=https://a.example/og><link rel=canonical href=https://a.example/c>",
            "https://a.example/c",
        ),
        ('<link rel="stylesheet" href="https://a.example/style.css">', ""),
        ('<link rel="canonical" href="/relative">', ""),
        ("", ""),
    ],
)
def test_a_saved_page_tells_its_address(head: str, url: str) -> None:
    assert own_address(f"<html><head>{head}</head>".encode()) == url


def test_a_folder_holds_saved_pages_and_archives_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.html").write_bytes(HTML)
    (tmp_path / "a.htm").write_bytes(HTML)
    (tmp_path / "notes.txt").write_bytes(HTML)
    os.utime(tmp_path / "a.htm", (NOW.timestamp(), NOW.timestamp()))
    archived(tmp_path / "w", PAGES[:1])
    found, problems = read(tmp_path)
    assert [one.url for one in found] == [
        (tmp_path / "a.htm").as_uri(),
        (tmp_path / "sub" / "b.html").as_uri(),
        PAGES[0].url,
    ]
    assert not problems
    assert (found[0].fetched, found[0].content_type, found[0].status) == (NOW, "text/html", 200)


def test_a_saved_file_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(bytes(MAX_BODY_BYTES + 1))
    found, problems = read(tmp_path)
    assert not found and [one.reason.code for one in problems] == ["too_large"]


def test_a_path_that_cannot_hold_pages_is_a_mistake_of_the_person(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("")
    for path in (tmp_path / "notes.txt", tmp_path / "missing.warc"):
        with pytest.raises(ConfigError) as caught:
            pages((path,))
        assert caught.value.where == str(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be archived"):
        append_page(tmp_path / "file", PAGES[0])
