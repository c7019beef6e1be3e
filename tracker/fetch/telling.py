"""A clause of a page in; which refusal it speaks to its visitor, if any, out."""

from __future__ import annotations

import re

from tracker.fetch import refusals

# Signs that the patterns use, in traditional writing; 登入 and 網域 are words of their own.
_SIMPLIFIED = str.maketrans(
    "驗證碼請訪問頁網維護錄後閱讀過頻絕攔級系統試無刪內繼續會員專轉讓點擊進輸圖瀏覽啟開異沒許權嘗應該與對暫關務於為"
    "稱線發現",
    "验证码请访问页网维护录后阅读过频绝拦级系统试无删内继续会员专转让点击进输图浏览启开异没许权尝应该与对暂关务于为"
    "称线发现",
)
# What a refusal begins with before it says what it is.
_LEAD = re.compile(
    r"(?:对不起|抱歉|很抱歉|非常抱歉|十分抱歉|温馨提示|友情提示|系统提示|安全提示|错误提示|提示信息|提示|尊敬的\w{2,4}|"
    r"亲爱的\w{2,4}|亲|您好|哎呀|糟糕|由于|因为|因|经?检测到|系统检测到|发现|当前|目前|此时|现在|"
    r"sorry|we(?:'re| are) sorry|we apologi[sz]e|oops|uh[- ]?oh|whoops|hmm|error|warning|notice|hold on|"
    r"dear \w+)[\s:!]*"
)


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


# Where a clause could be two, the first is meant.
_KINDS = {
    "missing": _any(refusals.MISSING),
    "parked": _any(refusals.PARKED),
    "login": _any(refusals.LOGIN),
    "maintenance": _any(refusals.MAINTENANCE),
    "challenge": _any(refusals.CHALLENGE),
}
_HINTS = {kind: _any(phrases) for kind, phrases in refusals.HINTS.items()}
_ASIDE = _any(refusals.ASIDE)
_SIGNATURES = _any(refusals.SIGNATURES)
_TO_THE_VISITOR = _any(refusals.TO_THE_VISITOR)
_CLAUSE_CHARS = 160  # a refusal is short; of a longer text the beginning says what it is


def told_by(clause: str) -> str:
    """`missing`, `parked`, `login`, `maintenance` or `challenge` where a clause says so from its first word on.

    What merely mentions captchas or logins says something about them; a refusal begins with them. The clause is in
    lower case.
    """
    text = bare(clause)
    return next((kind for kind, said in _KINDS.items() if said.match(text)), "")


def hinted_by(clause: str) -> str:
    """The kind that a clause may mean that speaks to the visitor, wherever it says so; for pages that say no more."""
    text = bare(clause)
    if not _TO_THE_VISITOR.search(clause):
        return ""
    return next((kind for kind, said in _HINTS.items() if said.search(text)), "")


def is_aside(clause: str) -> bool:
    """Whether a clause is what any page says: rights, numbers of incidents, whom to ask, what to try."""
    return bool(_ASIDE.match(bare(clause)))


def is_signature(clause: str) -> bool:
    """Whether a title or heading is one that only protection services and servers write."""
    return bool(_SIGNATURES.match(bare(clause)))


def bare(clause: str) -> str:
    """The clause without the courtesies before it."""
    text = clause[:_CLAUSE_CHARS].replace("’", "'").translate(_SIMPLIFIED)
    while (lead := _LEAD.match(text)) and lead.end() < len(text):
        text = text[lead.end() :]
    return text
