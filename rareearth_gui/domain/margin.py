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

    `rounding` and `hedges` are what rounding, and then the hedges, explain at most of what is apart as printed; that is
    None where the printed numbers of one view do not fit each other to begin with.
    """

    variable: Variable
    lower: View
    higher: View
    printed: Decimal | None
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
    tied = {variable for number in conflict.constraints for variable in judge.network.constraints[number].variables}
    without = {number: _narrowed(judge, conflict, conflict.mask & ~(1 << number)) for number in bits(conflict.mask)}
    for number in sorted(tied):
        variable = judge.network.variables[number]
        for one, other in combinations(_views(judge, without, number), 2):
            if (one.mask | other.mask) != conflict.mask or one.interval.meets(other.interval):
                continue
            size = max(view.interval.low or NOTHING for view in (one, other))
            unknown = not (one.stated or other.stated)
            rank = (unknown, variable.unit.key != "%", size)
            if best is None or rank > best[0]:
                best = rank, number, one, other
    return None if best is None else _measured(judge, conflict, *best[1:])


def _views(judge: Judge, without: dict[int, Space | None], variable: int) -> Iterator[View]:
    """Give what the statements but one need a number to be, for each left out, and what is stated of it."""
    for number, space in without.items():
        bit = 1 << number
        if judge.network.variable_of[number] == variable:
            yield _view(judge, bit, band(judge.network.statements[number]), stated=True)
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
    number = judge.network.variables[variable]
    lower, higher = sorted((one, other), key=lambda view: _middle(view.interval))
    printed, rounded = (_apart(judge, conflict, variable, (one, other), read) for read in (_printed, _rounded))
    if printed is None or rounded is None:
        return Margin(number, lower, higher, None, NOTHING, NOTHING, gap)
    rounded = max(min(printed, rounded), gap)
    return Margin(number, lower, higher, max(printed, gap), max(printed, gap) - rounded, rounded - gap, gap)


def _apart(judge: Judge, conflict: Conflict, variable: int, views: tuple[View, View], read: Read) -> Decimal | None:
    """Say how far apart two views are when all figures are read in some way; None when one view has no value then."""
    first, second = (_reread(judge, conflict, variable, view, read) for view in views)
    return None if first is None or second is None else first.gap(second) or NOTHING


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
