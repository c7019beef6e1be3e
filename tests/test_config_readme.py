"""The YAML and the commands that README.md and docs/targets.md show come in; they must work as shown."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tracker.cli import cli
from tracker.config import check_text, parse_config

ROOT = Path(__file__).parent.parent


def shown(name: str) -> list[str]:
    """The fenced YAML of a document that is a whole targets file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [dedent(block) for block in blocks if "version:" in block]


@pytest.mark.parametrize("name", ["README.md", "docs/targets.md"])
def test_the_files_shown_are_right(name: str) -> None:
    files = shown(name)
    assert files
    for text in files:
        assert parse_config(text, name).targets


def test_what_check_derives_is_as_documented() -> None:
    text = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")
    derived = check_text(parse_config(shown("docs/targets.md")[0], "t.yaml"))
    example = "river-park: derived\n  about: [滨河公园, 三期]\n"
    assert example in derived and example in text


def test_the_commands_of_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`tracker ([a-z]+)", text)) | set(re.findall(r"bin/tracker ([a-z]+)", text))
    assert named == set(cli.commands)
    made = set(re.findall(r"^make (\w+)", text, re.MULTILINE))
    rules = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert made and made <= rules


def test_the_links_of_the_documents_lead_somewhere() -> None:
    names = ("README.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
    for name in names:
        path = ROOT / name
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (name, target)


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "choices.md").read_text(encoding="utf-8").replace("-", "_")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    for name in re.findall(r'"([A-Za-z0-9_-]+)', listed[1]):
        assert f"| {name.replace('-', '_')}" in text, name
