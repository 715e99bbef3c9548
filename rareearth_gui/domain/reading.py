"""How a printed figure is read: one table of rules from printed words to three bands, kept apart.

Printed, rounding, hedge: what stands there, what its digits leave open, what its words leave open.
The convention is that of section 4 of the design; each rule carries the sentence shown to the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rareearth_gui.domain.interval import Interval

HALF = Decimal("0.5")
GRANTED_DIGITS = 2


class Hedge(StrEnum):
    """What the words around a number leave open; `symbol` is its short form in exports."""

    NONE = ""
    OVER = "over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"
    NEARLY = "nearly"
    ABOUT = "about"
    HUNDREDS = "hundreds"

    @property
    def symbol(self) -> str:
        """Give the sign that stands for the hedge: =, >, >=, <, <=, <~ or ~."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Hedge.NONE: "=",
    Hedge.OVER: ">",
    Hedge.AT_LEAST: ">=",
    Hedge.UNDER: "<",
    Hedge.AT_MOST: "<=",
    Hedge.NEARLY: "<~",
    Hedge.ABOUT: "~",
    Hedge.HUNDREDS: "~",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: the band as multiples of the printed value (None: no bound on that side)."""

    hedge: Hedge
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    says: str


_ONE = Decimal(1)
RULES: dict[Hedge, Rule] = {
    rule.hedge: rule
    for rule in (
        Rule(Hedge.NONE, _ONE, _ONE, False, False, "as printed"),
        Rule(Hedge.OVER, _ONE, None, True, False, "more than the printed number"),
        Rule(Hedge.AT_LEAST, _ONE, None, False, False, "the printed number or more"),
        Rule(Hedge.UNDER, None, _ONE, False, True, "less than the printed number"),
        Rule(Hedge.AT_MOST, None, _ONE, False, False, "the printed number or less"),
        Rule(Hedge.NEARLY, Decimal("0.95"), _ONE, False, True, "nearly: up to 5% below, not the number itself"),
        Rule(Hedge.ABOUT, Decimal("0.95"), Decimal("1.05"), False, False, "about: 5% either way"),
        Rule(Hedge.HUNDREDS, Decimal(2), Decimal("9.99"), False, False, "hundreds: 200 to 999"),
    )
}
ABOUT_A_FRACTION = Rule(
    Hedge.ABOUT, Decimal("0.9"), Decimal("1.1"), False, False, "about, of a fraction in words: 10% either way"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as read, in its own unit: three bands, the half-width of rounding (None: unknown) and why."""

    printed: Interval
    rounding: Interval
    hedge: Interval
    half_width: Decimal | None
    says: str


def half_width(number: Decimal, scale: Decimal) -> Decimal:
    """Give half a unit of the last significant printed digit of `number` times `scale`.

    Zeros that end an integer are not significant, but two digits are always granted:
    43.5 million gives 50,000; 100 thousand gives 5,000; 38 gives 0.5; 16601 gives 0.5.
    """
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent < 0:
        return HALF * scale * Decimal(10) ** exponent
    whole = (number * scale).normalize()
    if whole != whole.to_integral_value():
        return HALF * scale
    digits = whole.adjusted() + 1
    significant = max(len(whole.as_tuple().digits), min(GRANTED_DIGITS, digits))
    return HALF * Decimal(10) ** (digits - significant)


def read(
    printed: Interval,
    half: Decimal | None,
    hedge: Hedge,
    *,
    in_words: bool,
    bounds: tuple[Decimal | None, Decimal | None],
) -> Reading:
    """Read a printed interval by the table.

    `half` is the half-width of rounding (0: exact; None: unknown, as for a range, which stays as printed),
    `in_words` says that no digit is printed ("half"), and `bounds` are the logical ends, 0 and 100 for a share
    of a whole, which alone has any.
    """
    assert printed.low is not None
    assert printed.high is not None
    width = half or Decimal(0)
    rounding = Interval(printed.low - width, printed.high + width).clipped(*bounds)
    rule = ABOUT_A_FRACTION if in_words and hedge is Hedge.ABOUT else RULES[hedge]
    hedged = _hedged(printed, rounding, rule)
    band = hedged.clipped(*bounds)
    says = f"{rule.says}{_ends(hedged, band)}" if hedge is not Hedge.NONE else _unhedged(printed, half)
    return Reading(printed, rounding, band, half, says)


def _ends(hedged: Interval, band: Interval) -> str:
    """Say what becomes of an end that the words leave open: logical bounds may close it."""
    if hedged.high is None:
        return ", no upper end" if band.high is None else f"; a share ends at {band.high}%"
    return f"; a share begins at {band.low}%" if hedged.low is None and band.low is not None else ""


def _hedged(printed: Interval, rounding: Interval, rule: Rule) -> Interval:
    """Widen the printed interval by a hedge; no hedge leaves what rounding allows."""
    if rule.hedge is Hedge.NONE:
        return rounding
    assert printed.low is not None
    assert printed.high is not None
    low = None if rule.low is None else printed.low * rule.low
    high = None if rule.high is None else printed.high * rule.high
    if low is not None and high is not None and low > high:  # below zero the smaller multiple is the upper end
        band = Interval(high, low, rule.high_open, rule.low_open)
    else:
        band = Interval(low, high, rule.low_open, rule.high_open)
    return band.hull(rounding) if rule.hedge is Hedge.ABOUT else band


def _unhedged(printed: Interval, half: Decimal | None) -> str:
    if half is None or printed.low != printed.high:
        return "a range, as printed"
    if not half:
        return "exact: a count, a target or a cap"
    return "rounded to its last significant digit"
