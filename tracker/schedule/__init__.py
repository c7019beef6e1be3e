"""targets.yaml and a store come in; visits, reports, digests and backups at their times go out."""

from tracker.schedule.chores import Chores
from tracker.schedule.daemon import serve, serve_once
from tracker.schedule.periods import Weekly

__all__ = ["Chores", "Weekly", "serve", "serve_once"]
