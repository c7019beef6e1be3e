"""Answers that would fill a memory or a disk: name in, raw bytes piece by piece out, made while they are sent."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from itertools import repeat

MB = 1024 * 1024
_ZEROS = bytes(MB)
_EMPTY_BLOCKS = b"\x00\x00\x00\xff\xff" * 13_107  # deflate blocks that hold nothing


def _head(status: int = 200, **headers: object) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    kind = "" if "Content_Type" in headers else "Content-Type: text/html\r\n"
    return f"HTTP/1.1 {status} Status\r\n{kind}{lines}\r\n".encode()


def _packed(window: int, megabytes: int) -> Iterator[bytes]:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    for _ in range(megabytes):
        yield packer.compress(_ZEROS)
    yield packer.flush()


def _chunked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if piece:
            yield b"%x\r\n" % len(piece) + piece + b"\r\n"


def _nested() -> Iterator[bytes]:
    yield gzip.compress(gzip.compress(bytes(50 * MB), 9, mtime=0), 9, mtime=0)


def _gzip_of_nothing() -> Iterator[bytes]:
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    yield from repeat(_EMPTY_BLOCKS)


def _extra_name() -> Iterator[bytes]:
    """A gzip header whose file name never ends."""
    yield b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03"
    yield from repeat(b"n" * 65_536)


def bomb(name: str) -> Iterator[bytes]:
    """The answer of a bomb, endless where it is not bounded by its nature."""
    member = gzip.compress(bytes(MB // 16), 9, mtime=0)
    empty = gzip.compress(b"", mtime=0)
    gzipped, deflated = {"Content_Encoding": "gzip"}, {"Content_Encoding": "deflate"}
    away = {"Location": "/bomb-target"}
    many = ", ".join(["gzip"] * 10)
    zipped = zlib.MAX_WBITS | 16
    made: dict[str, tuple[bytes, Iterator[bytes]]] = {
        "gzip": (_head(**gzipped), _packed(zipped, 1000)),
        "deflate": (_head(**deflated), _packed(zlib.MAX_WBITS, 1000)),
        "raw deflate": (_head(**deflated), _packed(-zlib.MAX_WBITS, 1000)),
        "gzip under another name": (_head(Content_Encoding="x-gzip"), _packed(zipped, 1000)),
        "gzip in gzip": (_head(Content_Encoding="gzip, gzip"), _nested()),
        "ten times gzip": (_head(Content_Encoding=many), _nested()),
        "two lines of encoding": (_head(Content_Encoding="gzip\r\nContent-Encoding: gzip"), _nested()),
        "brotli": (_head(Content_Encoding="br"), repeat(_ZEROS)),
        "many members": (_head(**gzipped), repeat(member)),
        "a million empty members": (_head(**gzipped), repeat(empty * 3000)),
        "blocks of nothing": (_head(**gzipped), _gzip_of_nothing()),
        "an endless name in the gzip header": (_head(**gzipped), _extra_name()),
        "chunked without end": (_head(Transfer_Encoding="chunked"), _chunked(repeat(_ZEROS))),
        "chunked gzip": (_head(Transfer_Encoding="chunked", **gzipped), _chunked(_packed(zipped, 1000))),
        "a chunk of 4 GiB": (_head(Transfer_Encoding="chunked"), iter([b"FFFFFFFF\r\n", *[_ZEROS] * 100])),
        "a chunk of less than nothing": (_head(Transfer_Encoding="chunked"), iter([b"-1\r\n", *[_ZEROS] * 100])),
        "a chunk size without end": (_head(Transfer_Encoding="chunked"), repeat(b"0" * 65_536)),
        "tiny chunks without end": (_head(Transfer_Encoding="chunked"), repeat(b"1\r\nx\r\n" * 10_000)),
        "trailers without end": (_head(Transfer_Encoding="chunked"), iter([b"0\r\n", *[b"X: y\r\n" * 20_000] * 200])),
        "no length, no end": (_head(), repeat(_ZEROS)),
        "a length that is too large": (_head(Content_Length=10**12), repeat(_ZEROS)),
        "a length of 5,000 digits": (_head(Content_Length="9" * 5000), repeat(_ZEROS)),
        "a length below zero": (_head(Content_Length=-1), repeat(_ZEROS)),
        "two lengths": (_head(Content_Length="5\r\nContent-Length: 999999999999"), repeat(_ZEROS)),
        "a header without end": (b"HTTP/1.1 200 OK\r\nX: ", repeat(b"x" * 65_536)),
        "headers without end": (b"HTTP/1.1 200 OK\r\n", repeat(b"X: y\r\n" * 10_000)),
        "folded headers without end": (b"HTTP/1.1 200 OK\r\nX: y\r\n", repeat(b" y\r\n" * 10_000)),
        "continue without end": (b"", repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)),
        "a status line without end": (b"HTTP/1.1 200 ", repeat(b"x" * 65_536)),
        "gzip on a 302": (_head(302, **away, **gzipped), _packed(zipped, 1000)),
        "chunked on a 302": (_head(302, Transfer_Encoding="chunked", **away), _chunked(repeat(_ZEROS))),
        "endless on a 307": (_head(307, **away), repeat(_ZEROS)),
        "gzip on a 404": (_head(404, **gzipped), _packed(zipped, 1000)),
        "endless on a 500": (_head(500), repeat(_ZEROS)),
        "endless on a 304": (_head(304), repeat(_ZEROS)),
    }
    head, body = made[name]
    yield head
    yield from body


# What becomes of each: the code of the refusal, or the page that a redirect leads to without its own body being read.
BOMBS = {
    **dict.fromkeys(("gzip", "deflate", "raw deflate", "gzip under another name"), "too_large"),
    **dict.fromkeys(("gzip in gzip", "ten times gzip", "two lines of encoding", "brotli"), "unreachable"),
    **dict.fromkeys(("many members", "a million empty members", "blocks of nothing"), "too_large"),
    **dict.fromkeys(("an endless name in the gzip header", "chunked without end", "chunked gzip"), "too_large"),
    **dict.fromkeys(("a chunk of 4 GiB", "a chunk of less than nothing", "tiny chunks without end"), "too_large"),
    **dict.fromkeys(("a chunk size without end", "two lengths"), "unreachable"),
    **dict.fromkeys(("trailers without end", "no length, no end", "a length that is too large"), "too_large"),
    **dict.fromkeys(("a length of 5,000 digits", "a length below zero"), "too_large"),
    **dict.fromkeys(("a header without end", "headers without end"), "unreachable"),
    **dict.fromkeys(("folded headers without end", "a status line without end"), "unreachable"),
    **dict.fromkeys(("continue without end",), "too_large"),
    **dict.fromkeys(("gzip on a 302", "chunked on a 302", "endless on a 307"), "page"),
    **dict.fromkeys(("gzip on a 404",), "gone"),
    **dict.fromkeys(("endless on a 500",), "server_error"),
    **dict.fromkeys(("endless on a 304",), "unchanged"),
}
