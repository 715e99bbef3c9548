"""Topic: an indicator, and the combinations of subject, place, whole and basis on which there are figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain import naming
from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.evidence import Question
from rareearth_gui.domain.period import Period
from rareearth_gui.ops import browse
from rareearth_gui.store import questions, series

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from rareearth_gui.domain.evidence import Indicator

PARTS = ("subject", "place", "denominator", "basis")
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Combination:
    """Subject, place, whole and basis (keys) on which an indicator has so many figures over so many periods."""

    subject: str
    place: str
    denominator: str
    basis: str
    figures: int = 0
    periods: int = 0

    def part(self, name: str) -> str:
        """Give the key of one part."""
        return str(getattr(self, name))


@dataclass(frozen=True, slots=True)
class Topic:
    """An indicator with the words around it; `combinations` are what can be picked, the longest series first."""

    id: int
    indicator: Indicator
    name_zh: str
    definition: str
    combinations: tuple[Combination, ...]
    names: Mapping[str, str]
    whole: str = ""
    """The name of the indicator that a share is a share of."""

    def choices(self, part: str) -> tuple[str, ...]:
        """List the values of a part that exist, those with most figures first."""
        counts: Counter[str] = Counter()
        for one in self.combinations:
            counts[one.part(part)] += one.figures
        return tuple(key for key, _ in counts.most_common())

    def name(self, key: str) -> str:
        """Give the words for the key of any part."""
        return self.names.get(key, key) or NOT_STATED

    def title(self, at: Combination) -> str:
        """Put a combination into words: `Baotou, share of world reserves (industrial reserves)`."""
        asked = Question(self.indicator.key, at.subject, at.place, Period(), at.basis, at.denominator)
        words = naming.title(asked, self.indicator, self.names, self.whole)
        return f"{words} ({at.basis})" if at.basis else words

    def nearest(self, at: Combination, part: str, key: str) -> Combination:
        """Pick `key` for one part and keep as many of the others as there are figures for; then the longest series."""
        kept = [name for name in PARTS if name != part]
        found = (one for one in self.combinations if one.part(part) == key)
        return max(found, key=lambda one: sum(one.part(name) == at.part(name) for name in kept), default=at)


def topic(connection: sqlite3.Connection, number: int) -> Topic:
    """Read an indicator by its id and what can be picked of it; Refused when there is none."""
    fields = browse.record(connection, Kind.INDICATOR, number)
    key = str(fields["key"])
    known = questions.indicators(connection)
    whole = known[key].share_of
    return Topic(
        number,
        known[key],
        str(fields["name_zh"]),
        str(fields["definition"]),
        tuple(Combination(*row) for row in series.combinations(connection, key)),
        questions.names(connection),
        known[whole].name if whole else "",
    )
