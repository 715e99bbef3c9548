"""Waterfall: the difference between two figures taken apart into signed steps that add up to it exactly.

Shares and conversions step over their two factors, a whole and its part over what else is counted. Where no relation
binds two figures, what their digits and hedges leave open is told from what nothing explains.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import accumulate, product
from typing import TYPE_CHECKING

from rareearth_gui.domain.arithmetic import Arithmetic, by_rounding
from rareearth_gui.domain.printing import MINUS, short
from rareearth_gui.domain.quarrel import foremost
from rareearth_gui.ops.factors import ARROW, NOTHING, Cause, Step, by_conversion, by_share, cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.unit import Unit
    from rareearth_gui.ops.compare import SideBySide

PRECISION = 60


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The way from one figure to another."""

    first: Figure
    second: Figure
    steps: tuple[Step, ...]

    @property
    def difference(self) -> Decimal:
        """Give what the steps add up to."""
        with localcontext(prec=PRECISION):
            return self.second.middle - self.first.middle

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """Give where each step starts, and last where they end: at the second figure."""
        with localcontext(prec=PRECISION):
            return tuple(accumulate((step.change for step in self.steps), initial=self.first.middle))


def waterfall(case: Case, first: Figure, second: Figure) -> Waterfall:
    """Take the difference of two figures of a case apart."""
    with localcontext(prec=PRECISION):
        steps = (
            by_share(case, first, second)
            or by_conversion(case, first, second)
            or _by_parts(case, first, second)
            or tuple(_rest(first, second))
        )
    return Waterfall(first, second, steps)


def headline(side: SideBySide) -> tuple[Figure, Figure] | None:
    """Choose the pair to start with: that of the heading, lower figure first; None where nothing can be compared."""
    counted = side.counted
    if len(counted) < 2:
        return None
    pair = foremost(replace(side.case, figures=counted))
    first, second = pair[:2] if pair is not None else (counted[0], _other(side))
    one, two = sorted((first, second), key=lambda figure: (figure.middle, figure.id))
    return one, two


def _other(side: SideBySide) -> Figure:
    return side.groups[-1][0] if len(side.groups) > 1 else side.counted[1]


def signed(change: Decimal, unit: Unit) -> str:
    """Write a step with its sign and unit: `+34,000 t`, `−8.29 points`."""
    words = short(abs(change), unit, 3)
    words = f"{words.removesuffix('%')} points" if unit.canonical == "%" else words
    return words if not change else f"{MINUS if change < 0 else '+'}{words}"


# -- Parts, and what is left -----------------------------------------------------------------------------------


def _by_parts(case: Case, first: Figure, second: Figure) -> tuple[Step, ...]:
    """Step over what one figure counts and the other does not, where a relation says so."""
    for relation, (part, whole) in product(case.relations, ((first, second), (second, first))):
        sign = 1 if whole is second else -1
        roles = {"sum": ("part", "total"), "part": ("part", "whole")}.get(relation.kind)
        if roles is None or part.key not in relation.all(roles[0]) or relation.one(roles[1]) != whole.key:
            continue
        sum_ = Arithmetic.of(case, relation)
        if relation.kind == "sum" and sum_.sound:
            return tuple(_added(sum_, part, whole, sign))
        if relation.kind == "part":
            says = f"{cited(part)} is a part of {cited(whole)}"
            return (Step(Cause.BASIS, second.middle - first.middle, (whole, part), says),)
    return ()


def _added(sum_: Arithmetic, part: Figure, whole: Figure, sign: int) -> Iterator[Step]:
    others = [other for other in sum_.all("part") if other.key != part.key]
    for other in others:
        yield Step(Cause.BASIS, sign * other.middle, (other,), f"{cited(other)} is counted in {whole.said} only")
    rest = whole.middle - part.middle - sum((other.middle for other in others), NOTHING)
    needed = sum_.needed("total", by_rounding)
    gap = min(abs(rest), (needed.gap(whole.rounded) or NOTHING) if needed else abs(rest))
    yield from _left(sign * rest, ((Cause.ROUNDING, abs(rest) - gap), (Cause.UNEXPLAINED, gap)), part, whole)


def _rest(first: Figure, second: Figure) -> Iterator[Step]:
    """Tell what digits and hedges leave open from what nothing explains, unless it is another edition."""
    change = second.middle - first.middle
    gap = min(first.band.gap(second.band) or NOTHING, abs(change))
    rounded = min(max(first.rounded.gap(second.rounded) or NOTHING, gap), abs(change))
    series = first.source.series
    revised = series and series == second.source.series and first.source.edition != second.source.edition
    last = Cause.EDITION if revised else Cause.UNEXPLAINED
    parts = ((Cause.ROUNDING, abs(change) - rounded), (Cause.HEDGE, rounded - gap), (last, gap))
    yield from _left(change, parts, first, second)


def _left(change: Decimal, parts: Iterable[tuple[Cause, Decimal]], first: Figure, second: Figure) -> Iterator[Step]:
    for cause, size in parts:
        if size:
            yield Step(cause, size.copy_sign(change), (second, first), _left_says(cause, first, second))


def _left_says(cause: Cause, first: Figure, second: Figure) -> str:
    if cause is Cause.ROUNDING:
        return "as much as the digits of both leave open"
    if cause is Cause.HEDGE:
        hedged = [figure.said for figure in (first, second) if figure.quantity.hedge]
        return f"as much as the words leave open: {', '.join(hedged)}"
    if cause is Cause.EDITION:
        return f"{first.source.label} {ARROW} {second.source.label}: another edition of one series"
    one, two = first.question.basis, second.question.basis
    bases = f"; counted are {one or 'not stated'} and {two or 'not stated'}" if one != two else ""
    return f"no relation in the library binds the two{bases}"
