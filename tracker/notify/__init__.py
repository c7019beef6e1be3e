"""A store and a configuration come in; digests are frozen in the outbox and delivered from it, each once."""

from tracker.notify.delivering import Delivery, deliver
from tracker.notify.issue import compared, days_before, period_of, present
from tracker.notify.preparing import prepare, reader_of, recipients_of
from tracker.notify.smtp import Line, Terms, check_mail

__all__ = [
    "Delivery",
    "Line",
    "Terms",
    "check_mail",
    "compared",
    "days_before",
    "deliver",
    "period_of",
    "prepare",
    "present",
    "reader_of",
    "recipients_of",
]
