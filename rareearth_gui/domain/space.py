"""The space that constraints narrow: what each variable can still be, and on which statements that rests.

Each end carries its grounds, the statements it rests on, as bits of an integer, so that a contradiction names them (de
Kleer, "An assumption-based TMS", Artificial Intelligence 28, 1986). In decimals every end is rounded outwards: nothing
that is possible is ever narrowed away, and a contradiction is a real one. In fractions the same rules are exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import Any, TypeAlias

from rareearth_gui.domain.interval import Interval

DIGITS = 40
Number: TypeAlias = Any  # Decimal where ends are rounded outwards, Fraction where they are exact; never both in a space
Bound = tuple[Number, int]
"""An end and its side: 0 closed, 1 a lower end that is left out, -1 an upper end that is left out. Ends so compare."""
Operation = Callable[[Number, Number], Number]


@dataclass(frozen=True, slots=True)
class Ends:
    """The four operations for one end of an interval, rounded away from the inside."""

    plus: Operation
    minus: Operation
    times: Operation
    over: Operation


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How numbers are read and reckoned with at lower and at upper ends."""

    number: Callable[[Decimal], Number]
    down: Ends
    up: Ends


def _directed(rounding: str) -> Ends:
    context = Context(prec=DIGITS, rounding=rounding)
    return Ends(context.add, context.subtract, context.multiply, context.divide)


DIRECTED = Arithmetic(Decimal, _directed(ROUND_FLOOR), _directed(ROUND_CEILING))
_EXACT = Ends(add, sub, mul, truediv)
EXACT = Arithmetic(Fraction, _EXACT, _EXACT)


class Clash(Exception):
    """Nothing is left for some variable; `core` are the statements that leave nothing."""

    def __init__(self, core: int) -> None:
        super().__init__(core)
        self.core = core


class Space:
    """What each variable can still be, and on which statements each end rests."""

    __slots__ = ("arithmetic", "high", "high_why", "low", "low_why", "touched")

    def __init__(self, arithmetic: Arithmetic, variables: int) -> None:
        self.arithmetic = arithmetic
        self.low: list[Bound | None] = [None] * variables
        self.high: list[Bound | None] = [None] * variables
        self.low_why = [0] * variables
        self.high_why = [0] * variables
        self.touched: list[int] = []

    def copy(self) -> Space:
        """Give a space that can be narrowed by itself."""
        other = Space(self.arithmetic, 0)
        other.low, other.high = self.low.copy(), self.high.copy()
        other.low_why, other.high_why = self.low_why.copy(), self.high_why.copy()
        return other

    def raise_low(self, variable: int, bound: Bound, why: int) -> None:
        """Raise a lower end, if that narrows; Clash when nothing is left."""
        old = self.low[variable]
        if old is not None and bound <= old:
            return
        high = self.high[variable]
        if high is not None and bound > high:
            raise Clash(why | self.high_why[variable])
        self.low[variable], self.low_why[variable] = bound, why
        self.touched.append(variable)

    def cut_high(self, variable: int, bound: Bound, why: int) -> None:
        """Cut an upper end, if that narrows; Clash when nothing is left."""
        old = self.high[variable]
        if old is not None and bound >= old:
            return
        low = self.low[variable]
        if low is not None and bound < low:
            raise Clash(why | self.low_why[variable])
        self.high[variable], self.high_why[variable] = bound, why
        self.touched.append(variable)

    def narrow(self, variable: int, band: Interval, why: int) -> None:
        """Narrow a variable to a band."""
        number = self.arithmetic.number
        if band.low is not None:
            self.raise_low(variable, (number(band.low), int(band.low_open)), why)
        if band.high is not None:
            self.cut_high(variable, (number(band.high), -int(band.high_open)), why)

    def fix(self, variable: int, value: Number) -> None:
        """Suppose a value."""
        self.raise_low(variable, (value, 0), 0)
        self.cut_high(variable, (value, 0), 0)

    def interval(self, variable: int) -> Interval:
        """Give what a variable can still be."""
        low, high = self.low[variable], self.high[variable]
        return Interval(
            None if low is None else low[0],
            None if high is None else high[0],
            bool(low and low[1]),
            bool(high and high[1]),
        )

    def point(self, variable: int) -> Number | None:
        """Give the one value that is left, or None."""
        low, high = self.low[variable], self.high[variable]
        return low[0] if low is not None and low == high else None
