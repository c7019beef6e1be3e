"""Where a collecting command puts its files, and whom it tells: options come in, a Place and run settings go out."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import F, contact_option

if TYPE_CHECKING:
    from tracker.run import RunSettings

HEARTBEAT = "TRACKER_HEARTBEAT"

_FOLDER = click.Path(file_okay=False, path_type=Path)
archive_folder = click.option(
    "--archive", type=_FOLDER, default=Path("archive"), show_default=True, help="The folder of the WARC files."
)
_report_folder = click.option(
    "--out", type=_FOLDER, default=Path("reports"), show_default=True, help="The folder of the report."
)
_heartbeat = click.option(
    "--heartbeat", default="", envvar=HEARTBEAT, metavar="ADDRESS", help=f"Ask this after work; better ${HEARTBEAT}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folders of WARC files and reports, the contact told to sites, and the address of a dead man's switch or ''."""

    archive: Path
    out: Path
    contact: str
    heartbeat: str

    def settings(self) -> RunSettings:
        return run_settings(self.archive, self.contact)

    def beat(self, ok: bool, text: str = "") -> None:
        """Tell the heartbeat, where there is one; FetchError when it is not taken."""
        from tracker.schedule.heartbeat import beat

        if self.heartbeat:
            beat(self.heartbeat, self.settings().policy, ok, text)


def run_settings(archive: Path, contact: str) -> RunSettings:
    from tracker.documents import readable
    from tracker.fetch import Policy
    from tracker.run import RunSettings, user_agent

    policy = Policy(user_agent=user_agent(contact), documents=readable())
    return RunSettings(policy=policy, archive=archive, progress=sys.stderr.isatty())


def placed(command: F) -> F:
    """--archive, --out, --contact and --heartbeat; the command gets them as `place`."""

    @functools.wraps(command)
    def at(archive: Path, out: Path, contact: str, heartbeat: str, **words: Any) -> Any:
        return command(**words, place=Place(archive=archive, out=out, contact=contact, heartbeat=heartbeat))

    wrapped: Callable[..., Any] = at
    for option in (_heartbeat, contact_option, _report_folder, archive_folder):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]  # click keeps what it wraps
