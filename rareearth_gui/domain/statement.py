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
    """What figures print and read alike; the first of them speaks for all. `keys` are also those switched off."""

    figures: tuple[Figure, ...]
    keys: frozenset[str]
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
    """Figures by the place where they meet, each made into statements when first asked for.

    `off` holds keys of figures and sources that are switched off: they are in no statement, but a statement in which
    any other figure is left still stands for them.
    """

    def __init__(self, figures: Iterable[Figure], off: frozenset[str]) -> None:
        self.figures: dict[str, Figure] = {}
        self._off = off
        self._keys: dict[Question, str] = {}
        self._at: dict[Place, list[Figure]] = {}
        self._sources: dict[str, Source] = {}
        for figure in figures:
            if self.figures.setdefault(figure.key, figure) is figure:
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
        alike: dict[tuple[object, ...], list[Figure]] = {}
        bands: dict[tuple[object, ...], tuple[Interval, Interval, Interval]] = {}
        for figure in self._at.get(place, ()):
            reading, factor = figure.reading, figure.quantity.unit.factor
            read = (reading.hedge.scaled(factor), reading.rounding.scaled(factor), reading.printed.scaled(factor))
            mark: tuple[object, ...] = (*_edition(figure), *read)
            bands[mark] = read
            alike.setdefault(mark, []).append(figure)
        made = [self._statement(group, *bands[mark]) for mark, group in alike.items()]
        return sorted((one for one in made if one is not None), key=lambda one: one.lead.key)

    def _statement(
        self, printings: list[Figure], band: Interval, rounded: Interval, printed: Interval
    ) -> Statement | None:
        live = [one for one in printings if one.key not in self._off and one.source.key not in self._off]
        if not live:
            return None
        origins = frozenset(origin(figure, self._sources) for figure in live)
        keys = frozenset(figure.key for figure in printings)
        return Statement(tuple(sorted(live, key=_precedence)), keys, origins, band, rounded, printed)


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
