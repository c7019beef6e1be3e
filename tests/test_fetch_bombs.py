"""Answers without bounds are refused in bounded time and memory, whatever status they come with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bombs import BOMBS, bomb
from loopback import Reply, Site, running

from tracker.errors import FetchError
from tracker.fetch.unpack import unpacked

HERE = Path(__file__).parent
_GZIP = zlib.MAX_WBITS | 16


def throws(name: str) -> Callable[[dict[str, str]], Reply]:
    return lambda sent: Reply(raw=bomb(name))


@pytest.fixture
def site() -> Iterator[Site]:
    bombs = {f"/{number}": throws(name) for number, name in enumerate(BOMBS)}
    with running(bombs | {"/bomb-target": Reply(body=b"harmless")}) as started:
        yield started


def test_bombs_are_refused_in_little_time_and_memory(site: Site) -> None:
    """One process meets all of them in a row, in less than 200 MiB and five seconds each.

    The seconds are those of the processor: the others depend on what else the machine does, and have a wider bound.
    """
    command = [sys.executable, str(HERE / "bomb_shelter.py"), str(site.port)]
    paths = os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": paths})
    assert done.stderr == ""
    met = [json.loads(line) for line in done.stdout.splitlines()]
    print(done.stdout)
    assert {one["bomb"]: one["end"] for one in met} == BOMBS
    assert max(one["cpu_s"] for one in met) < 5
    assert max(one["took_s"] for one in met) < 25
    assert max(one["peak_mb"] for one in met) < 200


def pack(body: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(body) + packer.flush()


TEXT = "温榆河公园二期今天开放。".encode() * 100


@pytest.mark.parametrize("step", [1, 2, 7, 100_000])
@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", pack(TEXT, _GZIP)),
        ("GZIP ", pack(TEXT, _GZIP)),
        ("gzip", pack(TEXT[:900], _GZIP) + pack(b"", _GZIP) + pack(TEXT[900:], _GZIP)),
        ("gzip", pack(TEXT, _GZIP) + bytes(512)),
        ("deflate", pack(TEXT, zlib.MAX_WBITS)),
        ("deflate", pack(TEXT, -zlib.MAX_WBITS)),
        ("deflate", pack(TEXT, zlib.MAX_WBITS) + b"padding"),
        ("identity", TEXT),
    ],
)
def test_packed_bytes_are_unpacked_however_they_come(coding: str, packed: bytes, step: int) -> None:
    chunks = (packed[at : at + step] for at in range(0, len(packed), step))
    assert b"".join(unpacked(chunks, coding, len(TEXT) + 1)) == TEXT


@pytest.mark.parametrize(
    ("coding", "packed", "code"),
    [
        ("gzip", pack(TEXT, _GZIP)[:-9], "unreachable"),
        ("gzip", pack(TEXT, _GZIP) + pack(TEXT, _GZIP)[:20], "unreachable"),
        ("gzip", TEXT, "unreachable"),
        ("gzip, gzip", pack(pack(TEXT, _GZIP), _GZIP), "unreachable"),
        ("zstd", TEXT, "unreachable"),
        ("gzip", pack(TEXT * 2, _GZIP), "too_large"),
        ("gzip", pack(TEXT, _GZIP) * 2, "too_large"),
    ],
)
def test_packed_bytes_that_are_refused(coding: str, packed: bytes, code: str) -> None:
    with pytest.raises(FetchError) as caught:
        list(unpacked(iter([packed]), coding, len(TEXT) + 1))
    assert caught.value.code == code
