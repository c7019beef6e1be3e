"""Pages taken by hand, and documents met in a run: what a person says stands, whatever is read again, and when."""

from __future__ import annotations

import json
import quopri
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loopback import Reply, Site, running
from paper import centred, docx, drawn_pdf, paragraph, pdf, typeset
from small_town import TARGETS
from test_documents_reading import DOCX, FIRST, SECOND
from test_run_once import HOSTS, LISTING, article, config_of, ends, listing

from tracker.add import Added, Wish, add
from tracker.archive import append_page, pages
from tracker.cli import cli
from tracker.ingest import ingest
from tracker.model import Page
from tracker.run import RunSettings, run_once
from tracker.store import Store, open_store

NOW = datetime(2025, 11, 1, tzinfo=UTC)
HEAD = [centred("滨江区重点工作情况", 790, 22), centred("2025年10月28日", 755, 14)]
BULLETIN = pdf([[*HEAD, *typeset([SECOND], top=700)]])
NO_WISH = Wish()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.db") as opened:
        yield opened


def settings_for(site: Site | None, tmp_path: Path, now: datetime = NOW, **policy: object) -> RunSettings:
    reached = site.policy(*HOSTS, documents=True, **policy) if site else RunSettings().policy
    return RunSettings(policy=reached, archive=tmp_path / "archive", clock=lambda: now)


def by_hand(store: Store, path: Path, wish: Wish = NO_WISH, now: datetime = NOW) -> Added:
    (one,) = add([str(path)], wish, config_of(LISTING), store, settings_for(None, path.parent, now))
    return one


def stored(store: Store) -> dict[str, tuple[str, date | None, str, str]]:
    return {one.url: (one.title, one.published, one.source, one.tier) for one in store.articles()}


def replayed(archive: Path, db: Path) -> dict[str, tuple[str, date | None, str, str]]:
    """What an empty store holds after the archive has been read into it."""
    with open_store(db) as fresh:
        tally = ingest((archive,), config_of(LISTING), fresh)
        assert not tally.failures
        return stored(fresh)


# ---- documents in a run ---------------------------------------------------------------------------------------------


def test_a_document_of_a_list_is_fetched_read_and_judged_like_a_page(store: Store, tmp_path: Path) -> None:
    answers = {
        "/list": Reply(body=listing("/files/bulletin.pdf", "/plan.docx", "/scan.pdf")),
        "/files/bulletin.pdf": Reply(body=BULLETIN, content_type="application/pdf"),
        "/plan.docx": Reply(body=docx(paragraph("情况", centred=True) + paragraph(FIRST)), content_type=DOCX),
        "/scan.pdf": Reply(body=drawn_pdf(b"", picture=True), content_type="application/pdf"),
    }
    with running(answers) as site:
        run_once(config_of(LISTING), store, settings_for(site, tmp_path), NOW)
    assert ends(store) == {"/files/bulletin.pdf": "read", "/plan.docx": "no_target", "/scan.pdf": "scanned"}
    (row,) = [one for one in store.evidence() if one.counts]
    assert (row.stage, row.page_number, row.published, row.sentence) == ("opened", 1, date(2025, 10, 28), SECOND)
    assert replayed(tmp_path / "archive", tmp_path / "again.db") == stored(store)


def test_without_the_libraries_documents_are_listed_and_read_once_they_are_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {
        "/list": Reply(body=listing("/bulletin.pdf", "/hidden")),
        "/bulletin.pdf": Reply(body=BULLETIN, content_type="application/pdf"),
        "/hidden": Reply(body=BULLETIN, content_type="application/octet-stream"),
    }
    with running(answers) as site:
        settings = settings_for(site, tmp_path)
        with monkeypatch.context() as without:
            without.setitem(sys.modules, "pypdfium2", None)  # as if it had not been installed
            from tracker.documents import readable

            assert not readable()
            without_documents = replace(settings, policy=replace(settings.policy, documents=False))
            run_once(config_of(LISTING), store, without_documents, NOW)
        assert ends(store) == {"/bulletin.pdf": "document", "/hidden": "document"}
        assert "/bulletin.pdf" not in site.paths
        run_once(config_of(LISTING), store, settings, NOW + timedelta(days=1))
    assert ends(store)["/bulletin.pdf"] == "read"


def test_pages_of_a_source_are_read_again_as_its_own(store: Store, tmp_path: Path) -> None:
    """A source whose articles lie on another host, cut out by its own selector, is the same in a replay."""
    source = LISTING.replace("}", ", body: .text}").replace("/list'", "/far'")
    answers = {
        "news.example/far": Reply(body=listing("http://other.news.example/a")),
        "other.news.example/a": Reply(body=article().replace(b"<div>", b"<div class=text>")),
    }
    with running(answers) as site:
        settings = settings_for(site, tmp_path)
        hosts = {**settings.policy.connect_to, "other.news.example": ("127.0.0.1", site.port)}
        policy = replace(settings.policy, connect_to=hosts)
        run_once(config_of(source), store, replace(settings, policy=policy), NOW)
    (one,) = stored(store).values()
    assert one[2:] == ("滨江新闻", "official")
    with open_store(tmp_path / "again.db") as fresh:
        ingest((tmp_path / "archive",), config_of(source), fresh)
        assert stored(fresh) == stored(store)


def test_a_folder_of_saved_documents_is_ingested(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(BULLETIN)
    (folder / "b.docx").write_bytes(docx(paragraph("滨江区重点工作", centred=True) + paragraph(SECOND)))
    (folder / "c.mht").write_bytes(mhtml(article(), "https://app.example/s/abc"))
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 rubbish")
    (folder / "notes.txt").write_text("no page")
    with open_store(tmp_path / "two.db") as other:
        tally = ingest((folder,), config_of(LISTING), store, 1)
        assert ingest((folder,), config_of(LISTING), other, 2).dispositions == tally.dispositions
        assert stored(other) == stored(store)
    assert tally.dispositions == {"read": 3, "damaged_document": 1}
    assert {row.page_number for row in store.evidence()} == {1, None}


# ---- by hand --------------------------------------------------------------------------------------------------------


def mhtml(body: bytes, address: str) -> bytes:
    head = f'Snapshot-Content-Location: {address}\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n'
    part = "--B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    image = "\n--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--B--\n"
    return head.encode() + part.encode() + quopri.encodestring(body) + image.encode()


@pytest.mark.parametrize(
    ("name", "content", "url"),
    [
        ("a.html", article(), ""),
        ("a.htm", b"<!-- saved from url=(0022)http://news.example/a -->" + article(), "http://news.example/a"),
        ("a.mhtml", mhtml(article(), "https://app.example/s/abc"), "https://app.example/s/abc"),
        ("a.PDF", BULLETIN, ""),
        ("a.docx", docx(paragraph("滨江区重点工作", centred=True) + paragraph(SECOND)), ""),
        ("a.txt", f"滨江区重点工作\n\n2025-08-19\n\n{SECOND}\n".encode(), ""),
        ("a.md", f"# 滨江区重点工作\n\n{SECOND}\n".encode("gb18030"), ""),
    ],
)
def test_a_saved_file_of_any_kind_is_read(store: Store, tmp_path: Path, name: str, content: bytes, url: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    one = by_hand(store, path, Wish(published=date(2025, 8, 20)))
    assert (one.disposition.code, one.url, one.failed) == ("read", url or path.as_uri(), False)
    assert one.trace is not None and one.trace.published == date(2025, 8, 20)
    assert {row.stage for row in store.evidence() if row.counts} == {"opened"}
    assert replayed(tmp_path / "archive", tmp_path / "again.db") == stored(store)


def test_what_a_person_says_goes_before_what_is_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(article())
    wish = Wish(url="https://app.example/1", published=date(2025, 8, 21), publisher="滨江新闻")
    assert by_hand(store, path, wish).url == "https://app.example/1"
    said = ("滨江湿地公园二期开放", date(2025, 8, 21), "滨江新闻", "official")
    assert stored(store) == {"https://app.example/1": said}, "a known publisher has its tier"
    assert replayed(tmp_path / "archive", tmp_path / "again.db") == stored(store)
    by_hand(store, path, replace(wish, publisher="某某号", published=date(2025, 8, 22)), NOW + timedelta(hours=1))
    assert stored(store)["https://app.example/1"][1:] == (date(2025, 8, 22), "某某号", "community")
    by_hand(store, path, Wish(url="https://app.example/1"), NOW + timedelta(hours=2))
    assert stored(store)["https://app.example/1"][1] == date(2025, 8, 19), "added again without a word: as it was read"
    assert replayed(tmp_path / "archive", tmp_path / "once.db") == stored(store)


def test_an_added_page_stands_in_whatever_order_versions_come(store: Store, tmp_path: Path) -> None:
    """The same bytes and other bytes of one address, met by runs before and after it was added by hand."""
    path = tmp_path / "saved.html"
    path.write_bytes(article())
    by_hand(store, path, Wish(url="http://news.example/a", published=date(2025, 8, 21)))
    (added,) = [one for one in pages((tmp_path / "archive",)) if isinstance(one, Page)]
    met = replace(added, told=None)
    changed = replace(met, body=article("旧稿"), sha256="0" * 64)
    versions = [
        added,
        replace(met, fetched=NOW - timedelta(days=3)),
        replace(met, fetched=NOW + timedelta(days=3)),
        replace(changed, fetched=NOW + timedelta(days=5)),
    ]
    for number, order in enumerate(permutations(versions)):
        for place, one in enumerate(order):
            append_page(tmp_path / f"w{number}" / str(place), one)
        with open_store(tmp_path / f"{number}.db") as fresh:
            ingest(tuple(tmp_path / f"w{number}" / str(place) for place in range(4)), config_of(LISTING), fresh)
            (row,) = fresh.articles()
            assert (row.published, row.title) == (date(2025, 8, 21), "滨江湿地公园二期开放")
            assert {one.first_seen for one in fresh.evidence()} == {NOW - timedelta(days=3)}


def test_addresses_go_through_the_gate(store: Store, tmp_path: Path) -> None:
    answers = {
        "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /secret\n", content_type="text/plain"),
        "/a": Reply(body=article()),
        "/file": Reply(body=BULLETIN, content_type="application/pdf"),
        "/secret": Reply(body=article()),
        "/wall": Reply(body="<title>安全验证</title>请完成验证".encode()),
        "/film": Reply(body=b"\0", content_type="video/mp4"),
        "/data": Reply(body=b"{}", content_type="application/json"),
    }
    names = [f"http://news.example{path}" for path in ("/a", "/file", "/secret", "/wall", "/film", "/data", "/none")]
    with running(answers) as site:
        done = add(names, Wish(), config_of(LISTING), store, settings_for(site, tmp_path))
        private = add(names[:1], Wish(), config_of(LISTING), store, settings_for(site, tmp_path, allow_private=False))
    codes = [one.disposition.code for one in done]
    assert codes == ["read", "read", "robots", "blocked", "not_text", "not_html", "gone"]
    assert [one.failed for one in done] == [False, False, True, True, True, True, True]
    assert [one.disposition.code for one in private] == ["unsafe_address"]
    assert sorted(stored(store)) == names[:2]
    kept = [one.url for one in pages((tmp_path / "archive",)) if isinstance(one, Page)]
    assert kept == names[:2], "what is no page is not archived"
    assert {one.disposition.code for one in store.link_outcomes(1)} == set(codes)
    assert not store.last_outcomes(), "a run does not take these for its own"


def test_a_document_that_cannot_be_read_yet_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(BULLETIN)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "docx", None)  # as if it had not been installed
        assert by_hand(store, path, Wish(published=date(2025, 10, 29))).disposition.code == "document"
    assert not stored(store)
    assert replayed(tmp_path / "archive", tmp_path / "again.db")[path.as_uri()][1] == date(2025, 10, 29)


# ---- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "targets.yaml").write_text(TARGETS + LISTING + "archive: {keep: evidence, days: 1}\n", encoding="utf-8")
    (tmp_path / "page.html").write_bytes(article())
    (tmp_path / "bulletin.pdf").write_bytes(BULLETIN)
    (tmp_path / "other.txt").write_text("别的消息\n\n与目标没有关系的一段文字，说的是天气。\n", encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 rubbish")
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(cli, words, standalone_mode=False)


def test_add_shows_what_it_found(place: Path) -> None:
    done = call("add", "bulletin.pdf", "bad.pdf", "other.txt", "--publisher", "滨江新闻")
    assert done.return_value == 1
    assert done.stdout.splitlines() == [
        "滨江区重点工作情况",
        f"  2025-10-28  滨江新闻 (official)  {(place / 'bulletin.pdf').as_uri()}",
        "  read: 已读",
        f"  wetland: {SECOND} (p. 1)",
        "别的消息",
        f"  ----------  滨江新闻 (official)  {(place / 'other.txt').as_uri()}",
        "  no_target: 与目标无关",
    ]
    assert done.stderr.splitlines() == ["bad.pdf: 文档已损坏"]
    rows = [json.loads(line) for line in call("evidence", "--json").stdout.splitlines()]
    assert [row["page_number"] for row in rows] == [1]
    assert "(p. 1)" in call("evidence").stdout
    assert call("report", "--as-of", "2025-11-01").exception is None
    (page,) = (place / "reports" / "targets").glob("*.md")
    told = page.read_text("utf-8")
    assert "**2025-10-28**" in told and "(官方, 第1页)" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nothing.html",), "nothing.html: there is no such file"),
        (("page.html", "targets.yaml"), "targets.yaml: no kind of page"),
        (("page.html", "--url", "ftp://a.example/"), "is no web address"),
        (("page.html", "bulletin.pdf", "--url", "http://a.example/"), "add them one by one"),
        (("page.html", "--source", "lists"), "no source has the id 'lists' (did you mean list?)"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_kept(
    place: Path, words: tuple[str, ...], message: str
) -> None:
    done = call("add", *words)
    assert message in str(done.exception)
    assert not (place / "archive").exists() and not (place / "tracker.db").exists()


def test_prune_keeps_what_evidence_needs(place: Path) -> None:
    old = datetime(2025, 10, 1, tzinfo=UTC)
    call("add", "page.html", "--published", "2025-08-20")
    (good,) = [one for one in pages((place / "archive",)) if isinstance(one, Page)]
    for number, body in enumerate((article("滨江湿地公园二期今天开放"), article("滨江区别的消息"))):
        met = replace(good, url=f"http://a.example/{number}", body=body, told=None, fetched=old)
        append_page(place / "archive", met)
    done = call("prune")
    assert "3 records" in done.stdout and "2 not read yet" in done.stdout and done.return_value == 0
    call("ingest", "archive")
    before = sorted(path.read_bytes() for path in (place / "archive").iterdir())
    done = call("prune", "--dry-run")
    assert "would go: 1 pages" in done.stdout
    assert sorted(path.read_bytes() for path in (place / "archive").iterdir()) == before
    done = call("prune")
    assert "3 records" in done.stdout and "let go: 1 pages" in done.stdout and done.return_value == 0
    left = {one.url for one in pages((place / "archive",)) if isinstance(one, Page)}
    assert left == {(place / "page.html").as_uri(), "http://a.example/0"}


def test_prune_keeps_pages_that_new_targets_have_not_seen(place: Path) -> None:
    old = datetime(2025, 10, 1, tzinfo=UTC)
    call("add", "page.html")
    (good,) = [one for one in pages((place / "archive",)) if isinstance(one, Page)]
    other = replace(good, url="http://a.example/1", body=article("滨江区别的消息"), told=None, fetched=old)
    append_page(place / "archive", other)
    call("ingest", "archive")
    targets = (place / "targets.yaml").read_text("utf-8")
    (place / "targets.yaml").write_text(targets.replace("二期开放", "二期建成"), encoding="utf-8")
    done = call("prune")
    assert "1 not read yet" in done.stdout and "let go: 0 pages" in done.stdout
    assert "2 pages were read with other targets or an older reader; they stay until `tracker replay`" in done.stderr
    assert call("replay").return_value == 0
    assert "let go: 1 pages" in call("prune").stdout


def test_a_limit_below_what_is_needed_is_told(place: Path) -> None:
    targets = (place / "targets.yaml").read_text("utf-8")
    (place / "targets.yaml").write_text(targets.replace("days: 1", "limit: 0.5KB"), encoding="utf-8")
    call("add", "page.html")
    done = call("prune")
    assert done.return_value == 1 and "over the limit of 512 bytes; it is kept" in done.stderr
    assert len(list(pages((place / "archive",)))) == 1
