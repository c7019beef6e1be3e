"""Explanations: the steps told are those of the reader, for a target, for a page and for what nearly counted."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time

import pytest
from accuracy import corpus_pages
from hypothesis import given, settings
from test_cli_commands import CORPUS, ROOT, Run, call
from test_cli_commands import place as place  # the folder that its tests share
from test_cli_commands import tracker as tracker
from test_replay_concern import PAGE, articles, goals, targets_of

from tracker.config import load_config
from tracker.explain import NearMiss, explain_page, near_misses
from tracker.explain.page import Step
from tracker.match import compile_targets
from tracker.model import Page, Quantity, Reason
from tracker.read import read
from tracker.render.explaining import explaining
from tracker.store.details import StoredText

CONFIG = load_config(ROOT / "targets.yaml")
INDEX = compile_targets(CONFIG)
PAGES = list(corpus_pages(CORPUS))


def told(sentences: str, target: str, day: str = "2025-11-05") -> tuple[Step, ...]:
    """The steps of a page of some sentences."""
    text = (
        f"<html><head><meta charset='utf-8'><title>昌平区近期工作</title><meta name='PubDate' content='{day}'></head>"
        f"<body><h1>昌平区近期工作</h1><div class='article'>{sentences}</div></body></html>"
    )
    page = replace(PAGE, url="https://www.a.example/1", body=text.encode(), fetched=datetime(2025, 12, 1, tzinfo=UTC))
    return explain_page(page, INDEX, target).steps


# ---- the same as the reader -----------------------------------------------------------------------------------------


def test_every_candidate_of_every_page_is_a_step_that_says_the_same() -> None:
    for page in PAGES:
        candidates = read(page, INDEX).trace.candidates
        for target in {one.target for one in candidates}:
            steps = explain_page(page, INDEX, target).steps
            assert [one.candidate for one in steps if one.candidate] == [
                one for one in candidates if one.target == target
            ]
            assert all(one.candidate is None for one in steps if one.code)


def test_a_figure_that_was_read_is_the_one_that_is_told_as_taken() -> None:
    checked = 0
    for page in PAGES[:40]:
        for target in ("health-revenue-growth", "energy-revenue-growth", "huitian-round2"):
            for step in explain_page(page, INDEX, target).steps:
                if step.candidate and step.candidate.figure:
                    taken = [one for one in step.said if one.taken and isinstance(one.said, Quantity)]
                    assert taken, step
                    checked += 1
    assert checked > 5


def test_why_each_figure_was_taken_or_not() -> None:
    (step,) = told(
        "<p>昌平区前三季度医药健康产业收入同比增长9.1%，其中9月当月增长4.2%，利润增长3.3%。</p>",
        "health-revenue-growth",
    )
    verdicts = {one.said.raw: (one.taken, one.why_not.code if one.why_not else "") for one in step.said}
    assert verdicts["9.1%"] == (True, "")
    assert verdicts["3.3%"][0] is False and verdicts["3.3%"][1]
    assert step.candidate is not None and str(step.candidate.figure and step.candidate.figure.value) == "9.1"


def test_what_is_missing_and_what_rules_out_is_told() -> None:
    (passage, other, lacking) = told(
        "<p>第二轮回天行动计划累计投用项目190个。</p><p>第三轮回天行动计划已有30个项目投用。</p><p>回天地区人口超过80万。</p>",
        "huitian-round2",
    )
    assert (passage.code, passage.missing) == ("", ())
    assert other.guard is not None and other.guard.code == "other_phase"
    assert lacking.code and lacking.met[0] == ("回天",)


@settings(max_examples=150, deadline=None)
@given(articles, goals)
def test_any_page_is_explained_as_it_is_read(article: object, abouts: list[tuple[tuple[str, ...], ...]]) -> None:
    from tracker.match import match, misses
    from tracker.passage import lines

    index = compile_targets(targets_of(abouts))
    text = lines(article, index.language)  # type: ignore[arg-type]  # Hypothesis makes an Article
    found = match(index, text)
    for known in index.known:
        passages = {one.line for one in found if one.known is known}
        missed = {one.line: one for one in misses(index, text, known)}
        assert not passages & set(missed)
        assert all(any(one.ideas) and one.code for one in missed.values())
        assert all(
            not spans or number not in one.missing for one in missed.values() for number, spans in enumerate(one.ideas)
        )


# ---- near misses ----------------------------------------------------------------------------------------------------


def near(*sentences: str, target: str = "huitian-round2") -> list[NearMiss]:
    text = StoredText(
        url="https://a.example/1", title="近期工作", published=date(2025, 9, 1), text="\n".join(sentences)
    )
    return list(near_misses([text], CONFIG, target))


def test_a_sentence_that_lacks_one_idea_is_near() -> None:
    (one,) = near("第二轮回天行动计划累计启用190处。")
    assert one.sentence == "第二轮回天行动计划累计启用190处。" and "项目" in one.missing
    assert one.met[0] == ("回天",) and one.met[1]


def test_a_passage_and_what_lacks_two_ideas_are_not_near() -> None:
    assert near("第二轮回天行动计划累计投用项目190个。") == []
    assert near("回天地区人口超过80万。") == []
    assert near("今天天气晴朗。") == []


def test_without_the_name_all_others_must_stand_in_the_sentence() -> None:
    (one,) = near("第二轮行动计划累计投用项目190个。")
    assert one.code == "not_named" and one.missing == ("回天",)


def test_a_goal_of_one_idea_has_no_near_misses() -> None:
    one = replace(CONFIG.targets[0], about=(("小米",),))
    text = StoredText(url="u", title="t", published=date(2025, 9, 1), text="小米。")
    assert list(near_misses([text], replace(CONFIG, targets=(one,)), one.id)) == []


def test_ten_thousand_texts_are_looked_through_in_seconds() -> None:
    plain = "记者走访街道社区，居民活动中心志愿者介绍办事流程。" * 40
    texts = [
        StoredText(url=f"u{number}", title="城市服务", published=date(2025, 9, 1), text=plain + f"共{number}人。")
        for number in range(10_000)
    ]
    started = process_time()
    assert list(near_misses(texts, CONFIG, "huitian-round2")) == []
    assert process_time() - started < 10


# ---- the command ----------------------------------------------------------------------------------------------------


def test_a_target_is_explained(tracker: Run) -> None:
    done = tracker("explain", "huitian-round2", "--as-of", "2025-12-31")
    assert done.returncode == 0 and done.stderr == ""
    for words in (
        "如何理解这个目标",
        ">= 200个",
        "起点172个",
        "回天",
        "说的不是二轮",
        "看过什么",
        "依据（按分量排列）",
        "决定: ",
    ):
        assert words in done.stdout
    row = json.loads(tracker("explain", "huitian-round2", "--as-of", "2025-12-31", "--json").stdout)
    roles = [one["role"] for one in row["evidence"]]
    assert roles == sorted(roles, key=("decides", "used", "counts", "aside").index) and roles[0] == "decides"
    assert all(one["evidence"]["why_not"]["words"] for one in row["evidence"] if one["role"] == "aside")
    assert row["evidence"][0]["evidence"]["url"] == row["assessment"]["evidence"][0]


def test_what_a_person_decided_is_shown() -> None:
    from test_store_settled import evidence

    from tracker.commands.explained import target_lines
    from tracker.explain import explain_target
    from tracker.explain.target import Watch
    from tracker.judge import judge_all

    why = Reason(code="accepted", facts=(("note", "官网核实"), ("author", "王某"), ("day", "2025-11-01")))
    row = evidence(0, target="huitian-round2", counts=True, why_not=None, decided=why)
    judged = judge_all(CONFIG, [row], date(2025, 12, 31))
    assessment = next(one for one in judged if one.target == "huitian-round2")
    watch = Watch(states=(), observed=None, pages=Counter(read=1), stale=0)
    text = "\n".join(target_lines(explain_target(CONFIG, assessment, [row], watch), CONFIG))
    assert "官网核实" in text and "王某" in text


def test_every_page_with_evidence_is_explained(tracker: Run) -> None:
    rows = [json.loads(line) for line in tracker("evidence", "--json").stdout.splitlines()]
    one = next(row for row in rows if row["counts"] and row["quantity"])
    done = tracker("explain", one["target"], one["url"])
    assert done.returncode == 0
    for words in ("编码", "标题：", "日期：", "发布者：", one["sentence"], "采用", "结论：计入"):
        assert words in done.stdout
    aside = next(row for row in rows if row["why_not"] and row["why_not"].startswith("转载"))
    assert f"结论：不计入：{aside['why_not']}" in tracker("explain", aside["target"], aside["url"]).stdout
    row = json.loads(tracker("explain", one["target"], one["url"], "--json").stdout)
    assert row["target"] == one["target"] and row["stale"] is False
    assert any(step["evidence"] and step["evidence"]["id"] == one["id"] for step in row["steps"])


def test_near_misses_are_listed_for_a_span_of_days(tracker: Run) -> None:
    span = ("--since", "2025-01-01", "--until", "2026-03-31")
    found = [
        json.loads(line) for line in tracker("explain", "huitian-round2", "--near", *span, "--json").stdout.splitlines()
    ]
    assert found and all("2025-01-01" <= one["published"] <= "2026-03-31" for one in found)
    done = tracker("explain", "huitian-round2", "--near", *span, "--limit", "1")
    assert done.stdout.count("缺少：") == 1 and ("还有更多" in done.stdout) == (len(found) > 1)
    assert "没有只缺一个要点的句子" in tracker("explain", "huitian-round2", "--near", "--until", "2020-01-01").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("no-such-target",), "no target has the id 'no-such-target'"),
        (("huitian-round", "https://a.example/"), "did you mean huitian-round2"),
        (
            ("huitian-round2", "https://nowhere.example/1"),
            "no page of this address is stored: https://nowhere.example/1",
        ),
        (("huitian-round2", "https://a.example/", "--near"), "leave the URL out"),
        (("huitian-round2", "--near", "--since", "2026-01-01", "--until", "2025-01-01"), "is later than --until"),
        (("huitian-round2", "--near", "--since", "soon"), "'soon' is no day"),
    ],
)
def test_mistakes_are_told_in_a_line(tracker: Run, words: tuple[str, ...], message: str) -> None:
    done = tracker("explain", *words)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


def test_an_address_that_is_nearly_right_is_told_with_the_right_one(tracker: Run) -> None:
    url = PAGES[0].url
    done = tracker("explain", "huitian-round2", url + "x")
    assert url in done.stderr and "tracker add URL" in done.stderr


def test_a_page_that_was_let_go_is_told(place: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    words = ("--db", str(place / "tracker.db"), "--targets", str(place / "targets.yaml"), "--archive", "empty")
    done = call("explain", "huitian-round2", PAGES[0].url, *words, cwd=tmp_path)
    assert done.returncode == 1 and "the archive does not hold the page" in done.stderr


def test_an_english_file_is_explained_in_english(place: Path, tmp_path: Path) -> None:
    text = (place / "targets.yaml").read_text("utf-8").replace("language: zh", "language: en")
    (tmp_path / "targets.yaml").write_text(text, encoding="utf-8")
    words = ("--db", str(place / "tracker.db"), "--archive", str(place / "archive"))
    assert "How the target is understood" in call("explain", "huitian-round2", *words, cwd=tmp_path).stdout
    assert "decoded as" in call("explain", "huitian-round2", PAGES[0].url, *words, cwd=tmp_path).stdout


def test_both_languages_have_the_same_words() -> None:
    import string

    def facts(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    chinese, english = explaining("zh"), explaining("en")
    assert {key: facts(text) for key, text in chinese.items()} == {key: facts(text) for key, text in english.items()}


def test_how_a_page_was_decoded_and_dated() -> None:
    def page(**changes: object) -> Page:
        told = "<p>昌平区回天地区的项目今天投用，居民前来参观。</p>"
        html = f"<html><head><title>标题文字</title></head><body>{told}</body></html>"
        usual: dict[str, object] = {"body": html.encode(), "url": "https://a.example/202508/20/x.html"}
        return replace(PAGE, **(usual | changes))  # type: ignore[arg-type]  # those of Page

    def of(one: Page) -> tuple[str, str]:
        found = explain_page(one, INDEX, "huitian-round2")
        return found.decoded, found.day_from

    from tracker.model import Told

    assert of(page()) == ("utf8", "address")
    assert of(page(url="https://a.example/x.html")) == ("utf8", "none")
    assert of(page(url="https://a.example/x.html", listed=date(2025, 8, 20))) == ("utf8", "list")
    assert of(page(told=Told(published=date(2025, 8, 19))))[1] == "person"
    gbk = page().body.decode().replace("<head>", "<head><meta charset='gb2312'>").encode("gb18030")
    assert of(page(body=gbk))[0] == "label"
    assert of(page(body=page().body.decode().encode("utf-16")))[0] == "mark"
