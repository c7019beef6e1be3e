"""Nothing comes in; pages that refuse, each with its kind, and pages with news that look like them go out.

All of them were written for testing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """kind: the obstacle that it is, empty for news."""

    name: str
    markup: str
    kind: str = ""
    encoding: str = "utf-8"
    content_type: str = "text/html"

    @property
    def body(self) -> bytes:
        return self.markup.encode(self.encoding)


def refusals() -> tuple[Sample, ...]:
    return _samples("refusals.jsonl")


def lookalikes() -> tuple[Sample, ...]:
    return _samples("lookalikes.jsonl")


def _samples(name: str) -> tuple[Sample, ...]:
    lines = (CORPUS / name).read_text("utf-8").splitlines()
    return tuple(Sample(**json.loads(line)) for line in lines)
