"""A goal in Chinese comes in; its title in English goes out where every word of it has one translation, else ''."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.draft.stated import Stated

# The indicators of the national plan, as the statistics bureau translates them.
_INDICATORS = {
    "地区生产总值": "Gross regional product",
    "GDP": "GDP",
    "规模以上工业增加值": "Value added of industrial enterprises above designated size",
    "规上工业增加值": "Value added of industrial enterprises above designated size",
    "固定资产投资": "Fixed-asset investment",
    "社会消费品零售总额": "Retail sales of consumer goods",
    "一般公共预算收入": "General public budget revenue",
    "外贸进出口总额": "Imports and exports",
    "进出口总额": "Imports and exports",
    "居民人均可支配收入": "Per-capita disposable income",
    "城镇居民人均可支配收入": "Per-capita disposable income of urban residents",
    "农村居民人均可支配收入": "Per-capita disposable income of rural residents",
    "城镇新增就业": "New urban jobs",
    "城镇登记失业率": "Registered urban unemployment rate",
    "城镇调查失业率": "Surveyed urban unemployment rate",
    "居民消费价格涨幅": "Rise of consumer prices",
    "森林覆盖率": "Forest coverage",
}
_PLAIN = re.compile(r"(?P<sign>-?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|亿元|万亿元|人|万人)")


def english_title(goal: Stated) -> str:
    """`Gross regional product grows 5.5 %`; '' for all but the indicators of the national plan."""
    name, found = _INDICATORS.get(goal.measure), _PLAIN.fullmatch(goal.amount)
    if name is None or found is None:
        return ""
    if found["unit"] == "%" and goal.over and re.search(r"增长|下降|降低", goal.title):
        return f"{name} {'falls' if found['sign'] else 'grows'} {found['number']} % in {goal.over}"
    amount = _amount(found["number"], found["unit"])
    bound = "at most" if goal.bound == "at_most" else "at least"
    return f"{name} {bound} {amount}" if not found["sign"] else ""


def _amount(number: str, unit: str) -> str:
    value = Decimal(number.replace(",", ""))
    if unit == "亿元":
        return f"{(value / 10).normalize():f} billion yuan"
    if unit == "万亿元":
        return f"{value.normalize():f} trillion yuan"
    return f"{number} %" if unit == "%" else f"{int(value * (10_000 if unit == '万人' else 1)):,}"
