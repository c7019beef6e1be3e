"""List pages by name that were made to take time, memory or a crash."""

from __future__ import annotations

from collections.abc import Iterator


def hostile_lists(mib: int) -> Iterator[tuple[str, bytes]]:
    """mib: 1 << 20 for pages as large as any may be, less for quicker tests."""

    def n(number: int) -> int:
        return number * mib >> 20

    yield "deep", b"<div>" * n(200_000) + b"<a href='/1'>x</a>" * n(20_000)
    yield "one row", b"<tr>" + b"<a href='/1.html'>x</a> 2025-08-19 " * n(200_000)
    yield "rows in rows", b"<li>" * n(50_000) + b"<a href='/%d'>x</a>" * n(20_000)
    yield "large rows", b"<li><a href='/1'>x</a>" + b"x" * 8 * mib + b"</li>"
    yield "many links", b"".join(b"<li><a href='/a/%d.html'>%d</a></li>" % (n, n) for n in range(n(200_000)))
    yield "many clicks", b"<a onclick=\"open('/" * n(300_000)
    yield "long clicks", b'<a onclick="' + b"open('" * mib + b'">x</a>'
    yield "comments", b"<!--<a href=/1>x</a>" * n(300_000)
    yield "closed comments", b"<!--<a href='/1'>x</a>-->" * n(300_000)
    yield "cdata", b"<![CDATA[<a " * n(500_000)
    yield "templates", b"<template><a href='/1'>x</a>" * n(200_000)
    yield "textareas", b"<textarea><a href='/1'>x</a></textarea>" * n(200_000)
    yield "noscripts", b"<noscript>" * n(500_000)
    yield "scripts", b"<script>" * mib
    yield "closed scripts", b"<script>var a=[{url:'/1',title:'x'}]</script>" * n(150_000)
    yield "brackets", b"<script>" + b"[" * 8 * mib
    yield "braces", b"<script>" + b"{a:" * 3 * mib
    yield "quotes", b"<script>" + b"['" * 4 * mib
    yield "mixed quotes", b"<script>" + b"[\"a['b" * mib
    yield "backticks", b"<script>" + b"[`" * 4 * mib
    yield "starred", b"<script>" + b"[/*" * 3 * mib
    yield "slots", b"<script>" + b"a[i]='" * mib
    yield "filled slots", b"<script>" + b"a[i]='/1.html';b[i]='x';" * n(300_000)
    yield "strings", b'<script>document.write("<a href=' + b'\\"' * 4 * mib
    yield "state", b"<script>window.__INITIAL_STATE__={" + b'"a":{' * mib + b"</script>"
    yield "json", b"[" * 9 * mib
    yield "json lists", b"[" + b'[{"url":"/1.html","title":"x"}],' * n(250_000) + b"[]]"
    yield "json wide", b"{" + b",".join(b'"url%d":"/%d.html"' % (n, n) for n in range(n(400_000))) + b"}"
    yield "call", b"callback(" * mib
    yield "pagers", b"<a href='index_1.html'>2</a>" * n(300_000)
    yield "scripted pagers", b"createPageHTML(" * n(500_000)
    yield "bases", b"<base href='http://[x'>" * n(300_000)
    yield "tags", b"<" * 9 * mib
    yield "entities", b"<a href='/1'>" + b"&#x110000;" * n(900_000)
    yield "surrogates", b'[{"url":"/a/1234.html","title":"\\ud800\\udc00\\ud800 abc"}]'
    yield "titles", b"".join(b"<li><a href='/%d' title='%s'>x</a></li>" % (n, b"x" * 3000) for n in range(n(2500)))
    yield "long address", b"<a href='/" + b"x" * 9 * mib + b"'>x</a>"
    yield "dates", b"<li><a href='/1'>x</a>" + b"2025-" * 2 * mib
    yield "classes", b"".join(b"<a class='%s' href='/%d'>x</a>" % (b"a1 " * 1000, n) for n in range(n(2500)))
    yield "noise", bytes((n * n * 31 + n) % 251 for n in range(mib))
