"""A statement: what one or more figures print alike on one question, with its origins.

A copy adds nothing to a statement; an independent printing of the same adds an origin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rareearth_gui.domain.evidence import Figure, Question, Source
    from rareearth_gui.domain.interval import Interval

Place = tuple[str, str]
"""The key of a question and a dimension: where figures meet."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What figures print alike; the first of them speaks for all, and its bands are read."""

    figures: tuple[Figure, ...]
    origins: frozenset[str]
    band: Interval
    rounded: Interval
    printed: Interval

    @property
    def lead(self) -> Figure:
        """Give the figure that speaks for all."""
        return self.figures[0]

    def is_other_edition(self, other: Statement) -> bool:
        """Say whether the two are of two editions of one series."""
        one, two = self.lead.source, other.lead.source
        return bool(one.series) and one.series == two.series and one.edition != two.edition


class Library:
    """Figures by the place where they meet, each made into statements when first asked for."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._keys: dict[Question, str] = {}
        self._at: dict[Place, list[Figure]] = {}
        self._sources: dict[str, Source] = {}
        for figure in figures:
            self._at.setdefault(self.place(figure), []).append(figure)
            self._sources[figure.source.key] = figure.source

    def place(self, figure: Figure) -> Place:
        """Say where a figure meets others."""
        key = self._keys.get(figure.question)
        if key is None:
            key = self._keys[figure.question] = figure.question.key
        return key, figure.quantity.unit.dimension

    def places_of(self, question: Question) -> list[Place]:
        """List the places where figures on a question stand."""
        return sorted(place for place in self._at if place[0] == question.key)

    def statements(self, place: Place) -> list[Statement]:
        """Give the statements at a place, in order of the figures that speak for them."""
        made = _statements(self._at.get(place, ()), self._sources)
        return sorted(made, key=lambda statement: statement.lead.key)


def _statements(figures: Iterable[Figure], sources: Mapping[str, Source]) -> Iterable[Statement]:
    """Put together what is printed alike: copies of one origin first, then independent printings with equal bands."""
    roots: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sorted(figures, key=_precedence):
        roots.setdefault((*_edition(figure), origin(figure, sources), figure.middle), []).append(figure)
    alike: dict[tuple[object, ...], list[Figure]] = {}
    bands: dict[tuple[object, ...], tuple[Interval, Interval, Interval]] = {}
    for printings in roots.values():
        lead = printings[0]
        reading, factor = lead.reading, lead.quantity.unit.factor
        read = (reading.hedge.scaled(factor), reading.rounding.scaled(factor), reading.printed.scaled(factor))
        mark: tuple[object, ...] = (*_edition(lead), *read)
        bands[mark] = read
        alike.setdefault(mark, []).extend(printings)
    for mark, group in alike.items():
        origins = frozenset(origin(figure, sources) for figure in group)
        yield Statement(tuple(sorted(group, key=_precedence)), origins, *bands[mark])


def _precedence(figure: Figure) -> tuple[bool, bool, str, str]:
    """Let an original speak before its copy, words that can be opened before hearsay, the earlier before the later."""
    return bool(figure.source.copy_of), figure.locator.start is None, figure.source.issued or "9999", figure.key


def _edition(figure: Figure) -> tuple[str, str]:
    return (figure.source.series, figure.source.edition) if figure.source.series else ("", "")


def origin(figure: Figure, sources: Mapping[str, Source]) -> str:
    """Name the statement that a figure goes back to; a source that is called a copy has that of what it copies."""
    source, seen = figure.source, set[str]()
    while source.copy_of and source.origin == source.key and source.key not in seen:
        seen.add(source.key)
        blank = replace(source, key=source.copy_of, origin=source.copy_of, copy_of="")
        source = sources.get(source.copy_of, blank)
    return figure.own_origin or source.origin
