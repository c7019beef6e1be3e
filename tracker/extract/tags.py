"""Nothing in; names of elements, sorted by what their tags do to the lines of a page, out."""

from __future__ import annotations


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _names(
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
CELLS = _names("td th")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
TABLE_PARTS = _names("table tbody thead tfoot tr td th caption")
# An opening tag ends an open element of these names, unless another block than those in the second set is between.
ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_names("li"), _names("div address p")),
    "dd": (_names("dd dt"), _names("div address p")),
    "dt": (_names("dd dt"), _names("div address p")),
    "tr": (_names("tr"), BLOCKS - _names("table tr")),
    "td": (CELLS, BLOCKS - _names("table tr td th")),
    "th": (CELLS, BLOCKS - _names("table tr td th")),
}
SKIPPED = _names(
    "svg select button template object canvas audio video math textarea datalist noscript iframe xmp noembed noframes"
)
# Their end tags may be left out, so that they tell nothing about what is closed.
OFTEN_OPEN = _names("p li dd dt tr td th tbody thead tfoot")
VOID = _names("area base br col embed hr img input link meta param source track wbr")
# The most frequent of those that only format.
INLINE = _names("! span em i u font label small input")
