"""Numbers for people: quantities written short and exactly, and what is typed or written read back."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import UNITS, Unit

if TYPE_CHECKING:
    from rareearth_gui.domain.interval import Interval

EN_DASH = "\N{EN DASH}"
_STEPS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "million"))
_MASS_STEPS = ((Decimal(10) ** 6, "Mt"), (Decimal(10) ** 3, "kt"))
_HEDGE_WORDS = {
    "over": Hedge.OVER,
    "more than": Hedge.OVER,
    ">": Hedge.OVER,
    "超过": Hedge.OVER,
    "逾": Hedge.OVER,
    "at least": Hedge.AT_LEAST,
    ">=": Hedge.AT_LEAST,
    "≥": Hedge.AT_LEAST,
    "under": Hedge.UNDER,
    "less than": Hedge.UNDER,
    "<": Hedge.UNDER,
    "at most": Hedge.AT_MOST,
    "<=": Hedge.AT_MOST,
    "≤": Hedge.AT_MOST,
    "nearly": Hedge.NEARLY,
    "近": Hedge.NEARLY,
    "about": Hedge.ABOUT,
    "~": Hedge.ABOUT,
    "约": Hedge.ABOUT,
    "hundreds": Hedge.HUNDREDS,
}
_SCALE_WORDS = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "bn": 9,
    "千": 3,
    "万": 4,
    "百万": 6,
    "亿": 8,
    "万亿": 12,
}
_UNIT_WORDS = {
    "t": "t",
    "tons": "t",
    "tonnes": "t",
    "ton": "t",
    "tonne": "t",
    "吨": "t",
    "kt": "kt",
    "mt": "Mt",
    "kg": "kg",
    "g": "g",
    "%": "%",
    "percent": "%",
    "cny": "CNY",
    "yuan": "CNY",
    "元": "CNY",
    "usd": "USD",
    "us$": "USD",
    "$": "USD",
    "years": "year",
    "year": "year",
    "年": "year",
    "lm/w": "lm/W",
    "t/t": "t/t",
    "t reo": "t REO",
    "kt reo": "kt REO",
    "mt reo": "Mt REO",
    "t metal": "t metal",
    "t concentrate": "t concentrate",
    "": "1",
}
MINUS = "\N{MINUS SIGN}"
_NUMBER = rf"([-{MINUS}]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)"
_TYPED = re.compile(
    rf"(?P<hedge>{'|'.join(sorted(map(re.escape, _HEDGE_WORDS), key=len, reverse=True))})?\s*"
    rf"(?P<dollar>\$)?{_NUMBER}(?:\s*[-{EN_DASH}]\s*{_NUMBER})?\s*"
    rf"(?P<scale>{'|'.join(sorted(_SCALE_WORDS, key=len, reverse=True))})?\s*(?P<unit>[^\d]*)",
    re.IGNORECASE,
)


def grouped(number: Decimal) -> str:
    """Write a decimal plainly, thousands separated by commas, without an exponent."""
    return f"{number:,f}"


def written(quantity: Quantity) -> str:
    """Write a quantity in full so that `parse` reads the same: hedge, number, scale, unit."""
    number = grouped(quantity.number)
    if quantity.number_high is not None:
        number += f"{EN_DASH}{grouped(quantity.number_high)}"
    words = next((word for word, power in _SCALE_WORDS.items() if Decimal(10) ** power == quantity.scale), "")
    if quantity.scale != 1 and not words:  # no word for it: multiplied out
        high = None if quantity.number_high is None else quantity.number_high * quantity.scale
        whole = quantity.number * quantity.scale
        return written(replace(quantity, number=whole, number_high=high, scale=Decimal(1)))
    unit = quantity.unit.key if quantity.unit.key != "1" else ""
    gap = "" if unit == "%" and not words else " "
    return " ".join(filter(None, [str(quantity.hedge), f"{number} {words}".strip() + (f"{gap}{unit}" if unit else "")]))


def parse(text: str) -> Quantity | None:
    """Read a typed quantity (`38%`, `43.5 Mt`, `4350万吨`, `>30%`, `1.2–1.5 million t`); None when it is none."""
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        return None
    unit_word = " ".join(match["unit"].casefold().split())
    key = "USD" if match["dollar"] else _UNIT_WORDS.get(unit_word)
    if key is None or (match["dollar"] and unit_word not in ("", "usd")):
        return None
    low, high = (_decimal(group) for group in match.group(3, 4))
    assert low is not None
    if high is not None and high < low:
        return None
    hedge = _HEDGE_WORDS[match["hedge"].casefold()] if match["hedge"] else Hedge.NONE
    scale = Decimal(10) ** _SCALE_WORDS[match["scale"].casefold()] if match["scale"] else Decimal(1)
    return Quantity(low, UNITS[key], scale, high, hedge)


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text.replace(",", "").replace(MINUS, "-")) if text else None


def short(value: Decimal, unit: Unit, digits: int = 4) -> str:
    """Write a canonical value for reading: `43.5 Mt`, `166,200 t`, `38%`, `4 bn yuan`."""
    if unit.canonical == "%":
        return f"{_trim(value, digits)}%"
    if unit.canonical == "t" and abs(value) >= 10**6:
        step, word = _MASS_STEPS[0]
        return f"{_trim(value / step, digits)} {word}{_reo(unit)}"
    if unit.canonical in ("CNY", "USD"):
        label = "yuan" if unit.canonical == "CNY" else "US$"
        for step, word in _STEPS:
            if abs(value) >= step:
                return f"{_trim(value / step, digits)} {word} {label}"
        return f"{_trim(value, digits)} {label}"
    label = {"1": "", "year": " years"}.get(unit.canonical, f" {unit.canonical}{_reo(unit)}")
    return f"{_trim(value, max(digits, 7))}{label}"


def _reo(unit: Unit) -> str:
    return f" {unit.dimension.removeprefix('mass ')}" if unit.dimension.startswith("mass ") else ""


def _trim(value: Decimal, digits: int) -> str:
    """Round to significant digits and write without needless zeros."""
    if not value:
        return "0"
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1))
    text = grouped(rounded)
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(interval: Interval, unit: Unit, digits: int = 4) -> str:
    """Write an interval for reading: `37.5 to 38.5%`, `over 80%`, `up to 140,000 t`."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "any value"
    if low is None:
        assert high is not None
        return f"{'below' if interval.high_open else 'up to'} {short(high, unit, digits)}"
    if high is None:
        return f"{'over' if interval.low_open else 'at least'} {short(low, unit, digits)}"
    if low == high:
        return short(low, unit, digits)
    digits = max(digits, high.adjusted() - (high - low).adjusted() + 2)  # the ends must not fall together
    first, second = short(low, unit, digits), short(high, unit, digits)
    _number, _, label = second.partition(" ")
    if label and first.endswith(f" {label}"):
        first = first.removesuffix(f" {label}")
    elif second.endswith("%") and first.endswith("%"):
        first = first[:-1]
    return f"{first} to {second}"
