"""Addresses in, comparable addresses out: the same page under two addresses becomes one."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from tracker.address import host_of

_TRACKING = re.compile(
    r"(?:utm_\w+|spm|scm|from|from_\w+|share|share_\w+|sharefrom|shareid|fbclid|gclid|dclid|msclkid|yclid|igshid|"
    r"mc_[ce]id|_ga|wfr|for|isappinstalled|nsukey|ivk_sa|tt_from|ref|refer|referer|referrer|cmpid|hmsr|hmpl|hmcu|hmkw|"
    r"weixin_share\w*|wxshare\w*|sharesource|share_?from\w*|vd_source|bd_vid|"
    r"phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|asp\.net_sessionid|sid_guest)",
    re.I,
)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.I)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|ico|mp[34]|m4[av]|avi|mov|wmv|flv|m3u8|wav|doc|xlsx?|pptx?|wps|ofd|zip|rar|"
    r"7z|gz|tar|apk|exe|dmg|css|js)$",
    re.I,
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx)$", re.I)
_INDEX = re.compile(r"/(?:index|default|home)\.(?:s?html?|php|aspx?|jsp)$", re.I)
_COPY_LABELS = frozenset({"www", "m", "wap", "3g", "4g", "mobile", "amp", "touch", "h5"})
_COPY_PAIR = re.compile(r"(?:print|printable|printer|amp|outputtype)=?(?:1|true|yes|on|amp)?", re.I)
_COPY_PATHS = (
    (re.compile(r"^/(?:m|wap|mobile|amp|print|touch)(?=/)", re.I), ""),
    (re.compile(r"/(?:amp|print)/?$", re.I), ""),
    (re.compile(r"/print(?=/[^/]+$)", re.I), ""),
    (re.compile(r"[_.-](?:print|amp|m|wap)(?=\.s?html?$)", re.I), ""),
)
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_DEFAULT_PORT = {"http": 80, "https": 443}
# Under these, names are given out one label further down: a.gov.cn and b.gov.cn are two owners.
_SHARED = frozenset({"com", "gov", "org", "net", "edu", "ac", "co", "mil", "gob", "go", "or", "ne"})


def canonical(url: str) -> str:
    """The address without what does not choose the page: fragment, tracking, session, default port, case of the host.

    An address that cannot be parsed is its own canonical form.
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:
        return url
    path = _SESSION_PATH.sub("", parts.path).rstrip() or "/"
    return urlunsplit((parts.scheme.lower(), host, path, _query(parts.query), ""))


def identity(url: str) -> str:
    """What tells two articles apart: equal for the copies of one article (http and https, with and without www, for
    telephones, for printing, AMP, with the name of the index page or a slash at the end).

    It names a page and is no address to be fetched.
    """
    try:
        parts = urlsplit(canonical(url))
        host = _host(parts)
    except ValueError:
        return url
    if not host:
        return canonical(url)
    pairs = [pair for pair in parts.query.split("&") if pair and not _COPY_PAIR.fullmatch(pair)]
    query = _encoded("&".join(pairs))
    return _plain_host(host) + _plain_path(_encoded(parts.path), query) + (f"?{query}" if query else "")


def _plain_host(host: str) -> str:
    """The host without the label that names a copy, as long as a name remains."""
    first, _, rest = host.partition(".")
    return rest if first in _COPY_LABELS and "." in rest and not rest.replace(".", "").isdigit() else host


def _plain_path(path: str, query: str) -> str:
    """The path without what names a copy, where a number or a long name remains that can name the article."""
    plain = _INDEX.sub("/", path)
    for copy, put in _COPY_PATHS:
        less = copy.sub(put, plain)
        if re.search(r"\d", less + query) or re.search(r"[^/]{8}", less):
            plain = less
    return _INDEX.sub("/", plain).rstrip("/")


def _encoded(text: str) -> str:
    """One spelling for characters written as they are and percent-encoded ones."""
    return _PERCENT.sub(lambda found: found[0].upper(), quote(text, safe="%/&=?:@!$'()*+,;~-._"))


def is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def is_media(url: str) -> bool:
    """Whether the address ends like a picture, a film, an archive or an office file that nobody reads here."""
    return bool(_MEDIA.search(_file(url)))


def is_document(url: str) -> bool:
    """Whether the address ends like a PDF or DOCX file."""
    return bool(_DOCUMENT.search(_file(url)))


def _file(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one owner, as far as their names tell."""
    return owner(host_of(one)) == owner(host_of(other))


def owner(host: str) -> str:
    """The registered name above a host: news.example.com and www.example.com are both example.com."""
    labels = host.lower().strip(".").split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED:
        return ".".join(labels[-3:])
    return host if re.fullmatch(r"[\d.]+", host) else ".".join(labels[-2:])


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    name = f"[{name}]" if ":" in name else name
    port = parts.port
    return name if port in (None, _DEFAULT_PORT.get(parts.scheme.lower())) else f"{name}:{port}"


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return "&".join(sorted(kept))
