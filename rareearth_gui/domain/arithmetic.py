"""Arithmetic of relations: what the other members of a relation need one of them to be, as an interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.interval import Interval

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.relation import Relation

HUNDRED = Decimal(100)
ANNUAL = "annual"
"""Stands in the basis of a growth that is meant for each year of its period."""
_ALIKE = {"growth": ("start", "end"), "change": ("start", "end"), "share": ("part", "whole"), "sum": ("total", "part")}
Read = Callable[["Figure"], Interval]


def by_hedge(figure: Figure) -> Interval:
    """Read a figure by the widest band, which its hedge allows."""
    return figure.band


def by_rounding(figure: Figure) -> Interval:
    """Read a figure by what rounding alone allows."""
    return figure.rounded


def as_printed(figure: Figure) -> Interval:
    """Read a figure as the number that stands there."""
    return Interval.point(figure.middle)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A relation with those of its figures that are at hand, in their canonical units."""

    relation: Relation
    figures: Mapping[str, Figure]

    @classmethod
    def of(cls, case: Case, relation: Relation) -> Arithmetic:
        """Gather a relation's figures from a case."""
        found = ((key, case.figure(key)) for _, key in relation.members)
        return cls(relation, {key: figure for key, figure in found if figure is not None})

    @property
    def sound(self) -> bool:
        """Say whether all members are at hand and those that are added or divided have one dimension."""
        roles = _ALIKE.get(self.relation.kind, ())
        dimensions = {figure.quantity.unit.dimension for role in roles for figure in self.all(role)}
        return len(dimensions) < 2 and all(key in self.figures for _, key in self.relation.members)

    def one(self, role: str) -> Figure | None:
        """Give the figure that plays a role, or None."""
        key = self.relation.one(role)
        return None if key is None else self.figures.get(key)

    def all(self, role: str) -> tuple[Figure, ...]:
        """Give the figures that play a role."""
        return tuple(self.figures[key] for key in self.relation.all(role) if key in self.figures)

    def with_figure(self, figure: Figure) -> Arithmetic:
        """Put another reading of a figure in its place."""
        return Arithmetic(self.relation, {**self.figures, figure.key: figure})

    def needed(self, role: str, read: Read = by_hedge, key: str = "") -> Interval | None:
        """Give what the other members need a role to be; `key` tells the part of a sum. None: it cannot be computed."""
        rule = _RULES.get((self.relation.kind, role))
        return None if rule is None or not self.sound else rule(self, read, key)

    def read(self, role: str, read: Read) -> Interval | None:
        """Read the figure that plays a role, or give None."""
        figure = self.one(role)
        return None if figure is None else read(figure)

    @property
    def years(self) -> int:
        """Give over how many years a growth is compounded: 1 unless it is an annual one over a longer period."""
        growth = self.one("growth")
        if growth is None or ANNUAL not in growth.question.basis:
            return 1
        start, end = self.one("start"), self.one("end")
        asked = growth.question.period
        first = asked.start if asked.start != asked.end or start is None else start.question.period.end
        last = asked.end if asked.start != asked.end or end is None else end.question.period.end
        return max(1, int(last[:4]) - int(first[:4])) if first and last else 1


def _growth(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    """(end / start) to the power of 1 / years, less one, in per cent."""
    start, end = sum_.read("start", read), sum_.read("end", read)
    if start is None or end is None or not _positive(start) or not _positive(end):
        return None
    ratio = end.over(start)
    power = 1 / Decimal(sum_.years)
    low, high = (None if bound is None else (bound**power - 1) * HUNDRED for bound in (ratio.low, ratio.high))
    return Interval(low, high)


def _end(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    """Start times (1 + growth)."""
    start, factor = sum_.read("start", read), _factor(sum_, read)
    return None if start is None or factor is None else _times(start, factor)


def _start(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    """End over (1 + growth)."""
    end, factor = sum_.read("end", read), _factor(sum_, read)
    return None if end is None or factor is None else end.over(factor)


def _factor(sum_: Arithmetic, read: Read) -> Interval | None:
    growth = sum_.read("growth", read)
    if growth is None or (growth.low is not None and growth.low <= -HUNDRED):
        return None
    low, high = (None if end is None else (1 + end / HUNDRED) ** sum_.years for end in (growth.low, growth.high))
    return Interval(Decimal(0) if low is None else low, high)


def _total(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    return _added(read(part) for part in sum_.all("part"))


def _part_of_sum(sum_: Arithmetic, read: Read, key: str) -> Interval | None:
    total = sum_.read("total", read)
    others = _added(read(part) for part in sum_.all("part") if part.key != key)
    return None if total is None else _minus(total, others)


def _share(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    part, whole = sum_.read("part", read), sum_.read("whole", read)
    return None if part is None or whole is None else part.scaled(HUNDRED).over(whole)


def _part_of_share(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    share, whole = sum_.read("share", read), sum_.read("whole", read)
    return None if share is None or whole is None else _times(whole, share).scaled(1 / HUNDRED)


def _whole(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    share, part = sum_.read("share", read), sum_.read("part", read)
    return None if share is None or part is None else part.scaled(HUNDRED).over(share)


def _rate(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    amount, other = sum_.read("amount", read), sum_.read("other", read)
    return None if amount is None or other is None else amount.over(other)


def _amount(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    other, rate = sum_.read("other", read), sum_.read("rate", read)
    return None if other is None or rate is None else _times(other, rate)


def _other(sum_: Arithmetic, read: Read, _key: str) -> Interval | None:
    amount, rate = sum_.read("amount", read), sum_.read("rate", read)
    return None if amount is None or rate is None else amount.over(rate)


def _positive(interval: Interval) -> bool:
    return interval.low is None or interval.low > 0


def _added(intervals: Iterable[Interval]) -> Interval:
    total = Interval.point(Decimal(0))
    for one in intervals:
        total = total.plus(one)
    return total


def _minus(first: Interval, second: Interval) -> Interval:
    low = None if first.low is None or second.high is None else first.low - second.high
    high = None if first.high is None or second.low is None else first.high - second.low
    return Interval(low, high)


def _times(first: Interval, second: Interval) -> Interval:
    low = None if first.low is None or second.low is None else first.low * second.low
    high = None if first.high is None or second.high is None else first.high * second.high
    return Interval(low, high)


def difference(first: Figure, second: Figure, read: Read = by_hedge) -> Interval:
    """Give the first less the second, in their canonical unit."""
    return _minus(read(first), read(second))


def rough(value: Decimal, digits: int = 3) -> Decimal:
    """Round to significant digits, for a number that is only implied."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1)) if value else value


_RULES: dict[tuple[str, str], Callable[[Arithmetic, Read, str], Interval | None]] = {
    ("growth", "growth"): _growth,
    ("growth", "start"): _start,
    ("growth", "end"): _end,
    ("sum", "total"): _total,
    ("sum", "part"): _part_of_sum,
    ("share", "share"): _share,
    ("share", "part"): _part_of_share,
    ("share", "whole"): _whole,
    ("conversion", "rate"): _rate,
    ("conversion", "amount"): _amount,
    ("conversion", "other"): _other,
}
