"""Amounts and intervals in Chinese, as a Chinese newspaper prints them: 4350万吨, 150亿元, 超过80%."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.printing import grouped

if TYPE_CHECKING:
    from rareearth_gui.domain.interval import Interval
    from rareearth_gui.domain.unit import Unit

_STEPS = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_LABELS = {"t": "吨", "CNY": "元", "USD": "美元", "%": "%", "1": "", "year": "年", "lm/W": "流明/瓦", "t/t": "吨/吨"}


def amount(value: Decimal, unit: Unit) -> str:
    """Write a canonical value in Chinese; 万 and 亿 where the value is a round number of them, else in full."""
    label = _LABELS.get(unit.canonical, unit.canonical)
    for step, word in _STEPS:
        scaled = value / step
        if abs(value) >= step and scaled == scaled.quantize(Decimal("0.0001")):
            return f"{_plain(scaled)}{word}{label}"
    return f"{_plain(value)}{label}"


def _plain(value: Decimal) -> str:
    text = grouped(value.normalize()).replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(interval: Interval, unit: Unit) -> str:
    """Write an interval in Chinese: 37.5%至38.5%, 超过80%, 不超过14万吨."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return amount(low, unit) if low == high else f"{amount(low, unit)}至{amount(high, unit)}"
    if low is not None:
        return f"{'超过' if interval.low_open else '不低于'}{amount(low, unit)}"
    if high is not None:
        return f"{'低于' if interval.high_open else '不超过'}{amount(high, unit)}"
    return "数值不详"
