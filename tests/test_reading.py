"""Reading one page: what counts for which target, on short articles of our own."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from reading_cases import CASES

from tracker.config import load_config
from tracker.match import compile_targets
from tracker.model import Page
from tracker.read import read

TARGETS = Path(__file__).parent.parent / "targets.yaml"


@cache
def index():
    return compile_targets(load_config(TARGETS))


def page(title, day, paragraphs):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = (
        f'<html><head><meta charset="utf-8"><title>{title}_昌平新闻网</title>'
        f'<meta name="PubDate" content="{day} 09:00">'
        f"</head><body><h1>{title}</h1><div>{day} 09:00 来源：昌平新闻网</div><div class=article>{body}"
        "<p>在随后的采访中，多位受访者谈到了自己的感受，他们说，日子是一天一天过出来的，变化也是一点一点看得见的。</p>"
        "</div></body></html>"
    )
    return Page(
        url="https://news.example/a.html",
        final_url="https://news.example/a.html",
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
        fetched=datetime(2026, 6, 1, tzinfo=UTC),
        sha256="0",
    )


def told(candidate):
    """A candidate as a case writes it."""
    figure = candidate.figure
    planned = candidate.modality == "planned"
    if figure is not None:
        words = [f"{figure.value.normalize():f}", f"{figure.start}/{figure.end}", figure.basis]
        words += [figure.comparator] * (figure.comparator != "=") + ["planned"] * planned
        return " ".join(words)
    words = [candidate.stage, candidate.modality] + [str(candidate.expected)] * (candidate.expected is not None)
    return " ".join(words)


@pytest.mark.parametrize(("title", "day", "paragraphs", "expected"), CASES, ids=lambda value: str(value)[:24])
def test_what_counts(title, day, paragraphs, expected):
    reading = read(page(title, day, paragraphs), index())
    assert reading.article.published == date.fromisoformat(day)
    counting = [candidate for candidate in reading.trace.candidates if candidate.why_not is None]
    found = {target: {told(row) for row in counting if row.target == target} for target in {r.target for r in counting}}
    assert set(found) == set(expected), [(row.target, row.why_not) for row in reading.trace.candidates]
    for target, wanted in expected.items():
        assert wanted in found[target]
