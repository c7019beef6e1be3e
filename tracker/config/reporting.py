"""What is wrong in a file comes in; one error that tells where and how to put it right goes out."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.config.nodes import Mark, Problem
from tracker.errors import ConfigError

SHOWN_PROBLEMS = 20


def as_error(path: str, problems: Sequence[Problem]) -> ConfigError:
    """Up to 20 problems, a line each, in the order of their places; there is at least one."""
    ordered = sorted(problems, key=lambda problem: (problem.mark.line, problem.mark.column))
    first, rest = ordered[0], ordered[1:SHOWN_PROBLEMS]
    if len(ordered) == 1:
        return ConfigError(first.message, where=_where(path, first.mark), fix=first.fix)
    lines = [str(ConfigError(problem.message, where=_where(path, problem.mark), fix=problem.fix)) for problem in rest]
    if len(ordered) > SHOWN_PROBLEMS:
        lines.append(f"{path}: {len(ordered) - SHOWN_PROBLEMS} more")
    head = f"{first.message} ({first.fix})" if first.fix else first.message
    return ConfigError("\n".join([head, *lines]), where=_where(path, first.mark))


def _where(path: str, mark: Mark) -> str:
    return f"{path}:{mark.line}:{mark.column}"
