"""Packed bytes as they come in, unpacked bytes out, never more at a time than there is room for."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tracker.errors import FetchError

_MEMBERS_MAX = 10_000  # packers make members of 64 KiB or more; a million empty ones are an attack
_GZIP = b"\x1f\x8b"


def unpacked(chunks: Iterator[bytes], coding: str, room: int) -> Iterator[bytes]:
    """The body behind its one content encoding, in pieces that hold no more than `room` bytes together.

    FetchError `unreachable` for bytes that are broken or packed as was not asked for.
    """
    match coding.strip().lower():
        case "" | "identity":
            yield from chunks
        case "gzip" | "x-gzip":
            yield from _inflated(chunks, zlib.MAX_WBITS | 16, room)
        case "deflate":
            yield from _inflated(chunks, 0, room)
        case other:
            raise FetchError(f"the answer is packed as {other[:80]!r}, which was not asked for")


def _inflated(chunks: Iterator[bytes], window: int, room: int) -> Iterator[bytes]:
    """Member after member; what follows the last one and is none is padding."""
    inflater = None
    members = 0
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater is None or inflater.eof:
                if inflater is not None and (not window or not _GZIP.startswith(rest[:2])):
                    return
                members += 1
                inflater = zlib.decompressobj(window or _window(rest))
            piece = _step(inflater, rest, room if members <= _MEMBERS_MAX else 0)
            room -= len(piece)
            yield piece
            if inflater.unconsumed_tail:
                raise _grown()
            rest = inflater.unused_data
    if inflater is not None and not inflater.eof:
        raise FetchError("the packed answer ends too early")


def _step(inflater: zlib._Decompress, packed: bytes, room: int) -> bytes:
    if room <= 0:
        raise _grown()
    try:
        return inflater.decompress(packed, room)
    except zlib.error as error:
        raise FetchError("the packed answer is broken") from error


def _grown() -> FetchError:
    return FetchError("the packed answer grows beyond the limit", code="too_large")


def _window(first: bytes) -> int:
    """`deflate` is zlib by its standard and raw deflate by the habit of some servers; the first byte tells."""
    return zlib.MAX_WBITS if first[0] & 0x0F == 8 else -zlib.MAX_WBITS
