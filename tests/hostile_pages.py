"""A size in bytes in; pages of about that size, built to make a reader slow or large, by name out."""

from __future__ import annotations

from collections.abc import Callable

_HEAD = "<html><head><title>昌平区医药健康产业收入</title></head><body>"
_SENTENCE = "昌平区医药健康产业收入同比增长9.7%，回天地区累计投用项目201个，温榆河公园昌平二期将于2025年12月31日开放。"


def _filled(unit: str, size: int, before: str = "", after: str = "") -> bytes:
    """`unit` repeated to fill `size` bytes."""
    return (_HEAD + before + unit * (size // len(unit.encode())) + after).encode()


def _prose(unit: str) -> Callable[[int], bytes]:
    return lambda size: _filled(
        unit, size, f"<div><p>{_SENTENCE}</p><p>昌平区医药健康产业收入", f"</p><p>{_SENTENCE}</p></div>"
    )


def _markup(unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    return lambda size: _filled(unit, size, f"<p>{_SENTENCE}</p>" + before, after + f"<p>{_SENTENCE}</p>")


def _nested(tag: str) -> Callable[[int], bytes]:
    return lambda size: _filled(f"<{tag}>", size, "", f"<p>{_SENTENCE}</p>")


def _numbered(pattern: str) -> Callable[[int], bytes]:
    """Units that all differ, so that nothing remembered helps."""
    return lambda size: (
        _HEAD + f"<p>{_SENTENCE}" + "".join(pattern.format(n=n) for n in range(size // len(pattern.encode()))) + "</p>"
    ).encode()


HOSTILE: dict[str, Callable[[int], bytes]] = {
    # markup
    **{
        f"nested {tag}": _nested(tag) for tag in ("div", "b", "a", "table", "ul", "li", "p", "span", "td", "form", "h1")
    },
    **{
        f"nested {tag}": _nested(tag)
        for tag in ("svg", "select", "script", "style", "noscript", "template", "table><tr><td")
    },
    "nested closed": lambda size: _filled("<div>", size // 2, "", _SENTENCE + "</div>" * (size // 12)),
    "closing only": _markup("</div>"),
    "closing unknown": _markup("</nosuch>"),
    "unknown tags": _numbered("<x{n}>词"),
    "attributes": _markup(" a=1", "<p", ">"),
    "attributes of many": _numbered("<p a{n}='{n}' class='x{n} y{n}'>词</p>"),
    "classes": _markup(" word", "<div class='", "'>"),
    "open quote": _markup("<p class='a>词</p>"),
    "open quotes": _markup('<a href="x>'),
    "quotes in tag": _markup("\"'", "<p ", ">"),
    "equals in tag": _markup("=", "<p ", ">"),
    "equal blanks": _markup("= ", "<p a", ">"),
    "open comments": _markup("<!--"),
    "open comment": _markup("a--", "<!--"),
    "comments": _markup("<!-- -->"),
    "conditional": _markup("<![if !x]>"),
    "processing": _markup("<?"),
    "doctypes": _markup("<!DOCTYPE html>"),
    "less than": _markup("<"),
    "less than text": _markup("< 5 "),
    "greater than": _markup(">"),
    "open scripts": _markup("<script>"),
    "scripts": _markup("<script>var a='<p>';</script>"),
    "script of json": _markup('{"a":[', "<script type='application/ld+json'>", "</script>"),
    "script of dates": _markup("publishDate:'2025-01-01',", "<script>", "</script>"),
    "script of markup": _markup("\\u003cp\\u003e词语", '<script>var content="', '";</script>'),
    "percent script": _markup("%7B", "<script>", "</script>"),
    "hidden": _markup("<div style='display:none'>词</div>"),
    "hidden open": _markup("<div style='display:none'>"),
    "metas": _markup("<meta name='PubDate' content='2025-01-01'>"),
    "metas of all": _numbered("<meta name='n{n}' content='2025-01-{n}'>"),
    "titles": _markup("<title>词"),
    "headlines": _markup("<h1>词语</h1>"),
    "long headline": _markup("医药健康产业收入增长9.7%", "<h1>", "</h1>"),
    "times": _markup("<time datetime='2025-01-01'>1月1日</time>"),
    "images": _markup("<img src=a>"),
    "breaks": _markup("词<br>"),
    "long breaks": _markup("医药健康产业收入同比增长百分之九点七今年以来，<br>"),
    "breaks alone": _markup("<br>"),
    "paragraphs": _markup("<p>词</p>"),
    "links": _numbered("<a href='/202501/t20250101_{n}.html'>昌平区医药健康产业收入增长{n}</a> 2025-01-02"),
    "list items": _numbered("<li><a href='/a/{n}.html'>标题标题标题标题{n}</a><span>2025-01-02</span></li>"),
    "same links": _markup("<a href=/a>昌平区医药健康产业收入增长</a>"),
    "links in one": _numbered("<div><a href=/{n}></a>"),
    "huge link": _markup("词", "<a href='/x'>", "</a>"),
    "huge address": _markup("a", "<a href='/", "'>词</a>"),
    "huge canonical": _markup("a", "<link rel=canonical href='http://x/", "'>"),
    "dots address": _markup("../", "<a href='/", "'>词</a>"),
    # tables
    "colspan": _markup("<tr><td colspan=1000000000 rowspan=1000000000>9</td></tr>", "<table>", "</table>"),
    "colspans": _markup("<td colspan=999>9", "<table><tr>", "</table>"),
    "rowspans": _markup("<tr><td rowspan=65534>9<td>1", "<table>", "</table>"),
    "digits span": _markup("9", "<table><tr><td colspan=", ">1</table>"),
    "cells": _markup("<td>9.7%</td>", "<table><tr>", "</tr></table>"),
    "rows": _markup("<tr><td>医药健康产业收入</td><td>9.7</td><td>6%</td></tr>", "<table>", "</table>"),
    "wide head": _markup("<th>增速</th>", "<table><tr>", "</tr><tr><td>医药健康产业收入<td>9.7</tr></table>"),
    "tables": _markup("<table><tr><th>指标<th>增速<tr><td>医药健康产业收入<td>9.7%</table>"),
    "nested tables": _markup("<table><tr><td>9"),
    # entities and characters
    "entities": _markup("&amp;"),
    "open entities": _markup("&amp"),
    "entity digits": _markup("0", "&#", ";"),
    "ampersands": _markup("&"),
    "zero entities": _markup("&#0;"),
    "surrogates": _markup("&#xD800;"),
    "marks above": _markup("\u0301"),
    "zero width": _markup("\u200b"),
    "blanks": _markup(" "),
    "wide blanks": _markup("\u3000"),
    "lines": _markup("\n"),
    "line ends": _markup("词\n"),
    "tabs in tag": _markup("\t", "<p", ">"),
    "carriage": _markup("\r"),
    "separators": _markup("词\u2028"),
    # text for the grammars
    "one sentence": _prose("词"),
    "digits": _prose("9"),
    "numbers": _prose("9.7%"),
    "commas": _prose("，"),
    "thousands": _prose(",000"),
    "points": _prose("1."),
    "dots": _prose("."),
    "dashes": _prose("1-"),
    "dashes wide": _prose("—"),
    "chinese digits": _prose("一"),
    "chinese magnitudes": _prose("万亿"),
    "hundreds": _prose("百"),
    "percents": _prose("百分之"),
    "percents of": _prose("百分之五、"),
    "dealt out": _prose("分别"),
    "dealt out figures": _prose("分别增长5%、6%和7%，"),
    "dealt list": _prose("9.7%、"),
    "dealt names": _prose("医药健康产业收入、先进能源产业收入分别"),
    "list marks": _prose("、"),
    "and": _prose("和"),
    "from to": _prose("由3.2%提高到"),
    "to": _prose("至5"),
    "times of": _prose("倍"),
    "compared": _prose("比上年"),
    "growth": _prose("同比增长"),
    "growth figures": _prose("同比增长9.7%，"),
    "growth run": _prose("同比增长9.7%"),
    "falls": _prose("降幅收窄1.6个百分点"),
    "years": _prose("2025年"),
    "days": _prose("2025年1月1日"),
    "day ranges": _prose("1月1日至2月1日"),
    "months": _prose("1-"),
    "quarters": _prose("一季度"),
    "until": _prose("截至"),
    "until days": _prose("截至9月底"),
    "clocks": _prose("12:30"),
    "plans": _prose("计划"),
    "plans to": _prose("原计划调整为"),
    "negated": _prose("不"),
    "not yet": _prose("尚未"),
    "stages": _prose("开工"),
    "opened": _prose("开放"),
    "stage chain": _prose("将建成投用"),
    "delayed": _prose("推迟至2026年"),
    "open titles": _prose("《"),
    "titles of plans": _prose("《行动计划（2026—2030年）》"),
    "open quotes of speech": _prose("“"),
    "speech": _prose("“词”"),
    "brackets": _prose("（"),
    "bracketed": _prose("（一期）"),
    "phases": _prose("一期"),
    "phase list": _prose("一、"),
    "ordinals": _prose("第一个"),
    "firsts": _prose("首"),
    "targets": _prose("医药健康产业收入"),
    "target of many": _prose(_SENTENCE),
    "target sentences": lambda size: _filled(f"<p>{_SENTENCE}</p>", size),
    "target clauses": _prose("昌平区医药健康产业收入同比增长9.7%；"),
    "all targets": _prose("温榆河公园昌平二期奥北森林公园三期未来科学城绿道小米未来产业园"),
    "park opened": _prose("温榆河公园昌平二期开放，"),
    "this park": lambda size: _filled("<p>该公园将于2025年开放。</p>", size, f"<p>{_SENTENCE}</p>"),
    "corrections": _prose("更正：9.7%应为6%，"),
    "floors": lambda size: _filled("<div>1楼 发表于 2025-01-01</div><div>词</div>", size, f"<p>{_SENTENCE}</p>"),
    "headings": lambda size: _filled("<h3>医药健康产业收入</h3><p>增长9.7%。</p>", size),
    "full stops": _prose("。"),
    "questions": _prose("？"),
    "semicolons": _prose("；"),
    "colons": _prose("："),
    "spun": _prose("东谈主罢了竖立技俩"),
    "traditional": _prose("產業收入較去年"),
    "wide digits": _prose("９．７％"),
    "money": _prose("1亿2千万元"),
    "addresses": _prose("http://a.example/?"),
    "latin": _prose("a"),
    "latin words": _prose("word "),
    "sources": lambda size: _filled("<p>来源：昌平 2025-01-01 编辑：词</p>", size),
    "source words": _prose("来源："),
    "date lines": lambda size: _filled("<p>2025-01-01 09:00</p>", size),
    "date digits": _prose("20250101"),
    "slashes": _prose("2025/1/"),
    "captions": lambda size: _filled("<p>（图片来源：词）</p>", size, f"<p>{_SENTENCE}</p>"),
    "more news": lambda size: _filled("<h4>相关新闻</h4><p>词</p>", size, f"<p>{_SENTENCE}</p>"),
}
