"""Debian's Chromium comes in; a page that asks nobody but the loopback interface, and what it complained of, go out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-proxy-server"),
)
MUST = "TRACKER_BROWSER_TESTS"  # set where a missing browser is a fault, as in .ci/run
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
_AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(slots=True)
class Tab:
    """A page with its complaints (console, errors, broken policy) and every address it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def stayed_at_home(self) -> bool:
        """Nothing was complained of, and no other host than the loopback interface was asked for anything."""
        away = [url for url in self.asked if not url.startswith(("data:", "file:", "about:"))]
        return not self.complaints and {urlsplit(url).hostname for url in away} <= {"127.0.0.1"}

    def faults(self) -> list[str]:
        """What axe-core finds serious or critical on the page as it is now."""
        self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        wanted = {"runOnly": _AXE_RULES, "resultTypes": ["violations"]}
        found: dict[str, Any] = self.page.evaluate("wanted => axe.run(document, wanted)", wanted)
        grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        return [
            f"{one['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for one in grave
            for node in one["nodes"]
        ]


@contextmanager
def browser() -> Iterator[Browser]:
    """One Chromium; without any, the tests that ask for it are passed over, unless MUST is set."""
    if not CHROMIUM and not os.environ.get(MUST):
        pytest.skip("no chromium here; apt-get install chromium")
    assert CHROMIUM, "no chromium is installed, and the tests of the web page may not be left out here"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        try:
            yield found
        finally:
            found.close()


@contextmanager
def tab(found: Browser, **how: Any) -> Iterator[Tab]:
    """A page of its own, as wide as a desk's unless told otherwise; options as of `new_context`."""
    context = found.new_context(**{"viewport": {"width": 1200, "height": 900}, "locale": "zh-CN"} | how)
    context.set_default_timeout(10_000)
    one = Tab(page=context.new_page())
    context.on("console", lambda message: one.complaints.append(message.text))
    context.on("weberror", lambda error: one.complaints.append(str(error.error)))
    context.on("request", lambda request: one.asked.append(request.url))
    try:
        yield one
    finally:
        context.close()
