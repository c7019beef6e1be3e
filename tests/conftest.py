"""How all tests run: Hypothesis takes the same examples each time, so that a change and nothing else turns a test red.

HYPOTHESIS_PROFILE=search looks for new ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
