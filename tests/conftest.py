"""How all tests run, and what some share. Hypothesis takes the same examples each time: only a change turns a test red.

HYPOTHESIS_PROFILE=search looks for new ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from crashing import Doer
    from loopback import Site

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


# ---- what tests of crashes share; only they load what it needs -------------------------------------------------------


@pytest.fixture(scope="module")
def doer() -> Iterator[Doer]:
    """A process that does jobs and dies of what the test wants."""
    from crashing import doing

    with doing() as one:
        yield one


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    from crash_site import small_site

    with small_site() as served:
        yield served


@pytest.fixture(scope="module")
def seed(doer: Doer, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with targets, an archive, and stores after jobs that nobody disturbed."""
    from crash_site import planted

    return planted(doer, site, tmp_path_factory.mktemp("seed"))
