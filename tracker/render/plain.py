"""Text from anywhere comes in; one line that forges no header and calls nobody in a chat goes out."""

from __future__ import annotations

from tracker.render.escape import one_line

_CALLS = str.maketrans({"@": "＠", "<": "＜", ">": "＞", "*": "＊", "_": "＿", "`": "｀", "[": "［", "]": "］"})


def header_line(text: str) -> str:
    """One line for a header. An encoded word (=?utf-8?q?...?=) in it stays as it is written and is never decoded."""
    return one_line(text).replace("=?", "= ?")


def chat_line(text: str) -> str:
    """One line for a chat: it calls nobody (@all), and nothing in it is a link or markup."""
    return one_line(text).translate(_CALLS)
