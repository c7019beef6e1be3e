"""The title of a goal comes in; the ideas that a passage must hold to be about it go out."""

from __future__ import annotations

import re

from tracker.model import Place

Ideas = tuple[tuple[str, ...], ...]

# Words that say how far, how much or how well, but not what: news of the same thing may use others.
_FUNCTION = re.compile(
    "年底前|年内|年底|今年|明年|本年|全年|上半年|下半年|未来|力争|确保|争取|争创|计划|预计|将要|完成|实现|达到|超过|突破"
    "|累计|新增|推动|推进|加快|加速|开展|实施|启动|开工|动工|建设|建成|新建|改造|竣工|完工|封顶|贯通|投用|投入使用|启用"
    "|使用|开放|开园|开业|通车|开通|运营|印发|出台|发布|编制|制定|举办|举行|办好|抓好|提高|提升|增长|增速|增幅|下降|降低"
    "|减少|增加|不低于|不少于|不超过|以上|以下|以内|左右|整体|全面|全部|正式|高标准|附属|落位|打造|完善|优化|按期|如期"
    "|顺利|继续|统筹|更新|的|和|与|及|或|在|约"
)
# These begin a name although they hold a function word (未来科学城, 行动计划).
_KEPT = re.compile(r"未来(?=[一-龥]{2,})(?!\d|[一二三四五六七八九十两几]+(?:至|到|年))")
_DOCUMENT = re.compile("行动计划|行动方案|实施方案|工作方案|规划")
_PHASE = re.compile("第?[一二三四五六七八九十]+期|第[一二三四五六七八九十]+[轮批]")
_MEASURES = (("营业收入", "产业收入", "收入", "营收"), ("总产值", "产值"), ("增加值",), ("投资额", "投资"), ("零售额",))
_MEASURE = re.compile("|".join(word for group in _MEASURES for word in group))
_FIGURE = re.compile(
    r"\d{4}年(?:\d{1,2}月)?"
    r"|\d[\d,.]*(?:\s*[至到—~-]\s*\d[\d,.]*)?\s*(?:[%％]|[万亿千百]*[年平方米公顷里千亿万元个家所座处项条张套台辆栋幢户人次吨]+)"
    "|[一二三四五六七八九十百千两]+[个家所座处条]"
)
_ENGLISH_FUNCTION = re.compile(
    r"\b(?:a|an|and|the|of|in|on|by|to|for|with|at|from|is|are|be|will|this|that|year|new|more|than|least|most|over|under|up"
    r"|opens?|opened|completed?|completes|starts?|started|buil[dt]|held?|holds?|grows?|growth|reach(?:es)?|use)\b",
    re.I,
)


def derive_ideas(title: str, place: Place) -> Ideas:
    """Ideas of a title in its order, each with its alternatives; things joined by 、 are alternatives of one idea."""
    if not re.search(r"[一-龥]", title):
        words = re.findall(r"[A-Za-z][A-Za-z'-]+", _ENGLISH_FUNCTION.sub(" ", title))
        return tuple((word,) for word in dict.fromkeys(words))
    rest = _FIGURE.sub(" ", _without_place(title, place))
    names = (place.name, *place.aliases)
    ideas = [idea for chunk in re.split(r"[^\w、“”]+", rest) for idea in _ideas_of(chunk, names)]
    return tuple(dict.fromkeys(ideas))


def _without_place(title: str, place: Place) -> str:
    """A title begins with the place as a matter of course; the place is guarded elsewhere."""
    for name in sorted((place.name, *place.aliases), key=len, reverse=True):
        if title.startswith(name):
            return title[len(name) :]
    return title


def _ideas_of(chunk: str, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    listed = [pieces for item in chunk.split("、") if (pieces := _pieces(item, names))]
    if not listed:
        return []
    first, others = listed[0], [pieces[-1] for pieces in listed[1:]]
    return [_alternatives(piece) for piece in first[:-1]] + [_alternatives(first[-1], *others)]


def _pieces(text: str, names: tuple[str, ...]) -> list[str]:
    for pattern in (_PHASE, _DOCUMENT, _MEASURE):
        match = pattern.search(text)
        if match:
            return [*_pieces(text[: match.start()], names), match.group(), *_pieces(text[match.end() :], names)]
    kept = _KEPT.sub("\0", text.strip("“”"))
    words = [word.replace("\0", "未来") for part in _FUNCTION.split(kept) for word in re.split("[“”]", part)]
    return [piece for word in words for piece in _apart_from_place(word, names) if len(piece) > 1]


def _apart_from_place(word: str, names: tuple[str, ...]) -> list[str]:
    """昌平铁人三项赛 is the place and the thing, 昌平院区 one name."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        before, found, after = word.partition(name)
        if found and (before or len(after) >= 4):
            return [before, name + after] if before and after and len(after) < 4 else [before, name, after]
    return [word]


def _alternatives(*pieces: str) -> tuple[str, ...]:
    words = [word for piece in pieces for word in (piece, *_same_measure(piece))]
    return tuple(dict.fromkeys(words))


def _same_measure(piece: str) -> tuple[str, ...]:
    return next((group for group in _MEASURES if piece in group), ())
