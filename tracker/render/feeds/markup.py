"""Names, attributes and texts come in; an XML document goes out that says them and nothing else."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tracker.render.escape import one_line


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Put an element below another. XML knows no control characters and no halves of characters: they are left out."""
    made = SubElement(parent, name, {key: one_line(value) for key, value in attributes.items()})
    made.text = one_line(text) or None
    return made


def document(root: Element) -> str:
    """The whole document, a line for each element."""
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
