"""The path of a targets.yaml comes in, a checked Config goes out, or one ConfigError that tells what to put right."""

from __future__ import annotations

from pathlib import Path

from tracker.config.json_schema import schema
from tracker.config.nodes import MAX_BYTES, Problem, parse_nodes
from tracker.config.reporting import as_error
from tracker.config.review import check_text
from tracker.errors import ConfigError
from tracker.model import Config

__all__ = ["check_text", "load_config", "parse_config", "schema"]


def load_config(path: Path) -> Config:
    """Read and check a targets file.

    Raises ConfigError with `where` as FILE:LINE:COLUMN; up to 20 problems are told at once, one a line.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        fix = "name it with --targets FILE, or begin with the targets.yaml that comes with tracker"
        raise ConfigError("there is no such file", where=str(path), fix=fix) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ConfigError(message, where=str(path), fix="check the path and its rights") from error
    if len(raw) > MAX_BYTES:
        raise ConfigError("larger than 1 MiB", where=str(path), fix="divide the targets among several files")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8", where=f"{path}:{line}:1", fix="save the file as UTF-8") from error
    return parse_config(text, str(path))


def parse_config(text: str, path: str) -> Config:
    """The Config in a text; `path` is how messages name the file. Raises ConfigError like load_config."""
    from tracker.config.build import Amounts, build_config
    from tracker.config.shapes import root_shape
    from tracker.config.values import Record, read_value
    from tracker.language import language

    problems: list[Problem] = []
    try:
        root = read_value(parse_nodes(text), root_shape(), problems)
    except Problem as problem:
        raise as_error(path, [problem]) from problem
    if problems or not isinstance(root, Record):
        raise as_error(path, problems)
    # The figures of the pages are Chinese whatever the language of the reports, and so are those of the goals.
    zh = language("zh")
    config = build_config(root, path, Amounts(zh.read_amount, zh.convert), problems)
    if problems:
        raise as_error(path, problems)
    return config
