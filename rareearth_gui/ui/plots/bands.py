"""The bands of a figure as floats for drawing: as printed, what rounding allows, what the hedge allows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.printing import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.domain.interval import Interval

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bands:
    """One figure in its canonical unit; an end without a bound is infinite."""

    figure: Figure
    printed: Ends
    rounding: Ends
    hedge: Ends

    @classmethod
    def of(cls, figure: Figure) -> Bands:
        """Read a figure once for all that is drawn of it."""
        factor, reading = figure.quantity.unit.factor, figure.reading
        return cls(
            figure,
            ends(reading.printed, factor),
            ends(reading.rounding, factor),
            ends(reading.hedge, factor),
        )

    @property
    def middle(self) -> float:
        """Give where the mark of the printed value stands."""
        return (self.printed[0] + self.printed[1]) / 2

    @property
    def outer(self) -> Ends:
        """Give the widest stretch that has an end on both sides."""
        known = [end for pair in (self.printed, self.rounding, self.hedge) for end in pair if math.isfinite(end)]
        return min(known), max(known)

    def near(self, around: Ends) -> bool:
        """Say whether any of it lies between two values."""
        return self.outer[0] <= around[1] and self.outer[1] >= around[0]


def ends(interval: Interval, factor: Decimal = Decimal(1)) -> Ends:
    """Give the ends of an interval as floats, infinite where there is no bound."""
    low = -math.inf if interval.low is None else float(interval.low * factor)
    high = math.inf if interval.high is None else float(interval.high * factor)
    return low, high


def alike(figures: Iterable[Figure]) -> dict[int, int]:
    """Give each figure's id the place of its group of equal value, counted from the lowest value up."""
    leads: list[Figure] = []
    places: dict[int, int] = {}
    for figure in sorted(figures, key=lambda figure: (figure.middle, figure.id)):
        place = next((place for place, lead in enumerate(leads) if lead.rounded.meets(figure.rounded)), len(leads))
        if place == len(leads):
            leads.append(figure)
        places[figure.id] = place
    return places


def in_one_unit(figures: Iterable[Figure], dimension: str) -> list[Figure]:
    """Keep the figures that can stand on one axis."""
    return [figure for figure in figures if figure.quantity.unit.dimension == dimension]


def told(figure: Figure, aside: str = "") -> str:
    """Say a figure in plain words: what is printed, where, and how it is read."""
    unit = figure.quantity.unit
    said = [figure.said, figure.source.label]
    if figure.question.period.start:
        said[1] += f", on {figure.question.period.label}"
    said.append(f"read as {span(figure.band, unit)}: {figure.reading.says}")
    said += [aside] if aside else []
    return "\n".join(said)


def listed(figure: Figure) -> str:
    """Write the source of a figure as it stands under a saved plot."""
    source = figure.source
    issued = f" {source.issued}" if source.issued and source.issued not in source.title else ""
    publisher = f", {source.publisher}" if source.publisher and source.publisher not in source.title else ""
    return f"{source.label}: {source.title}{publisher}{issued}"
