"""Two factors: a share as its part over its whole, a conversion as an amount times a rate, and what each changes.

What the two do together is split evenly between them, so that neither goes first and the way back is the way there
with every sign turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from rareearth_gui.checks.share import candidates, eligible, implied_wholes
from rareearth_gui.domain.arithmetic import HUNDRED, Arithmetic
from rareearth_gui.domain.printing import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rareearth_gui.checks.share import Implied
    from rareearth_gui.domain.evidence import Case, Figure

NOTHING = Decimal(0)
DIGITS = 15
"""Significant digits to which a level that had to be divided is rounded; the steps add up whatever it is."""
ARROW = "\N{RIGHTWARDS ARROW}"


class Cause(StrEnum):
    """What a step is due to."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    AMOUNT = "amount converted"
    RATE = "rate"
    BASIS = "basis"
    EDITION = "edition"
    ROUNDING = "rounding"
    HEDGE = "hedge"
    UNEXPLAINED = "not explained"


@dataclass(frozen=True, slots=True)
class Step:
    """One signed step, in the canonical unit of the two figures; `rests_on` are the figures behind it, best first."""

    cause: Cause
    change: Decimal
    rests_on: tuple[Figure, ...]
    says: str

    @property
    def figure(self) -> Figure:
        """Give the figure that the step leads to."""
        return self.rests_on[0]


@dataclass(frozen=True, slots=True)
class _Made:
    """A figure as two factors make it: exactly where `second` is implied (no figure prints it), else nearly."""

    figure: Figure
    first: Figure
    factor: Decimal
    second: Figure | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class _Rule:
    """How two factors make a value, and what each is called."""

    of: Callable[[Decimal, Decimal], Decimal]
    first: Cause
    second: Cause


_SHARE = _Rule(lambda part, whole: HUNDRED * part / whole, Cause.NUMERATOR, Cause.DENOMINATOR)
_AMOUNT = _Rule(lambda other, rate: other * rate, Cause.AMOUNT, Cause.RATE)
_OTHER = _Rule(lambda amount, rate: amount / rate, Cause.AMOUNT, Cause.RATE)


def by_share(case: Case, first: Figure, second: Figure) -> tuple[Step, ...]:
    """Take two shares apart into parts and wholes, printed or implied; nothing where one has no part."""
    implied = {one.share.key: one for one in implied_wholes(case)}
    pair = [implied.get(figure.key) for figure in (first, second)]
    ones = [one for one in pair if one is not None and one.share.middle > 0 and one.part.middle > 0]
    if len(ones) < 2:
        return ()
    wholes = _wholes(case, ones[0], ones[1])
    made = [_share(one, whole) for one, whole in zip(ones, wholes, strict=True)]
    return tuple(_factors(_SHARE, made[0], made[1], case.name(case.question.denominator)))


def _wholes(case: Case, one: Implied, two: Implied) -> tuple[Figure | None, Figure | None]:
    """Find the printed wholes that make two shares true: the same one for both if there is one, else the nearest."""
    printed = candidates(case)
    mine, other = ([whole for whole in eligible(case, it, printed) if it.fits(whole)] for it in (one, two))
    shared = [whole for whole in mine if whole in other]
    if shared:
        best = min(shared, key=lambda whole: (_off(one, whole) + _off(two, whole), whole.id))
        return best, best
    return _nearest(one, mine), _nearest(two, other)


def _nearest(one: Implied, wholes: list[Figure]) -> Figure | None:
    return min(wholes, key=lambda whole: (_off(one, whole), whole.id), default=None)


def _off(one: Implied, whole: Figure) -> Decimal:
    return abs(one.share_by(whole) - one.share.middle)


def _share(one: Implied, whole: Figure | None) -> _Made:
    if whole is None:
        return _Made(one.share, one.part, HUNDRED * one.part.middle / one.share.middle, None, one.share.middle)
    return _Made(one.share, one.part, whole.middle, whole, _SHARE.of(one.part.middle, whole.middle))


def by_conversion(case: Case, first: Figure, second: Figure) -> tuple[Step, ...]:
    """Take two converted amounts apart into what is converted and the rate; nothing where one is not."""
    for role, other, rule in (("amount", "other", _AMOUNT), ("other", "amount", _OTHER)):
        made = [_converted(case, figure, role, other, rule) for figure in (first, second)]
        one, two = made
        if one is None or two is None or one.first.quantity.unit.dimension != two.first.quantity.unit.dimension:
            continue
        return tuple(_factors(rule, one, two, "rate"))
    return ()


def _converted(case: Case, figure: Figure, role: str, other: str, rule: _Rule) -> _Made | None:
    for relation in case.relations:
        if relation.kind == "conversion" and relation.one(role) == figure.key:
            sum_ = Arithmetic.of(case, relation)
            base, rate = sum_.one(other), sum_.one("rate")
            if base is None or base.middle <= 0 or figure.middle <= 0 or (rate is not None and rate.middle <= 0):
                continue
            if rate is not None:
                return _Made(figure, base, rate.middle, rate, rule.of(base.middle, rate.middle))
            amount, per = (figure, base) if role == "amount" else (base, figure)
            return _Made(figure, base, amount.middle / per.middle, None, figure.middle)
    return None


def _factors(rule: _Rule, one: _Made, two: _Made, name: str) -> Iterator[Step]:
    """Step over the rounding of the first, the two factors, and the rounding of the second."""
    start, end = _level(one.value, one, two), _level(two.value, one, two)
    before, after = one.first.middle, two.first.middle
    if one.factor == two.factor:
        by_first = end - start
    elif before == after:
        by_first = NOTHING
    else:
        crossed = rule.of(after, one.factor) - one.value, two.value - rule.of(before, two.factor)
        by_first = _level((crossed[0] + crossed[1]) / 2, one, two)
    yield from _printed_for(one, start, start - one.figure.middle)
    yield Step(rule.first, by_first, (two.first, one.first), _both(one.first, two.first))
    printed = tuple(figure for figure in (two.second, one.second) if figure is not None)
    yield Step(rule.second, end - start - by_first, printed or (two.figure,), _factor_says(one, two, name))
    yield from _printed_for(two, end, two.figure.middle - end)


def _level(value: Decimal, one: _Made, two: _Made) -> Decimal:
    """Round a level that was divided, alike for both ways round, so that decimals add up exactly."""
    largest = max(abs(one.figure.middle), abs(two.figure.middle), Decimal(1))
    return value.quantize(Decimal(1).scaleb(largest.adjusted() - DIGITS + 1))


def _printed_for(made: _Made, level: Decimal, change: Decimal) -> Iterator[Step]:
    if change:
        cause = Cause.HEDGE if made.figure.quantity.hedge else Cause.ROUNDING
        comes_to = short(level, made.figure.quantity.unit)
        yield Step(cause, change, (made.figure,), f"{made.figure.said} is printed where it comes to {comes_to}")


def _both(one: Figure, two: Figure) -> str:
    if one.middle == two.middle:
        return f"both take {two.said}"
    return f"{cited(one)} {ARROW} {cited(two)}"


def _factor_says(one: _Made, two: _Made, name: str) -> str:
    if one.second is not None and two.second is not None and one.factor == two.factor:
        return f"{name}: both come from {cited(two.second)}"
    return f"{name}: {_factor(one)} {ARROW} {_factor(two)}"


def _factor(made: _Made) -> str:
    if made.second is not None:
        return cited(made.second)
    unit = made.first.quantity.unit
    is_share = made.figure.quantity.unit.canonical == "%"
    value = short(made.factor, unit) if is_share else f"{made.factor:.4f}"
    return f"{value}, implied by {made.figure.said} (no total in print fits)"


def cited(figure: Figure) -> str:
    """Write a figure with its source."""
    return f"{figure.said} ({figure.source.label})"
