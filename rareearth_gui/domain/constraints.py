"""Constraints over interval variables: products, sums and limits that narrow what each variable can still be.

Narrowing is hull consistency: each constraint cuts off of each variable what the others leave no room for (Benhamou,
Goualard, Granvilliers and Puget, "Revising hull and box consistency", ICLP 1999). It loses no solution; whether one is
left is for the solver to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rareearth_gui.domain.relation import Relation
    from rareearth_gui.domain.space import Bound, Ends, Operation, Space


@dataclass(frozen=True, slots=True)
class Constraint:
    """What ties variables together while all statements of `guard` stand; `relations` say why it must hold."""

    guard: int
    relations: tuple[Relation, ...]

    @property
    def variables(self) -> tuple[int, ...]:
        raise NotImplementedError

    def revise(self, space: Space) -> None:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class AtMost(Constraint):
    """value <= limit."""

    value: int
    limit: int

    @property
    def variables(self) -> tuple[int, ...]:
        """Give the variables that are tied."""
        return self.value, self.limit

    def revise(self, space: Space) -> None:
        """Narrow each variable by the other."""
        low, high = space.low[self.value], space.high[self.limit]
        if low is not None:
            space.raise_low(self.limit, low, self.guard | space.low_why[self.value])
        if high is not None:
            space.cut_high(self.value, high, self.guard | space.high_why[self.limit])


@dataclass(frozen=True, slots=True)
class Sum(Constraint):
    """total = the sum of parts; with one part, two variables that are equal."""

    total: int
    parts: tuple[int, ...]

    @property
    def variables(self) -> tuple[int, ...]:
        """Give the variables that are tied."""
        return self.total, *self.parts

    def revise(self, space: Space) -> None:
        """Narrow the total by the parts, and each part by the total less the others."""
        down, up = space.arithmetic.down, space.arithmetic.up
        if (added := self._added(space.low, space.low_why, down.plus, self.parts)) is not None:
            space.raise_low(self.total, *added)
        if (added := self._added(space.high, space.high_why, up.plus, self.parts)) is not None:
            space.cut_high(self.total, *added)
        for place, part in enumerate(self.parts):
            others = self.parts[:place] + self.parts[place + 1 :]
            low, added = space.low[self.total], self._added(space.high, space.high_why, up.plus, others)
            if low is not None and added is not None:
                (most, side), why = added
                bound = (down.minus(low[0], most), 1 if low[1] or side else 0)
                space.raise_low(part, bound, why | space.low_why[self.total])
            high, added = space.high[self.total], self._added(space.low, space.low_why, down.plus, others)
            if high is not None and added is not None:
                (least, side), why = added
                bound = (up.minus(high[0], least), -1 if high[1] or side else 0)
                space.cut_high(part, bound, why | space.high_why[self.total])

    def _added(
        self, ends: list[Bound | None], grounds: list[int], plus: Operation, variables: tuple[int, ...]
    ) -> tuple[Bound, int] | None:
        value, side, why = 0, 0, self.guard
        for variable in variables:
            end = ends[variable]
            if end is None:
                return None
            value = plus(value, end[0])
            side = side or end[1]
            why |= grounds[variable]
        return (value, side), why


@dataclass(frozen=True, slots=True)
class Product(Constraint):
    """result * scale = left * (right + shift), none of them negative, and left above nothing.

    A share is 100 part = whole * share; a growth is 100 end = start * (growth + 100); a conversion has its rate.
    """

    result: int
    left: int
    right: int
    scale: int = 1
    shift: int = 0

    @property
    def variables(self) -> tuple[int, ...]:
        """Give the variables that are tied."""
        return self.result, self.left, self.right

    def revise(self, space: Space) -> None:
        """Narrow each of the three by the two others."""
        space.raise_low(self.left, (space.arithmetic.number(Decimal(0)), 1), self.guard)
        self._narrow_result(space)
        self._narrow_factor(space, self.left, self.right)
        self._narrow_factor(space, self.right, self.left)

    def _end(self, space: Space, variable: int, upper: bool) -> Bound | None:
        """Give an end of a variable as it stands in the equation: scaled, shifted, or as it is."""
        ends = space.arithmetic.up if upper else space.arithmetic.down
        end = (space.high if upper else space.low)[variable]
        if variable == self.left:
            return end
        if end is None:
            return None if upper else (space.arithmetic.number(Decimal(0)), 0)
        if variable == self.right:
            return ends.plus(end[0], self.shift), end[1]
        return ends.times(end[0], self.scale), end[1]

    def _narrow_result(self, space: Space) -> None:
        down, up = space.arithmetic.down, space.arithmetic.up
        why = self.guard | space.low_why[self.left] | space.low_why[self.right]
        value, side = _least_product(self._end(space, self.left, False), self._end(space, self.right, False), down)
        space.raise_low(self.result, (down.over(value, self.scale), side), why)
        most = _most_product(self._end(space, self.left, True), self._end(space, self.right, True), up)
        if most is not None:
            why = self.guard | space.high_why[self.left] | space.high_why[self.right]
            space.cut_high(self.result, (up.over(most[0], self.scale), most[1]), why)

    def _narrow_factor(self, space: Space, factor: int, other: int) -> None:
        down, up = space.arithmetic.down, space.arithmetic.up
        shift = self.shift if factor == self.right else 0
        least = _least_ratio(self._end(space, self.result, False), self._end(space, other, True), down)
        why = self.guard | space.low_why[self.result] | space.high_why[other]
        space.raise_low(factor, (down.minus(least[0], shift), least[1]), why)
        most = _most_ratio(self._end(space, self.result, True), self._end(space, other, False), up)
        if most is not None:
            why = self.guard | space.high_why[self.result] | space.low_why[other]
            space.cut_high(factor, (up.minus(most[0], shift), most[1]), why)


def _least_product(first: Bound | None, second: Bound | None, ends: Ends) -> Bound:
    """Give the lower end of a product: attained when both ends are, or when an attained end is nothing."""
    assert first is not None
    assert second is not None
    value = ends.times(first[0], second[0])
    if value:
        return value, first[1] | second[1]
    return value, 0 if (0, 0) in (first, second) else 1


def _most_product(first: Bound | None, second: Bound | None, ends: Ends) -> Bound | None:
    """Give the upper end of a product, None when there is none; what is at most nothing is nothing."""
    for end in (first, second):
        if end is not None and not end[0]:
            return end
    if first is None or second is None:
        return None
    return ends.times(first[0], second[0]), min(first[1], second[1])


def _least_ratio(above: Bound | None, below: Bound | None, ends: Ends) -> Bound:
    """Give the lower end of a ratio whose lower part has no lower end."""
    assert above is not None
    value, side = above
    if not value or (below is not None and not below[0]):
        return value * 0, 0 if below is not None and not below[0] else side
    if below is None:
        return value * 0, 1
    return ends.over(value, below[0]), 1 if side or below[1] else 0


def _most_ratio(above: Bound | None, below: Bound | None, ends: Ends) -> Bound | None:
    """Give the upper end of a ratio, None when there is none."""
    assert below is not None
    if above is None:
        return None
    value, side = above
    if not value and (below[0] or below[1]):
        return above  # nothing, divided by anything that is more than nothing, is nothing
    if not below[0]:
        return None
    return ends.over(value, below[0]), -1 if side or below[1] else 0
