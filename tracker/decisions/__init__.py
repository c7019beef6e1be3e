"""Decisions of people come in; what stands of them goes out, and their form for a file that lives in git."""

from tracker.decisions.fields import FIELDS, fields_of, with_fields
from tracker.decisions.naming import named
from tracker.decisions.standing import Ruling, concerning, held_statuses, in_order, rulings, standing, told

__all__ = [
    "FIELDS",
    "Ruling",
    "concerning",
    "fields_of",
    "held_statuses",
    "in_order",
    "named",
    "rulings",
    "standing",
    "told",
    "with_fields",
]
