"""Bytes of a page in, the name of the obstacle out: pages that refuse, ask for a proof or run a script, and no news.

How a page is made decides, never what it mentions: a refusal speaks to its visitor from the first word of a clause on,
says little else, was published by nobody, and leads to no news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from tracker.extract.decode import decode
from tracker.fetch.looks import Looks, looks_of, width
from tracker.fetch.telling import hinted_by, is_aside, is_signature, told_by

_LARGE = 1_048_576  # bytes; refusals are smaller, whatever pictures they carry
_MANY_LINKS = 200
_WINDOW = 2000  # bytes in which a page shows what it is
_LIST = 3  # headlines; a page with as many leads on
_LONG = 700.0  # width in Chinese characters: a longer text is no refusal, whatever it says
# Width of what a page may say besides its refusal. Services explain themselves at length.
_REST_EXPLAINED = 160.0
_REST = 55.0
_REST_HINTED = 45.0
_REST_NAMED = 10.0
_REST_DATED = 12.0
_SAYS_NOTHING = 30.0
_SHELL = 6.0
_TOLD_IN_SCRIPTS = 80  # characters: news that a page carries in its scripts can be read
# kind -> links at most on such a page: walls and missing pages keep the navigation of their site.
_LINKS_MAX = {"challenge": 8, "maintenance": 3, "parked": 40, "login": 60, "missing": 100}
# Traces in the markup of pages that only such services make, or that matter where nothing else is said.
_TRACES = (
    "cf-chl", "cf_chl_opt", "/orchestrate/chl", "_incapsula_resource?cwudnsai", "acw_sc__v", "aliyun_waf",
    "aliyuncaptcha", "awswafintegration", "gokuprops", "px-captcha", "_pxappid", "$_ts=", "$_ts[", "__jsl_clearance",
    "_guard/auto.js", "captcha-delivery.com", "tencentcaptcha", "turing.captcha", "g-recaptcha", "h-captcha",
    "hcaptcha.com", "geetest", "nocaptcha", "smcaptcha", "datadome", "_abck", "ak_bmsc", "bm-verify", "sec-cpt",
    "cf-turnstile", "ct_anti_ddos", "yidun", "vaptcha", "safedog", "waf_captcha",
)  # fmt: skip
_PARKING = (
    "sedoparking.com", "parkingcrew.net", "bodis.com", "parking-lander", "d38psrni17bvxu.cloudfront.net",
    "window.park", "afternic.com", "hugedomains.com", "dan.com/buy-domain", "parklogic", "above.com/marketplace",
    "domainactive",
)  # fmt: skip
_OF_THE_TEXT = re.compile(
    r"全文|正文|余下|剩余|阅读|閱讀|查看$|可见$|会员|付费|to (?:read|continue|view)|continue reading|subscribers"
)
_SETS_COOKIE = re.compile(r"document\s*(?:\.\s*|\[\s*['\"])cookie['\"]?\s*\]?\s*=|setcookie\s*\(")
_MOVES = re.compile(
    r"location\s*(?:\.\s*(?:href|reload|replace|assign)|=|\[)|\.reload\s*\(|\.submit\s*\(|"
    r"http-equiv\s*=\s*[\"']?refresh"
)
_PICTURE = re.compile(r"<(?:img|video|embed|object|frame|iframe|canvas)\b")
_MOUNT = re.compile(r"""<div[^>]{0,200}\bid\s*=\s*["']?(?:app|root|__next|__nuxt|main|container|q-app)\b""")


def obstacle(body: bytes, content_type: str) -> str:
    """What keeps a page from being read, empty for a page that may hold news.

    `challenge` (captcha, firewall, cookie gate, script to solve), `script_shell` (no text without its scripts),
    `login` (a wall before the text), `parked` (the name is for sale, or serves nothing), `maintenance`, `missing`
    (says with status 200 that it does not exist). Only HTML and short plain texts are looked at.
    """
    if len(body) > _LARGE or not _is_shown(content_type.partition(";")[0].strip().lower(), body):
        return ""
    if body.count(b"<a ") > _MANY_LINKS:
        return ""
    looks = looks_of(decode(body, content_type).text)
    if sum(map(width, looks.own)) > _LONG:
        return ""
    return _said(looks) or _made(looks)


def _said(looks: Looks) -> str:
    """The obstacle that the words of a page tell its visitor."""
    named = _kinds((*looks.title, *looks.headings), told_by)
    told = _kinds(looks.own, lambda clause: told_by(clause) or (hint if (hint := hinted_by(clause)) in named else ""))
    rest = sum(width(clause) for clause in looks.own if clause not in looks.title and _is_news(clause, named))
    if looks.dated:
        return "login" if told["login"] and rest <= _REST_DATED and _is_wall(looks) else ""
    counted = named + told
    if not counted and rest <= _REST_HINTED:
        counted = told = _kinds((*looks.title, *looks.headings, *looks.own), hinted_by)
    if not counted:
        return ""
    kind = max(counted, key=lambda one: (counted[one], named[one], one))
    if looks.links > _LINKS_MAX[kind] or (len(looks.headlines) >= _LIST and not (kind == "missing" and named[kind])):
        return ""
    if any(is_signature(clause) for clause in (*looks.title, *looks.headings)):
        return kind if rest <= _REST_EXPLAINED else ""
    return kind if rest <= (_REST if told[kind] else _REST_NAMED) else ""


def _is_wall(looks: Looks) -> bool:
    """Whether it is the text itself that is kept back, and not a service beside it."""
    return any(_OF_THE_TEXT.search(clause) for clause in looks.own)


def _kinds(clauses: tuple[str, ...], kind_of: Callable[[str], str]) -> Counter[str]:
    return Counter(kind for kind in map(kind_of, clauses) if kind)


def _is_news(clause: str, named: Counter[str]) -> bool:
    return not told_by(clause) and not is_aside(clause) and hinted_by(clause) not in named


def _made(looks: Looks) -> str:
    """The obstacle that a page is by its making, whatever it says: it says next to nothing."""
    if looks.dated or not all(is_aside(text) or told_by(text) for text in looks.headlines):
        return ""
    rest = sum(width(clause) for clause in (*looks.headings, *looks.own) if not is_aside(clause))
    if rest > _SAYS_NOTHING or looks.told_in_scripts >= _TOLD_IN_SCRIPTS:
        return ""
    if any(trace in looks.markup for trace in _PARKING):
        return "parked"
    if looks.links > _LINKS_MAX["challenge"]:
        return ""
    if any(trace in looks.markup for trace in _TRACES):
        return "challenge"
    if _SETS_COOKIE.search(looks.markup) and _MOVES.search(looks.markup) and looks.links < _LIST:
        return "challenge"
    return "script_shell" if rest <= _SHELL and _is_shell(looks) else ""


def _is_shell(looks: Looks) -> bool:
    """Scripts, or an order to move on, and nothing to see or to follow before they have run."""
    if looks.links >= _LIST:
        return False
    if _MOUNT.search(looks.markup) and "<script" in looks.markup:
        return True
    moves = "<script" in looks.markup or _MOVES.search(looks.markup)
    return bool(moves) and not looks.links and not _PICTURE.search(looks.markup)


def _is_shown(kind: str, body: bytes) -> bool:
    """Whether a browser would show these bytes as a page; feeds are often labelled as one."""
    head = body[:_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind in ("text/html", "application/xhtml+xml", ""):
        return not head.startswith((b"<?xml", b"<rss", b"<feed", b"{", b"[")) or b"<html" in head
    if kind == "text/plain":
        return len(body) <= _WINDOW
    return head.startswith((b"<!doctype html", b"<html"))
