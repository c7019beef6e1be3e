"""Bytes of a page in, the name of the obstacle out: pages that ask for a proof or a script instead of giving news."""

from __future__ import annotations

import re

_LARGE = 262_144  # bytes; obstacles are smaller, whatever scripts they carry
_SHORT = 600  # characters of visible text; an article about captchas is longer than a captcha page
_TINY = 150
_SHELL = 25
_FEW_LINKS = 8  # a page with more of them leads on, and is no wall
_SKIPPED = frozenset({"script", "style", "noscript", "template", "title", "svg"})
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")
# Traces in the markup of pages that only such services make.
_MARKUP = (
    "cf-chl", "/cdn-cgi/challenge-platform/h/", "_incapsula_resource", "acw_sc__v2", "aliyun_waf", "awswafintegration",
    "px-captcha", "$_ts=window", "$_ts={}", "__jsl_clearance", "_guard/auto.js", "captcha-delivery.com",
)  # fmt: skip
# Ordinary pages load these too, for the form of their comments; a page that is nothing else is a wall.
_MARKUP_OF_FORMS = (
    "challenge-platform", "tencentcaptcha", "g-recaptcha", "h-captcha", "hcaptcha.com", "geetest", "nocaptcha",
    "smcaptcha", "datadome",
)  # fmt: skip
_WORDS = (
    "just a moment", "attention required", "verify you are human", "are you a robot", "checking your browser",
    "enable javascript and cookies", "unusual traffic", "安全验证", "访问验证", "人机验证", "滑动验证", "拖动滑块",
    "请完成验证", "请输入图片中", "访问过于频繁", "访问频繁", "操作频繁", "异常访问", "访问被拦截", "请求被拦截",
    "访问被拒绝", "网站防火墙", "正在检查您的浏览器", "浏览器安全检查", "请开启javascript", "请启用javascript",
    "您的访问存在异常",
)  # fmt: skip
_WORDS_OF_FORMS = ("验证码", "驗證碼", "security check", "access denied", "已被拦截", "拒绝访问", "网站防护")


def obstacle(body: bytes, content_type: str) -> str:
    """`challenge` or `script_shell` for a page that holds no news but an obstacle, otherwise empty.

    Only HTML is looked at; a long text is never an obstacle, whatever words it uses.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if len(body) > _LARGE or not _is_html(kind, body[:2000]):
        return ""
    markup = _decoded(body)
    lowered = markup.lower()
    if lowered.count("<a ") > _FEW_LINKS:
        return ""
    text = visible_text(markup)
    if len(text) <= _SHORT and _asks(text, lowered):
        return "challenge"
    return "script_shell" if len(text) < _SHELL and _is_shell(lowered) else ""


def visible_text(markup: str) -> str:
    """The text between tags without scripts and the like, white space removed; linear in the length of the markup."""
    first, *pieces = markup.split("<")
    kept = [first]
    skipping = ""
    for piece in pieces:
        name = _NAME.match(piece)
        tag = name.group().lower() if name else ""
        _, _, after = piece.partition(">")
        if skipping:
            if tag == f"/{skipping}":
                skipping = ""
                kept.append(after)
        elif tag in _SKIPPED:
            skipping = tag
        else:
            kept.append(after)
    return "".join("".join(kept).split())


def _asks(text: str, lowered: str) -> bool:
    """Whether the markup, the title or the text asks for a proof; what forms use as well counts on tiny pages only."""
    title = lowered.partition("<title")[2].partition("</title")[0]
    squashed = text.lower()
    tiny = len(text) <= _TINY
    markup = _MARKUP + _MARKUP_OF_FORMS if tiny else _MARKUP
    words = _WORDS + _WORDS_OF_FORMS if tiny else _WORDS
    return any(trace in lowered for trace in markup) or any(
        word in title or word.replace(" ", "") in squashed for word in words
    )


def _is_shell(lowered: str) -> bool:
    """Scripts, or an order to reload, and not one link to follow."""
    moves = "<script" in lowered or 'http-equiv="refresh"' in lowered or "http-equiv=refresh" in lowered
    return moves and "<a " not in lowered and "<frame" not in lowered


def _is_html(kind: str, head: bytes) -> bool:
    if kind in ("text/html", "application/xhtml+xml", ""):
        return not head.lstrip().startswith(b"<?xml") or b"<html" in head.lower()
    return False


def _decoded(body: bytes) -> str:
    """Good enough to find words: the real decoding is the reader's work."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030", errors="replace")
