"""A WARC file and an offset come in; the gzip member there goes out as a stream, or where the next record begins."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_PLAIN = b"WARC/"
_CHUNK_BYTES = 64 * 1024
_GZIP = 31  # zlib's window bits for a gzip member


class GzipMember(io.RawIOBase):
    """One gzip member as a readable stream; zlib.error for damaged bytes, EOFError where the file ends too early."""

    def __init__(self, handle: BinaryIO, offset: int) -> None:
        handle.seek(offset)
        self._handle = handle
        self._inflate = zlib.decompressobj(_GZIP)
        self._pending = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io gives a memoryview
        while not self._inflate.eof:
            if not self._pending:
                self._pending = self._handle.read(_CHUNK_BYTES)
            if not self._pending:
                raise EOFError("the file ends within a record")
            piece = self._inflate.decompress(self._pending, len(buffer))
            self._pending = self._inflate.unconsumed_tail
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0

    def end(self) -> int:
        """Read the rest away and return the offset at which the next member begins."""
        rest = memoryview(bytearray(_CHUNK_BYTES))
        while self.readinto(rest):
            pass
        return self._handle.tell() - len(self._inflate.unused_data)


def is_gzip(handle: BinaryIO) -> bool:
    handle.seek(0)
    return handle.read(len(_MAGIC)) == _MAGIC


def next_start(handle: BinaryIO, after: int, *, gzip: bool) -> int | None:
    """The offset of the next place behind `after` where a record begins, None for no such place."""
    for offset in _occurrences(handle, _MAGIC if gzip else b"\n" + _PLAIN, after + 1):
        if not gzip:
            return offset + 1
        if _holds_record(handle, offset):
            return offset
    return None


def _holds_record(handle: BinaryIO, offset: int) -> bool:
    """Whether the three bytes are the start of a member and not a chance within compressed text."""
    handle.seek(offset)
    try:
        return zlib.decompressobj(_GZIP).decompress(handle.read(_CHUNK_BYTES), len(_PLAIN)) == _PLAIN
    except zlib.error:
        return False


def _occurrences(handle: BinaryIO, mark: bytes, start: int) -> Iterator[int]:
    """Offsets of `mark` from `start` on, read a chunk at a time with an overlap."""
    position = start
    while True:
        handle.seek(position)
        chunk = handle.read(_CHUNK_BYTES)
        if len(chunk) < len(mark):
            return
        found = chunk.find(mark)
        while found >= 0:
            yield position + found
            found = chunk.find(mark, found + 1)
        position += len(chunk) - len(mark) + 1
