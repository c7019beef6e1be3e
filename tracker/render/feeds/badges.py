"""A label and a message come in, a badge as SVG goes out: nothing to load, nothing to run."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from tracker.render.colours import colour_of
from tracker.render.feeds.markup import add, document
from tracker.render.layout import cut, width

LABEL_COLUMNS = 28
HEIGHT = 20
PADDING = 6
_LABEL_COLOUR = "#454c54"
_FONTS = "Verdana,'DejaVu Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
_SIZE = 11
# Widths of letters at this size, in pixels; a letter that is two columns wide is a square.
_NARROW: Mapping[str, float] = {**dict.fromkeys("ijl.,:;'|!()[] ", 4.0), **dict.fromkeys("mwMW%@", 10.0)}
_LETTER = 7.0


def badge(label: str, message: str, status: str) -> str:
    """`label | message`, the message on the colour of the status. Its texts are as wide as they are said to be."""
    left, right = cut(label, LABEL_COLUMNS), message
    sizes = [_pixels(text) for text in (left, right)]
    boxes = [size + 2 * PADDING for size in sizes]
    total = str(sum(boxes))
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "width": total, "height": str(HEIGHT), "role": "img"})
    add(root, "title", f"{label}: {message}")
    add(root, "rect", width=str(boxes[0]), height=str(HEIGHT), fill=_LABEL_COLOUR)
    add(root, "rect", x=str(boxes[0]), width=str(boxes[1]), height=str(HEIGHT), fill=colour_of(status))
    group = add(root, "g", fill="#fff")
    group.set("font-family", _FONTS)
    group.set("font-size", str(_SIZE))
    for text, size, start in ((left, sizes[0], 0), (right, sizes[1], boxes[0])):
        add(group, "text", text, x=str(start + PADDING), y="14", textLength=str(size))
    return document(root)


def _pixels(text: str) -> int:
    """Widths differ from font to font; `textLength` has the viewer fit the text into this one."""
    return round(sum(_SIZE if width(sign) > 1 else _NARROW.get(sign, _LETTER) * width(sign) for sign in text))
