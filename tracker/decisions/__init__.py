"""Decisions of people come in; what stands of them goes out, and their form for a file that lives in git."""

from tracker.decisions.fields import FIELDS, fields_of, with_fields
from tracker.decisions.making import (
    Said,
    add_quote,
    decide,
    find_decision,
    find_row,
    find_target,
    give_status,
    statuses,
    take_back,
)
from tracker.decisions.naming import evidence_id, named
from tracker.decisions.standing import Ruling, concerning, held_statuses, in_order, rulings, standing, told, undone

__all__ = [
    "FIELDS",
    "Ruling",
    "Said",
    "add_quote",
    "concerning",
    "decide",
    "evidence_id",
    "fields_of",
    "find_decision",
    "find_row",
    "find_target",
    "give_status",
    "held_statuses",
    "in_order",
    "named",
    "rulings",
    "standing",
    "statuses",
    "take_back",
    "told",
    "undone",
    "with_fields",
]
