"""Texts by their path come in; they are compared with those that a person has looked at, or take their place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def as_looked_at(folder: str, found: Mapping[str, str]) -> None:
    """The same files to the byte, and no others. RENEW_GOLDEN=1 has them written anew, to be read in `git diff`."""
    golden = GOLDEN / folder
    for path, text in found.items():
        kept = golden / path
        if os.environ.get("RENEW_GOLDEN"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(text.encode("utf-8"))
        assert text == kept.read_bytes().decode("utf-8"), kept
    assert {path.relative_to(golden).as_posix() for path in golden.rglob("*.*")} == set(found)
