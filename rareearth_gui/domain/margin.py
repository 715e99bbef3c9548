"""The margin of a conflict: at which number its statements part, by how much, and what rounding explains of that."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.domain.judge import Judge, Read, band
from rareearth_gui.domain.network import Variable, bits
from rareearth_gui.domain.space import Clash, Space

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.interval import Interval
    from rareearth_gui.domain.solver import Conflict
    from rareearth_gui.domain.statement import Statement

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class View:
    """What some statements need a number to be; `stated` says that it is one statement of that very number."""

    mask: int
    statements: tuple[Statement, ...]
    interval: Interval
    stated: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """Two views of one number that do not meet: the lower and the higher, apart as printed and within the bands.

    `rounding` and `hedges` are what rounding, and then the hedges, explain at most of what is apart as printed.
    """

    variable: Variable
    lower: View
    higher: View
    printed: Decimal
    rounding: Decimal
    hedges: Decimal
    gap: Decimal

    @property
    def suspicion(self) -> Decimal:
        """Measure the margin, 0 to 1: the gap against the widths of the two views."""
        wide = sum((_width(view.interval) for view in (self.lower, self.higher)), NOTHING)
        return self.gap / (self.gap + wide) if self.gap + wide else NOTHING


def margin(judge: Judge, conflict: Conflict) -> Margin | None:
    """Find the number at which a conflict is best shown; None when no two views of one number part.

    A number that none of the statements gives comes first, then amounts before shares, then the largest: a whole.
    """
    best: tuple[tuple[bool, bool, Decimal], int, View, View] | None = None
    for number, variable in enumerate(judge.network.variables):
        for one, other in combinations(_views(judge, conflict, number), 2):
            if (one.mask | other.mask) != conflict.mask or one.interval.meets(other.interval):
                continue
            size = max(view.interval.low or NOTHING for view in (one, other))
            unknown = not (one.stated or other.stated)
            rank = (unknown, variable.unit.key != "%", size)
            if best is None or rank > best[0]:
                best = rank, number, one, other
    return None if best is None else _measured(judge, conflict, *best[1:])


def _views(judge: Judge, conflict: Conflict, variable: int) -> Iterator[View]:
    """Give what the statements but one need a number to be, for each left out, and what is stated of it."""
    if all(variable not in judge.network.constraints[number].variables for number in conflict.constraints):
        return
    for number in bits(conflict.mask):
        bit = 1 << number
        if judge.network.variable_of[number] == variable:
            yield _view(judge, bit, band(judge.network.statements[number]), stated=True)
        space = _narrowed(judge, conflict, conflict.mask & ~bit)
        if space is not None:
            mask = (space.low_why[variable] | space.high_why[variable]) & ~bit
            if mask and (mask.bit_count() > 1 or judge.network.variable_of[mask.bit_length() - 1] != variable):
                yield _view(judge, mask, space.interval(variable), stated=_is_stated(judge, mask, variable))


def _is_stated(judge: Judge, mask: int, variable: int) -> bool:
    """Say whether one statement alone gives the number, by being equal to it."""
    first, *others = judge.network.chosen(mask)
    return not others and first.lead.question == judge.network.variables[variable].question


def _view(judge: Judge, mask: int, interval: Interval, *, stated: bool) -> View:
    return View(mask, judge.network.chosen(mask), interval, stated)


def _narrowed(judge: Judge, conflict: Conflict, mask: int, read: Read = band) -> Space | None:
    try:
        return judge.narrowed(mask, read, constraints=conflict.constraints)
    except Clash:
        return None


def _measured(judge: Judge, conflict: Conflict, variable: int, one: View, other: View) -> Margin:
    """Measure how far two views part as printed, after rounding, and within the bands."""
    gap = one.interval.gap(other.interval) or NOTHING
    apart = []
    for read in (_printed, _rounded):
        views = [_reread(judge, conflict, variable, view, read) for view in (one, other)]
        apart.append(gap if None in views else views[0].gap(views[1]) or NOTHING)  # type: ignore[union-attr,arg-type]
    printed, rounded = max(apart[0], gap), max(min(apart[0], apart[1]), gap)
    lower, higher = sorted((one, other), key=lambda view: _middle(view.interval))
    return Margin(judge.network.variables[variable], lower, higher, printed, printed - rounded, rounded - gap, gap)


def _reread(judge: Judge, conflict: Conflict, variable: int, view: View, read: Read) -> Interval | None:
    if view.stated:
        return read(view.statements[0])
    space = _narrowed(judge, conflict, view.mask, read)
    return None if space is None else space.interval(variable)


def _printed(statement: Statement) -> Interval:
    return statement.printed


def _rounded(statement: Statement) -> Interval:
    return statement.rounded


def _middle(interval: Interval) -> Decimal:
    ends = [end for end in (interval.low, interval.high) if end is not None]
    return sum(ends, NOTHING) / len(ends) if ends else NOTHING


def _width(interval: Interval) -> Decimal:
    return interval.high - interval.low if interval.low is not None and interval.high is not None else NOTHING
