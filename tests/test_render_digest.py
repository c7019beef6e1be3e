"""Two snapshots of a small district come in; the digest of what lies between them is read as its readers do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import html5lib
import pytest
from golden_files import as_looked_at
from test_render_reports import CONFIG, DAY, EVIDENCE, made, section
from test_render_reports import NOW as STANDING

from tracker.model import Assessment, Evidence, Only, Reason, Snapshot
from tracker.render.causes import EVERYTHING
from tracker.render.digest import CHAT_BYTES, SUBJECT_COLUMNS, Digest, Issue, Reader, digest
from tracker.render.layout import width
from tracker.render.letter_text import COLUMNS
from tracker.watch import Alert

LAST = datetime(2025, 12, 13, 8, tzinfo=UTC)
ZH, EN = Reader(language="zh"), Reader(language="en")
ALERT = Alert(source="gov", word="blocked", since=LAST - timedelta(days=3), last_good=LAST - timedelta(days=4))
DEFINITIONS = ((EVERYTHING, "e"), *((target.id, "d") for target in CONFIG.targets))


def snapshot(assessments: tuple[Assessment, ...], **more: Any) -> Snapshot:
    words: dict[str, Any] = {
        "day": LAST.date(), "made": LAST, "assessments": assessments, "known": (), "targets": DEFINITIONS,
        "program": "p",
    }  # fmt: skip
    return Snapshot(**words | more)


WAS = (replace(STANDING[0], value=Decimal(181)), replace(STANDING[2], status="on_track"), *STANDING[3:])
KNOWN = tuple(row.id for row in EVIDENCE if row.counts)


def issue(
    was: tuple[Assessment, ...] = WAS, rows: tuple[Evidence, ...] = EVIDENCE, known: tuple[str, ...] = (), **more: Any
) -> Issue:
    now = snapshot(STANDING, day=DAY, made=LAST + timedelta(days=7))
    return Issue(config=CONFIG, before=snapshot(was, known=known), now=now, evidence=rows, **more)


def told(mail: Digest, heading: str) -> str:
    """What stands under a heading of the plain text."""
    found = re.search(rf"^{heading}\n=+\n\n(.*?)(?=^[^\n]+\n=+\n|^-- |\Z)", mail.text, re.M | re.S)
    assert found is not None, heading
    return found[1]


@pytest.mark.parametrize("reader", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("quiet", [False, True], ids=["news", "quiet"])
def test_the_mail_is_the_one_that_was_looked_at(reader: Reader, quiet: bool) -> None:
    """After a change that is wanted: RENEW_GOLDEN=1 python -m pytest tests/test_render_digest.py, then git diff."""
    told = issue(was=STANDING, known=KNOWN) if quiet else issue(alerts=(ALERT,))
    mail = digest(told, replace(reader, admin=not quiet))
    texts = {
        "subject.txt": mail.subject + "\n",
        "mail.txt": mail.text,
        "mail.html": mail.html,
        "chat.txt": mail.chat + "\n",
    }
    as_looked_at(f"mail/{reader.language}-{'quiet' if quiet else 'news'}", texts)


@pytest.mark.parametrize(("reader", "news"), [(ZH, "3项变化："), (EN, "3 changes: ")])
def test_the_digest_tells_changes_with_their_source(reader: Reader, news: str) -> None:
    mail = digest(issue(), reader)
    assert mail.subject.startswith(news) and width(mail.subject) <= SUBJECT_COLUMNS
    assert "截至12月1日，累计投用项目超193个。" in mail.text and "https://a.example/0001" in mail.text
    wide = [line for line in mail.text.splitlines() if width(line) > COLUMNS and "https://" not in line]
    assert wide == []
    assert all(line == line.rstrip() or line == "-- " for line in mail.text.splitlines())


def test_the_subject_says_the_weightiest_change_and_one_is_singular() -> None:
    one = tuple(replace(one, status="ahead") if one.target == "mall" else one for one in STANDING)
    assert digest(issue(was=one), ZH).subject == "1项变化：商场开业 超进度 → 欠进度"
    assert digest(issue(was=one), EN).subject == "1 change: mall ahead → behind"


def test_a_long_title_gives_way_to_what_became_of_it() -> None:
    targets = tuple(replace(one, title_zh="很长的标题" * 30) for one in CONFIG.targets)
    subject = digest(replace(issue(), config=replace(CONFIG, targets=targets)), ZH).subject
    assert width(subject) <= SUBJECT_COLUMNS and subject.endswith("…") is False and "→" in subject


def test_the_sections_hold_what_they_say() -> None:
    mail = digest(issue(alerts=(ALERT,)), replace(ZH, admin=True))
    assert "达进度 → 欠进度" in told(mail, "本期变化") and "变化原因：" in told(mail, "本期变化")
    assert told(mail, "目前状态").strip() == "达进度 2，欠进度 1，暂无消息 1，未观测 1"
    assert "商场开业：" in told(mail, "欠进度")
    assert "投用200个项目：期限 2025-12-31" in told(mail, "30天内到期")
    assert "没有消息的事：暂无消息" in told(mail, "没有消息的任务")
    assert "某区政府：被拦截，自2025年12月10日起" in told(mail, "来源异常")
    assert "来源异常" not in digest(issue(alerts=(ALERT,)), ZH).text


def test_what_is_announced_and_what_is_news_are_told_apart() -> None:
    mail = digest(issue(was=STANDING), ZH)
    assert "公园力争9月底开放" in told(mail, "新公布的安排")
    news = told(mail, "新消息")
    assert "累计投用项目超193个" in news and "公园" not in news
    assert mail.subject == "状态无变化，3条新消息：某区|重点任务"
    assert "公园已经开放" not in mail.text, "published after the day"


def test_a_week_without_news_is_short_and_says_so() -> None:
    mail = digest(issue(was=STANDING, known=KNOWN), ZH)
    assert mail.quiet and mail.subject == "没有变化：某区|重点任务" and "没有变化" in mail.text
    assert len(mail.text.splitlines()) < 30 and "欠进度\n==" not in mail.text
    assert not digest(issue(), ZH).quiet


def test_a_source_in_trouble_is_no_quiet_week_for_the_administrator() -> None:
    quiet = issue(was=STANDING, known=KNOWN, alerts=(ALERT,))
    assert digest(quiet, ZH).quiet and not digest(quiet, replace(ZH, admin=True)).quiet
    assert digest(quiet, replace(ZH, admin=True)).subject == "没有变化，1个来源异常：某区|重点任务"


@pytest.mark.parametrize(
    ("only", "titles"),
    [
        (Only(themes=("ecology",)), {"滨河公园开放", "商场开业"}),
        (Only(targets=("count",)), {"投用200个项目"}),
        (Only(statuses=("behind",)), {"商场开业"}),
        (Only(themes=("ecology",), targets=("count",)), set()),
    ],
)
def test_readers_hear_what_they_asked_for(only: Only, titles: set[str]) -> None:
    mail = digest(issue(), replace(ZH, only=only))
    everything = {target.title_zh for target in CONFIG.targets}
    assert {title for title in everything if title in mail.text} == titles
    assert {title for title in everything if title in mail.html} == titles


# ---- why a change came about ---------------------------------------------------------------------------------------


def cause(row: Evidence | None = None, was: Assessment | None = None, **more: Any) -> str:
    """The words for the cause of a change of `count`, resting on one sentence that was not known before."""
    row = row or replace(EVIDENCE[0], published=date(2025, 12, 14), first_seen=LAST + timedelta(days=2))
    rows = more.pop("rows", (row,))
    known = more.pop("known", ())
    before = tuple(was or replace(STANDING[0], status="behind") if one.target == "count" else one for one in STANDING)
    made = issue(was=before, rows=rows, known=known)
    made = replace(made, before=replace(made.before, **more.pop("before", {})), now=replace(made.now, **more))
    found = re.search(r"变化原因：(.*)", digest(made, ZH).text)
    assert found is not None
    return found[1]


def test_news_and_what_was_found_late() -> None:
    assert cause() == "新消息"
    late = replace(EVIDENCE[0], first_seen=LAST + timedelta(days=2), published=date(2025, 11, 1))
    assert cause(late) == "补见旧闻（2025年11月1日发布，2025年12月15日见到）"


def test_what_came_between_the_day_of_a_late_digest_and_its_making_is_news() -> None:
    row = replace(EVIDENCE[0], published=date(2025, 12, 15), first_seen=datetime(2025, 12, 15, tzinfo=UTC))
    assert cause(row, before={"made": LAST + timedelta(days=4)}) == "新消息"


def test_a_correction() -> None:
    wrong = replace(EVIDENCE[1], counts=False)
    assert cause(rows=(EVIDENCE[0], wrong), known=(EVIDENCE[0].id, wrong.id)) == "原有数字已被更正"


def test_an_edited_and_an_added_target() -> None:
    edited = tuple((key, "other" if key == "count" else value) for key, value in DEFINITIONS)
    assert cause(EVIDENCE[0], known=(EVIDENCE[0].id,), targets=edited) == "目标定义有改动"
    shared = tuple((key, value if key else "other") for key, value in DEFINITIONS)
    assert cause(EVIDENCE[0], known=(EVIDENCE[0].id,), targets=shared) == "目标定义有改动"
    without = tuple(pair for pair in DEFINITIONS if pair[0] != "count")
    assert cause(EVIDENCE[0], known=(EVIDENCE[0].id,), before={"targets": without}) == "新列入的目标"


def test_another_program_another_text_a_person_and_the_calendar() -> None:
    old = replace(EVIDENCE[0], first_seen=LAST - timedelta(days=2))
    assert cause(old, program="q") == "程序升级后重新认定"
    assert cause(old) == "网页内容有改动"
    assert cause(old, known=(old.id,)) == "时间推移，没有新消息"
    assert cause(rows=(replace(old, counts=False, why_not=Reason(code="rejected")),), known=(old.id,)) == "人工认定"


def test_several_causes_are_all_told() -> None:
    edited = tuple((key, "other" if key == "count" else value) for key, value in DEFINITIONS)
    assert cause(targets=edited) == "目标定义有改动，新消息"


# ---- HTML -----------------------------------------------------------------------------------------------------------


def elements(text: str) -> list[str]:
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    return [str(element.tag) for element in tree.iter()]


def test_the_html_is_whole_and_shows_what_the_text_shows() -> None:
    mail = digest(issue(), ZH)
    html5lib.HTMLParser(strict=True).parse(mail.html)
    tree = html5lib.parse(mail.html, namespaceHTMLElements=False)
    shown = "".join(tree.itertext())
    for text in ("商场开业", "达进度 → 欠进度", "截至12月1日，累计投用项目超193个。", "完成75%，序时97%"):
        assert text in shown
    assert next(tree.iter("a")).get("href").startswith("https://")
    assert {"img", "script", "link", "iframe"}.isdisjoint(elements(mail.html))
    assert elements(mail.html).count("style") == 1


def test_a_bar_shows_the_share_without_style_too() -> None:
    cells = re.findall(r'<td width="(\d+)%" height="8" bgcolor="(#\w+)"', digest(issue(), ZH).html)
    assert cells[:2] == [("75", "#0a66c2"), ("25", "#d9dee3")]


def test_text_of_the_web_adds_no_element() -> None:
    plain, hostile = digest(issue(rows=(with_text("文"),)), ZH), digest(issue(rows=(with_text(HOSTILE),)), ZH)
    assert elements(plain.html) == elements(hostile.html)
    assert "javascript:" not in digest(issue(rows=(replace(with_text("文"), url="javascript:x"),)), ZH).html


HOSTILE = "\"'><img src=x onerror=a()></style></blockquote><script>b()</script>&lt;b&gt;<!--\x00\u202e]]>"


def with_text(text: str) -> Evidence:
    return replace(EVIDENCE[0], sentence=text, source=text, title=text)


# ---- chat -----------------------------------------------------------------------------------------------------------


def test_the_chat_text_is_short_and_calls_nobody() -> None:
    targets = tuple(replace(one, title_zh="@all <!channel> [x](y) " + "长" * 400) for one in CONFIG.targets)
    mail = digest(replace(issue(), config=replace(CONFIG, targets=targets)), ZH)
    assert len(mail.chat.encode()) <= CHAT_BYTES and not set("@<[*`") & set(mail.chat)
    assert "3项变化" in mail.chat.splitlines()[0]
    assert "https://a.example/0001" in digest(issue(), ZH).chat


def test_a_page_cannot_forge_a_header_or_colours() -> None:
    row = replace(EVIDENCE[0], sentence="一\r\nBcc: x@y.z\x1b[31m", source="某\n报")
    forged = replace(CONFIG, title="题\nBcc: a@b.c", targets=tuple(
        replace(one, title_zh="=?utf-8?q?a=0ABcc:b?=\r\nBcc: c@d.e") for one in CONFIG.targets
    ))  # fmt: skip
    mail = digest(replace(issue(rows=(row,)), config=forged), ZH)
    for text in (mail.subject, mail.text, mail.html, mail.chat):
        assert "\r" not in text and "\x1b" not in text
        assert not any(line.startswith("Bcc") for line in text.splitlines())
    assert "\n" not in mail.subject and "=?" not in mail.subject


def test_the_same_input_gives_the_same_digest() -> None:
    assert digest(issue(rows=tuple(reversed(EVIDENCE))), ZH) == digest(issue(), ZH)


def test_the_report_of_the_same_day_agrees() -> None:
    text = made(before=WAS)
    assert section(text, "变化").count("\n- ") + 1 == digest(issue(), ZH).text.count("变化原因")


def test_an_entry_of_another_reader_is_not_counted() -> None:
    mail = digest(issue(), replace(ZH, only=Only(targets=("mall",))))
    assert mail.subject.startswith("1项变化：商场开业") and told(mail, "目前状态").strip() == "欠进度 1"
