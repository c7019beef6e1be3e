"""A remark of a draft comes in as a code with its facts, a sentence for the person who checks it goes out."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.model import Reason

_ENGLISH: Mapping[str, str] = {
    "due_assumed": "no day is stated, the end of {year} was assumed",
    "object_before": "what it is about stands in the clause before",
    "stage_assumed": "only that it will be built is stated, {stage} by that day was assumed",
    "listed": "one of {count} things in a list; are they goals of their own?",
    "approximate": "the number is approximate",
    "no_measure": "neither a number nor a stage with a day is stated; is it a goal at all?",
    "mended": "its words were restored from a damaged copy",
    "day_gathered": "the day of the statement, {day}, was gathered from its text",
    "nothing": "nothing was assumed",
}
_CHINESE: Mapping[str, str] = {
    "due_assumed": "原文未写期限，按{year}年底计",
    "object_before": "所指事物在前一分句",
    "stage_assumed": "原文只说建设，按期限前达到 {stage} 计",
    "listed": "原文并列{count}项之一，是否各为一个目标？",
    "approximate": "数字为约数",
    "no_measure": "原文既无数字也无期限节点，是否算目标？",
    "mended": "原文为受损副本，字词经还原",
    "day_gathered": "声明日期 {day} 系由正文推得",
    "nothing": "无推定之处",
}
REMARKS: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "zh": _CHINESE}
LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "confidence": "confidence {value}; check: {checks}",
        "place": "line {line}, characters {start}-{end}: {quote}",
        "head": "A draft made by `tracker extract` from {source}. Check every target, then delete these remarks.",
        "damaged": "The source is a damaged copy: its words were swapped for odd synonyms. Restored words:",
        "adverts": "Adverts cut out: {adverts}",
        "join": "; ",
        "kept": "kept", "changed": "changed", "new": "new", "dropped": "dropped", "none": "none",
    },
    "zh": {
        "confidence": "可信度 {value}；请核对：{checks}",
        "place": "第{line}行，第{start}至{end}字：{quote}",
        "head": "由 `tracker extract` 据 {source} 起草。请逐条核对，然后删去这些说明。",
        "damaged": "来源是受损副本，字词曾被换成生僻的近义词。已还原：",
        "adverts": "已删去的广告：{adverts}",
        "join": "；",
        "kept": "保留", "changed": "有变", "new": "新增", "dropped": "不再提及", "none": "无",
    },
}  # fmt: skip


def remark(one: Reason, language: str) -> str:
    """The remark in words; a code without words is shown as it is."""
    template = REMARKS[language].get(one.code, one.code)
    return template.format(**dict(one.facts))


def remarks(checks: tuple[Reason, ...], language: str) -> str:
    """All remarks in one line."""
    told = checks or (Reason(code="nothing"),)
    return LABELS[language]["join"].join(remark(one, language) for one in told)
