"""Mentions: the figures of a question as places in time of publication, by the origin that they go back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.period import Period
from rareearth_gui.ui.plots.bands import Bands, Ends
from rareearth_gui.ui.plots.time_axis import DAY, in_years

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Figure


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure: when its source was published (None: not known), the place of its origin, and whether it counts."""

    bands: Bands
    published: Ends | None
    place: int
    counted: bool

    @property
    def when(self) -> float:
        """Give the middle of when it was published."""
        return sum(self.published) / 2 if self.published else 0.0

    @property
    def vague(self) -> bool:
        """Say whether the date is no more precise than a month."""
        return self.published is not None and self.published[1] - self.published[0] > 2 * DAY


def mention_of(figure: Figure, place: int, *, counted: bool) -> Mention:
    """Read a figure once for all that is drawn of it."""
    return Mention(Bands.of(figure), _published(figure), place, counted)


def _published(figure: Figure) -> Ends | None:
    """Give from when to when a source may have been published, in years; None where that is not known."""
    try:
        bounds = Period.parse(figure.source.issued).bounds()
    except ValueError:
        return None
    return None if bounds is None else in_years(bounds)


def in_time(figure: Figure) -> tuple[bool, float, int]:
    """Sort by time of publication, what has none last."""
    published = _published(figure)
    return published is None, sum(published) if published else 0.0, figure.id
