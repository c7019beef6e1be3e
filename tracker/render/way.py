"""A standing comes in; what people are told of the way that is left goes out, as short plain texts (docs/pace.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from tracker.pace import Forecast
from tracker.render.look import CLOSED
from tracker.render.numbers import date_text, value_text
from tracker.render.phrases import phrases
from tracker.render.standing import Standing

_DIGITS = 3
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def way_facts(standing: Standing, language: str, *, days_left: bool = True) -> Iterator[tuple[str, str]]:
    """(name, text): the days left, the latest figure, the pace needed and so far, where that leads, announced days.

    Nothing of a number that is settled. days_left: what is another every day may be left out.
    """
    told, status = standing.forecast, standing.now.status
    if told is None or status == "cancelled" or (status in CLOSED and told.method != "date"):
        return
    labels = phrases(language).labels
    if days_left and told.reached is None and told.outlook != "sure":
        name = "days_left" if told.days_left >= 0 else "days_over"
        yield labels[name], labels["days"].format(days=abs(told.days_left))
    if told.value is not None and told.on is not None:
        value = value_text(told.value, told.unit if told.method != "growth" else "%", language)
        yield labels["latest"], labels["value_on"].format(value=value, day=date_text(told.on, language))
    for name, rate in (("pace_needed", told.required), ("pace_so_far", told.actual)):
        if rate is not None:
            text = labels[f"rate_{told.method}"].format(rate=_rate(rate, told, language))
            yield labels[name], text.replace("增长-", "下降")
    for one in told.announced:
        days = {"published": date_text(one.published, language), "expected": date_text(one.expected, language)}
        yield labels["announced_day"], labels["announced_on"].format(**days)
    text = _leads_to(told, language)
    if told.reached is not None:
        yield labels["reached_on"], labels["separator"].join(filter(None, (date_text(told.reached, language), text)))
    elif text:
        yield labels["outlook"], text


def outlook_text(forecast: Forecast | None, language: str) -> str:
    """The class of a quantity, or how far the day of a milestone is from the due date; empty where nothing is known.

    An announced day that has passed without a result says nothing any more.
    """
    if forecast is None:
        return ""
    labels = phrases(language).labels
    if forecast.outlook is None:
        slip = forecast.slip_days
        passed = forecast.reached is None and slip is not None and slip < -forecast.days_left
        return "" if slip is None or passed else _slip(slip, language)
    one = labels["separator"] + labels["from_one_point"] if forecast.from_one_point and forecast.expected else ""
    return labels[f"outlook_{forecast.outlook}"] + one


def rounded(value: Decimal) -> Decimal:
    """At most one decimal, and no more than three digits of what is only worked out."""
    places = min(1, max(0, _DIGITS - 1 - value.adjusted()))
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _slip(days: int, language: str) -> str:
    code = "slip_late" if days > 0 else "slip_early" if days < 0 else "slip_none"
    return phrases(language).labels[code].format(days=abs(days))


def _leads_to(told: Forecast, language: str) -> str:
    labels = phrases(language).labels
    if told.expected is None or told.low is None or told.high is None:
        return labels["no_line"] if told.from_one_point and told.required is not None else outlook_text(told, language)
    values = (told.expected, told.low, told.high)
    expected, low, high = (value_text(rounded(one), told.unit, language) for one in values)
    text = labels["leads_to"].format(day=date_text(told.due, language), expected=expected, low=low, high=high)
    return f"{outlook_text(told, language)}{labels['semicolon']}{text}" if told.outlook else text


def _rate(rate: Decimal, told: Forecast, language: str) -> str:
    return value_text(rounded(rate), told.unit if told.method == "line" else "%", language)
