"""Addresses in, checked addresses out: which URLs may be asked at all, and which IP addresses connected to."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

from tracker.errors import FetchError
from tracker.fetch.policy import Endpoint, Policy

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\u3000]")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")  # underscores are met in the wild
# A name that ends in a number is an IPv4 address; of the many notations, which systems read in different ways (octal,
# hexadecimal, fewer than four parts), only the usual one passes.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ENCODED_DOT = re.compile("%2e", re.IGNORECASE)
_KEPT = "%/:=&?~+!$,;'@()*"  # in paths and queries as they are; `%` because what is quoted stays quoted
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})?")
_DEFAULT_PORT = {"http": 80, "https": 443}
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
# `is_global` of older Pythons lets some of these pass, and none looks inside a tunnel's address.
_DENIED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
)
_PRIVATE = tuple(
    ipaddress.ip_network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7")
)
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})  # in front of the IPv4 address, RFC 5214 section 6.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A checked address in ASCII, taken apart once: whatever is resolved, connected to and sent comes from here.

    host: lower case, without a dot at its end; IPv6 without brackets. target: path and query.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port, to which one robots.txt applies; usual ports are left out."""
        return f"{self.scheme}://{self.host_sent}"

    @property
    def url(self) -> str:
        return self.site + self.target

    @property
    def host_sent(self) -> str:
        """What the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"


def check_url(url: str, policy: Policy) -> Place:
    """The parts of an address that may be asked; FetchError `unsafe_address` for any other."""
    if _FORBIDDEN.search(url):
        raise _unsafe(url, "the address holds blanks, control characters or a backslash")
    try:
        parts = urlsplit(url)
        port = _DEFAULT_PORT.get(parts.scheme, 0) if parts.port is None else parts.port
        host = plain_host(parts.hostname or "")
        target = _plain_path(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    except ValueError as error:  # UnicodeError is one
        raise _unsafe(url, "the address cannot be understood") from error
    if parts.scheme not in _DEFAULT_PORT:
        raise _unsafe(url, "only http and https are fetched")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise _unsafe(url, "the address must name a plain host, without user or zone")
    if port not in policy.ports and not _opened(host, port, policy):
        raise _unsafe(url, f"port {port} is not allowed")
    return Place(scheme=parts.scheme, host=host, port=port, target=target)


def plain_host(name: str) -> str:
    """A host name as it is asked for: lower case, in ASCII (UTS 46), no dot at the end. ValueError for what is none."""
    if ":" in name:
        return ipaddress.IPv6Address(name).compressed
    plain = name.lower() if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    plain = plain.removesuffix(".")
    if not _NAME.fullmatch(plain):
        raise ValueError(f"not a host name: {name[:80]!r}")
    return str(ipaddress.IPv4Address(plain)) if _NUMBER.fullmatch(plain.rpartition(".")[2]) else plain


def check_endpoints(place: Place, found: tuple[Endpoint, ...], policy: Policy) -> None:
    """FetchError `unsafe_address` unless every address of a host may be connected to.

    One forbidden address among good ones refuses the host, because a name that points inwards now and then is a trap.
    """
    private = private_allowed(place, policy)
    for address, _ in found:
        if not permitted(ipaddress.ip_address(address.partition("%")[0]), allow_private=private):
            raise _unsafe(place.url, f"{place.host} is at {address}, which is not a public address")


def private_allowed(place: Place, policy: Policy) -> bool:
    """Whether a host may be at a private address: what a page names is not allowed to what allows its source."""
    return policy.allow_private or place.host in policy.private_hosts


def permitted(address: IPAddress, *, allow_private: bool) -> bool:
    """Whether an IP address may be connected to: public ones, and private ones where allowed."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return permitted(mapped, allow_private=allow_private)
    if any(address in block for block in _PRIVATE):
        return allow_private
    if address.version == 6 and (address not in _GLOBAL_V6 or int(address) >> 32 & 0xFFFF_FFFF in _ISATAP):
        return False
    return address.is_global and not any(address in block for block in _DENIED)


def _opened(host: str, port: int, policy: Policy) -> bool:
    return any(port == number and host == _known(name) for name, number in policy.open_ports)


def _known(name: str) -> str:
    """A host as a person wrote it, made comparable; what is no name is equal to none."""
    try:
        return plain_host(name)
    except ValueError:
        return ""


def _plain_path(path: str) -> str:
    """The path without `.` and `..` (RFC 3986 section 5.2.4), so that robots.txt is asked about what is really sent."""
    kept: list[str] = []
    piece = ""
    for piece in path.split("/")[1:]:
        match _ENCODED_DOT.sub(".", piece):
            case ".":
                continue
            case "..":
                del kept[-1:]
            case _:
                kept.append(_quoted(piece))
    slash = "/" if _ENCODED_DOT.sub(".", piece) in (".", "..") and kept else ""
    return "/" + "/".join(kept) + slash


def _quoted(text: str) -> str:
    """In ASCII, each escape in capitals: no client that quotes once more finds anything left to change."""
    return _ESCAPE.sub(lambda escape: f"%{escape[1].upper()}" if escape[1] else "%25", quote(text, safe=_KEPT))


def _unsafe(url: str, message: str) -> FetchError:
    return FetchError(message, code="unsafe_address", where=url[:200])
