"""Outlook: which questions of a series look at one of them, so that an edit of it has to check them again.

Whether a figure is out of proportion (`domain/proportion.py`) hangs on the two nearest times before it and after it
that its own series, or its kin, has figures for. A question farther off than that is not looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.proportion import STEP, are_kin, are_one_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from rareearth_gui.domain.evidence import Question

NEAREST = 2
"""How many times on either side a figure is held against."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A question of a series: when, in which dimensions and between which values there are figures on it."""

    id: int
    question: Question
    bounds: tuple[date, date]
    dimensions: frozenset[str]
    least: float
    most: float


class Outlook:
    """The stops of neighbouring series, put in order of time."""

    def __init__(self, stops: Iterable[Stop], parents: Mapping[str, str], *, counts: bool) -> None:
        self._parents, self._counts = parents, counts
        self._by_start = sorted(stops, key=lambda stop: stop.bounds[0])
        self._by_end = sorted(self._by_start, key=lambda stop: stop.bounds[1])
        self._starts = [stop.bounds[0] for stop in self._by_start]
        self._ends = [stop.bounds[1] for stop in self._by_end]
        self._lowest = min((stop.least for stop in self._by_start), default=0.0)
        self._highest = max((stop.most for stop in self._by_start), default=0.0)

    def onlookers(self, seen: Question) -> Iterator[Stop]:
        """Give the stops that look at a question, whether there are figures on it now or not."""
        bounds = seen.period.bounds()
        if bounds is not None:
            for stop in self._by_start:
                if stop.question != seen and self._kin(stop, seen) and self._is_near(stop, seen, bounds):
                    yield stop

    def stands_out(self, stop: Stop) -> bool:
        """Say whether a stop has values so far from any other of the series that it may be out of proportion."""
        step = float(STEP)
        return stop.most >= step * self._lowest or stop.least * step <= self._highest

    def _kin(self, stop: Stop, other: Question) -> bool:
        return are_kin(stop.question, other, self._parents, counts=self._counts)

    def _is_near(self, stop: Stop, seen: Question, bounds: tuple[date, date]) -> bool:
        """Say whether fewer than NEAREST times lie between the two; what is not wholly before or after is not held."""
        if bounds[0] > stop.bounds[1]:
            first, last = bisect_right(self._starts, stop.bounds[1]), bisect_left(self._starts, bounds[0])
            return self._fewer_times(stop, seen, self._by_start[first:last], 0)
        if bounds[1] < stop.bounds[0]:
            first, last = bisect_right(self._ends, bounds[1]), bisect_left(self._ends, stop.bounds[0])
            return self._fewer_times(stop, seen, self._by_end[first:last][::-1], 1)
        return False

    def _fewer_times(self, stop: Stop, seen: Question, between: Sequence[Stop], end: int) -> bool:
        own = are_one_series(stop.question, seen)
        times: set[date] = set()
        for other in between:
            if other.dimensions >= stop.dimensions and self._kin(stop, other.question):
                if not own or are_one_series(stop.question, other.question):
                    times.add(other.bounds[end])
                if len(times) == NEAREST:
                    return False
        return True
