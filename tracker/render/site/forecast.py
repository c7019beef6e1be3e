"""A forecast comes in; what a page says of the way that is left, and the fan of its chart, go out (docs/pace.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from tracker.pace import Forecast
from tracker.render.numbers import value_text
from tracker.render.site.paper import Paper

_DIGITS = 3
_EXACT = Context(prec=60)


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


def forecast_facts(forecast: Forecast | None, paper: Paper) -> Iterator[tuple[str, str]]:
    """(name, text) of the days left, the pace needed and the pace so far, and where that leads."""
    if forecast is None:
        return
    w = paper.words.site
    if forecast.days_left >= 0 and forecast.reached is None:
        yield w["days_left"], w["days_left_text"].format(days=forecast.days_left)
    if forecast.slip_days:
        code = "slip_late" if forecast.slip_days > 0 else "slip_early"
        yield w["slip"], w[code].format(days=abs(forecast.slip_days))
    for name, rate in (("required", forecast.required), ("actual", forecast.actual)):
        if rate is not None:
            yield w[name], w[f"rate_{forecast.method}"].format(rate=_rate(rate, forecast, paper))
    if forecast.expected is not None and forecast.low is not None and forecast.high is not None:
        yield w["outlook"], _outlook(forecast, (forecast.expected, forecast.low, forecast.high), paper)


def _outlook(forecast: Forecast, values: tuple[Decimal, Decimal, Decimal], paper: Paper) -> str:
    expected, low, high = (value_text(rounded(one), forecast.unit, paper.language) for one in values)
    w = paper.words.site
    text = w["outlook_text"].format(expected=expected, low=low, high=high)
    told = [w[f"outlook_{forecast.outlook}"], text] if forecast.outlook else [text]
    told += [w["from_one_point"]] if forecast.from_one_point else []
    return paper.words.labels["separator"].join(told)


def _rate(rate: Decimal, forecast: Forecast, paper: Paper) -> str:
    return value_text(rounded(rate), forecast.unit if forecast.method == "line" else "%", paper.language)


def rounded(value: Decimal) -> Decimal:
    """At most one decimal, and no more than three digits of what is only worked out."""
    with localcontext(_EXACT):
        places = min(1, max(0, _DIGITS - 1 - value.adjusted()))
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
