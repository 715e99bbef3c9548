"""Figures as points along time: placed in years, spread when there are many, joined into runs of one series."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rareearth_gui.ui.plots.bands import Bands, Ends
from rareearth_gui.ui.plots.time_axis import DAY, in_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rareearth_gui.domain.evidence import Figure

AT_EDGES = 0.1
"""How much of a period stays free at either end when its figures are spread over it."""
INTENDED = frozenset({"target", "cap", "capacity", "plan", "forecast"})


@dataclass(frozen=True, slots=True)
class Point:
    """One figure along time, in years: from when to when, where it is drawn, and the place of its source."""

    bands: Bands
    start: float
    stop: float
    when: float
    place: int

    @property
    def actual(self) -> bool:
        """Say whether it tells what was, not what is meant or allowed to be."""
        return self.bands.figure.question.modality not in INTENDED

    @property
    def long(self) -> bool:
        """Say whether it speaks of a span of years rather than of one or of a part of it."""
        return self.stop - self.start > 1 + DAY


def source_name(figure: Figure) -> str:
    """Name a source as the key does: the series of which it is an edition, else its label."""
    return figure.source.series or figure.source.label


def placed(figures: Sequence[Figure], places: Mapping[str, int]) -> Iterator[Point]:
    """Place in time the figures that say of when they speak."""
    for figure in figures:
        bounds = figure.question.period.bounds()
        if bounds is not None:
            start, stop = in_years(bounds)
            yield Point(Bands.of(figure), start, stop, (start + stop) / 2, places[source_name(figure)])


def spread(points: Sequence[Point]) -> Iterator[Point]:
    """Spread the many figures of one period over it, those of one source together, so that each can be seen."""
    periods: dict[Ends, list[Point]] = {}
    for point in points:
        periods.setdefault((point.start, point.stop), []).append(point)
    for (start, stop), members in periods.items():
        members.sort(key=_by_source)
        for number, point in enumerate(members):
            part = AT_EDGES + (1 - 2 * AT_EDGES) * (number + 0.5) / len(members)
            yield replace(point, when=start + (stop - start) * part)


def joined(points: Sequence[Point]) -> Iterator[tuple[int, list[Point]]]:
    """Give the runs to draw as lines: what one series printed of one thing, from each period the latest edition."""
    runs: dict[tuple[str, ...], dict[Ends, Point]] = {}
    for point in points:
        figure = point.bands.figure
        if point.actual and figure.kind == "stated" and figure.source.series:
            asked = figure.question
            thing = (asked.indicator, asked.subject, asked.place, asked.basis, asked.denominator)
            run = runs.setdefault((figure.source.series, *thing), {})
            period = point.start, point.stop
            if period not in run or run[period].bands.figure.source.issued <= figure.source.issued:
                run[period] = point
    for run in runs.values():
        if len(run) > 1:
            made = sorted(run.values(), key=in_time)
            yield made[0].place, made


def in_time(point: Point) -> tuple[float, int]:
    """Sort by time."""
    return point.when, point.bands.figure.id


def _by_source(point: Point) -> tuple[int, float]:
    return point.place, point.bands.middle
