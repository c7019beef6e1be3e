"""Recorded pages of many kinds of sites, each with what a person reads in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker.extract import extract
from tracker.model import Article, Page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.json"))
FETCHED = datetime(2026, 4, 1, tzinfo=UTC)


def read(name: Path) -> tuple[Article, dict[str, Any]]:
    expected = json.loads(name.read_text("utf-8"))
    page = Page(
        url=expected["url"],
        final_url=expected["url"],
        status=200,
        content_type=expected["content_type"],
        body=name.with_suffix(".html").read_bytes(),
        fetched=FETCHED,
        sha256="",
    )
    return extract(page), expected


@pytest.mark.parametrize("name", PAGES, ids=lambda path: path.stem)
def test_page(name: Path) -> None:
    article, expected = read(name)
    if expected["title"]:
        assert article.title == expected["title"]
    assert str(article.published or None) == str(expected["published"])
    headers = [row for block in article.blocks if block.table for row in block.table.header]
    assert article.text.split("\n")[len(headers) :] == expected["body"]
    captions = [block.text for block in article.blocks if block.kind == "caption"]
    assert captions == expected.get("captions", [])
    for key in ("publisher", "encoding", "forum"):
        if key in expected:
            assert getattr(article, key) == expected[key]


def test_table_of_statistics_has_its_labels_spread_over_the_columns() -> None:
    article, expected = read(Path(__file__).parent / "pages" / "statistics.json")
    (table,) = [block.table for block in article.blocks if block.table]
    assert (table.caption, table.unit) == (expected["table"]["caption"], expected["table"]["unit"])
    assert [list(row) for row in table.header] == expected["table"]["header"]
    assert len(table.rows) == expected["table"]["rows"]
