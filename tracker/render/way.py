"""A forecast comes in; what people are told of the way that is left goes out, as short plain texts (docs/pace.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from tracker.pace import Forecast
from tracker.render.numbers import date_text, value_text
from tracker.render.phrases import phrases

_DIGITS = 3
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def way_texts(forecast: Forecast, language: str, *, days_left: bool = True) -> Iterator[str]:
    """Each a text of its own: days left, the pace needed, the pace so far, where that leads, dates announced.

    days_left: what is another every day may be left out.
    """
    labels = phrases(language).labels
    if days_left and forecast.reached is None and forecast.outlook != "sure":
        yield labels["days_left" if forecast.days_left >= 0 else "days_over"].format(days=abs(forecast.days_left))
    if forecast.value is not None and forecast.on is not None:
        value = value_text(forecast.value, forecast.unit if forecast.method != "growth" else "%", language)
        yield labels["value_on"].format(value=value, day=date_text(forecast.on, language))
    for name, rate in (("required", forecast.required), ("actual", forecast.actual)):
        if rate is not None:
            text = labels[f"{name}_{forecast.method}"].format(rate=_rate(rate, forecast, language))
            yield text.replace("增长-", "下降")
    yield from _leads_to(forecast, language)
    for one in forecast.announced:
        days = {"published": date_text(one.published, language), "expected": date_text(one.expected, language)}
        yield labels["announced_on"].format(**days)
    if forecast.slip_days is not None:
        yield slip_text(forecast.slip_days, language)


def outlook_text(forecast: Forecast | None, language: str) -> str:
    """The class of a quantity, or how far the day of a milestone is from the due date; empty where nothing is known."""
    if forecast is None:
        return ""
    labels = phrases(language).labels
    if forecast.outlook is None:
        return slip_text(forecast.slip_days, language) if forecast.slip_days is not None else ""
    one = labels["separator"] + labels["from_one_point"] if forecast.from_one_point and forecast.expected else ""
    return labels[f"outlook_{forecast.outlook}"] + one


def slip_text(days: int, language: str) -> str:
    code = "slip_late" if days > 0 else "slip_early" if days < 0 else "slip_none"
    return phrases(language).labels[code].format(days=abs(days))


def rounded(value: Decimal) -> Decimal:
    """At most one decimal, and no more than three digits of what is only worked out."""
    places = min(1, max(0, _DIGITS - 1 - value.adjusted()))
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _leads_to(forecast: Forecast, language: str) -> Iterator[str]:
    labels = phrases(language).labels
    if forecast.expected is None or forecast.low is None or forecast.high is None:
        if forecast.from_one_point and forecast.required is not None:
            yield labels["no_line"]
        return
    values = (forecast.expected, forecast.low, forecast.high)
    expected, low, high = (value_text(rounded(one), forecast.unit, language) for one in values)
    text = labels["leads_to"].format(day=date_text(forecast.due, language), expected=expected, low=low, high=high)
    yield f"{text}{labels['colon']}{outlook_text(forecast, language)}"


def _rate(rate: Decimal, forecast: Forecast, language: str) -> str:
    return value_text(rounded(rate), forecast.unit if forecast.method == "line" else "%", language)
