"""A forecast comes in; the fan of its chart, from the latest figure to the values expected when due, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.pace import Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """From the latest figure to the values expected at the due date."""

    on: date
    value: Decimal
    due: date
    expected: Decimal
    low: Decimal
    high: Decimal


def fan_of(forecast: Forecast | None) -> Fan | None:
    """None where nothing is expected, or the due date does not lie ahead of the latest figure."""
    if forecast is None or forecast.on is None or forecast.value is None or forecast.due <= forecast.on:
        return None
    if forecast.expected is None or forecast.low is None or forecast.high is None:
        return None
    return Fan(
        on=forecast.on,
        value=forecast.value,
        due=forecast.due,
        expected=forecast.expected,
        low=forecast.low,
        high=forecast.high,
    )
