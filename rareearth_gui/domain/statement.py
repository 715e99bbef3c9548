"""A statement: what one or more figures print alike on one question, with its origins.

A copy adds nothing to a statement; an independent printing of the same adds an origin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.domain.interval import Interval

Place = tuple[str, str]
"""The key of a question and a dimension: where figures meet."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What figures print alike on one question; the first of them speaks for all, and its bands are read."""

    figures: tuple[Figure, ...]
    origins: frozenset[str]
    band: Interval
    rounded: Interval
    printed: Interval

    @property
    def lead(self) -> Figure:
        """Give the figure that speaks for all."""
        return self.figures[0]

    @property
    def place(self) -> Place:
        """Say where it meets others."""
        return place_of(self.lead)


def place_of(figure: Figure) -> Place:
    """Say where a figure meets others."""
    return figure.question.key, figure.quantity.unit.dimension


def statements(figures: Iterable[Figure]) -> tuple[Statement, ...]:
    """Put together what is printed alike: copies of one origin first, then independent printings with equal bands."""
    roots: dict[tuple[object, ...], list[Figure]] = {}
    every = sorted(figures, key=_precedence)
    origin_of = _origins(every)
    for figure in every:
        roots.setdefault((place_of(figure), edition_of(figure), origin_of[figure.key], figure.middle), []).append(
            figure
        )
    alike: dict[tuple[object, ...], list[Figure]] = {}
    bands: dict[tuple[object, ...], tuple[Interval, Interval, Interval]] = {}
    for printings in roots.values():
        lead = printings[0]
        reading, factor = lead.reading, lead.quantity.unit.factor
        read = (reading.hedge.scaled(factor), reading.rounding.scaled(factor), reading.printed.scaled(factor))
        mark = (place_of(lead), edition_of(lead), *read)
        bands[mark] = read
        alike.setdefault(mark, []).extend(printings)
    made = [
        Statement(tuple(sorted(group, key=_precedence)), frozenset(origin_of[f.key] for f in group), *bands[mark])
        for mark, group in alike.items()
    ]
    return tuple(sorted(made, key=lambda statement: (statement.place, statement.lead.key)))


def _precedence(figure: Figure) -> tuple[bool, bool, str, str]:
    """Let an original speak before its copy, words that can be opened before hearsay, the earlier before the later."""
    return bool(figure.source.copy_of), figure.locator.start is None, figure.source.issued or "9999", figure.key


def edition_of(figure: Figure) -> tuple[str, str]:
    """Give series and edition, blank for a figure that is of no series."""
    return (figure.source.series, figure.source.edition) if figure.source.series else ("", "")


def _origins(figures: Sequence[Figure]) -> dict[str, str]:
    """Give the origin of each figure, where a source that is called a copy has that of what it copies."""
    sources = {figure.source.key: figure.source for figure in figures}
    found = {}
    for figure in figures:
        source, seen = figure.source, set[str]()
        while source.copy_of and source.origin == source.key and source.key not in seen:
            seen.add(source.key)
            source = sources.get(source.copy_of, replace(source, key=source.copy_of, origin=source.copy_of, copy_of=""))
        found[figure.key] = figure.own_origin or source.origin
    return found
