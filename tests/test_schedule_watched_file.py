"""A targets file that is written, touched, broken, moved away and mended while a daemon looks at it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tracker.errors import ConfigError
from tracker.schedule.watched_file import WatchedFile

GOOD = """
version: 1
title: {title}
place: {{name: 滨江区}}
statement: {{title: 发布会, date: 2025-01-17}}
targets:
  - {{id: wetland, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "targets.yaml"
    path.write_text(GOOD.format(title="first"), encoding="utf-8")
    return path


def replace_with(path: Path, text: str) -> None:
    """As editors do it: the new file takes the place of the old one at once."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def looks(watched: WatchedFile, count: int) -> list[bool]:
    return [watched.changed() for _ in range(count)]


def test_a_change_counts_at_the_second_look_once(path: Path) -> None:
    watched = WatchedFile(path)
    assert looks(watched, 3) == [False] * 3
    replace_with(path, GOOD.format(title="second"))
    assert looks(watched, 4) == [False, True, False, False]
    assert watched.config.title == "second"


def test_a_file_that_is_still_being_written_is_left_alone(path: Path) -> None:
    watched = WatchedFile(path)
    for number in range(5):
        replace_with(path, GOOD.format(title=f"draft {number}"))
        assert not watched.changed()
    assert watched.changed() and watched.config.title == "draft 4"


def test_a_broken_file_is_told_once_and_the_former_stays(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watched = WatchedFile(path)
    replace_with(path, GOOD.format(title="second").replace("stage:", "stag:"))
    assert looks(watched, 5) == [False] * 5
    assert caplog.text.count("targets.yaml:7:") == 1 and "did you mean `stage`" in caplog.text
    assert watched.config.title == "first"
    replace_with(path, GOOD.format(title="first"))
    assert looks(watched, 2) == [False, True], "mended"


def test_a_file_that_is_touched_or_missing_for_a_moment_is_no_change(path: Path) -> None:
    watched = WatchedFile(path)
    os.utime(path, (1, 1))
    assert looks(watched, 3) == [False] * 3
    text = path.read_text("utf-8")
    path.unlink()
    assert looks(watched, 3) == [False] * 3
    path.write_text(text, encoding="utf-8")
    assert looks(watched, 3) == [False] * 3


def test_who_asks_is_answered_whether_it_changed_or_not(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watched = WatchedFile(path)
    assert watched.reload()
    path.unlink()
    assert not watched.reload() and "there is no such file" in caplog.text
    assert watched.config.title == "first"


def test_a_file_that_is_wrong_from_the_start_is_an_error(path: Path) -> None:
    path.write_text("version: 2\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        WatchedFile(path)
