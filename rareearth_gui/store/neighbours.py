"""Neighbours: the questions whose checks look at a question, so that an edit of it has them checked again.

Arithmetic binds some (relations, shares of a part and a whole, a growth that looks for its other end). Others look by
themselves: at the nearest times of a series, at the other amounts of a firm, at the editions of a series, at another
basis for the same time, at what two sources both answer. Those that only look are told by values alone, and of them
MOST are checked again at most, so that an edit in a crowded series takes no longer than one elsewhere.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rareearth_gui.domain.evidence import COUNT, Question
from rareearth_gui.domain.outlook import Outlook, Stop
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.unit import UNITS
from rareearth_gui.store import conflicts, questions
from rareearth_gui.store.known import Known

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rareearth_gui.domain.evidence import Indicator

MOST = 16
"""Questions that only look at another which are checked again with it."""
MOST_STOPS = 1000
"""Questions of neighbouring series that are told apart."""
ALIKE = 2
"""Values within this factor may be the same after rounding: one digit is half of itself wide."""
_PARTS = "q.indicator, q.subject, q.place, q.period, q.basis, q.denominator, q.modality"
_VALUES = f"""SELECT q.id, {_PARTS}, min(f.value), max(f.value), group_concat(DISTINCT f.unit),
    coalesce((SELECT c.checks FROM conflict c WHERE c.id = q.id), '')
    FROM question q JOIN figure f ON f.question_id = q.id WHERE f.withdrawn = '' AND f.value > 0"""
_ENDS = """SELECT other.question_id FROM question e CROSS JOIN figure f ON f.question_id = e.id
    CROSS JOIN relation_member m ON m.figure_id = f.id AND m.role IN ('start', 'end')
    CROSS JOIN relation r ON r.id = m.relation_id AND r.kind = 'growth'
    CROSS JOIN relation_member n ON n.relation_id = r.id CROSS JOIN figure other ON other.id = n.figure_id
    WHERE e.indicator = ? AND e.place = ? AND +e.subject = ?"""
_SHARED = """SELECT c.id FROM figure mine CROSS JOIN figure its ON its.source_id = mine.source_id
    CROSS JOIN conflict c ON c.id = its.question_id WHERE mine.question_id = ?1 AND c.id <> ?1
    GROUP BY c.id HAVING count(DISTINCT its.source_id) > 1 LIMIT ?2"""


class Neighbours:
    """Finds the questions that look at others, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known = Known(connection)
        self._indicators = questions.indicators(connection)

    def of(self, numbers: Iterable[int]) -> set[int]:
        """List the questions that look at any of these, themselves included."""
        found: set[int] = set()
        for number in numbers:
            found |= conflicts.touched_by_relations(self._connection, number)
            found |= self._looking(number)
        return found

    def _looking(self, number: int) -> set[int]:
        asked = self._asked(number)
        indicator = self._indicators[asked.indicator]
        place = (asked.indicator, asked.place, asked.subject)
        found = {question for (question,) in self._connection.execute(_ENDS, place)}
        found |= set(islice(dict.fromkeys(self._readers(number, asked)), MOST))
        if indicator.is_amount:
            found |= set(islice(self._onlookers(asked, indicator), MOST))
            found |= set(self._of_firm(asked, indicator))
        return found

    def _asked(self, number: int) -> Question:
        row = self._connection.execute(f"SELECT {_PARTS} FROM question q WHERE q.id = ?", (number,)).fetchone()
        return _question(row)

    # -- Series and firms ----------------------------------------------------------------------------------------

    def _onlookers(self, asked: Question, indicator: Indicator) -> Iterator[int]:
        """Give the questions near in time that stand out of the series by their values, or did so before."""
        own = asked.period.bounds()
        if own is None:
            return
        parent = self._known.parent(asked.place)
        near = tuple(place for place in (asked.place, parent, *self._known.parts(asked.place)) if place)
        marks = ", ".join("?" * len(near))
        subject = "AND +q.subject = ?" if asked.subject else ""
        sql = (
            f"{_VALUES} AND q.indicator = ? AND q.place IN ({marks}) {subject} AND q.period <> '' GROUP BY q.id LIMIT ?"
        )
        values = (asked.indicator, *near, *((asked.subject,) if asked.subject else ()), MOST_STOPS)
        rows = self._connection.execute(sql, values).fetchall()
        stops = [stop for row in rows if (stop := _stop(row)) is not None]
        parents = {place: self._known.parent(place) for place in near}
        outlook = Outlook(stops, parents, counts=indicator.dimension == COUNT)
        quarrelling = {row[0] for row in rows if row[-1]}
        looking = outlook.onlookers(asked)
        chosen = [stop for stop in looking if stop.id in quarrelling or outlook.stands_out(stop)]
        yield from (stop.id for stop in sorted(chosen, key=lambda stop: _days(stop, own)))

    def _of_firm(self, asked: Question, indicator: Indicator) -> Iterator[int]:
        """Give what a firm has most of in each unit, what is bound to that, and what stood out before."""
        meaning = self._known.of((asked.subject,)).get(asked.subject)
        if meaning is None or not meaning.is_firm or indicator.dimension == COUNT:
            return
        alike = tuple(one.key for one in self._indicators.values() if one.dimension == indicator.dimension)
        sql = f"{_VALUES} AND q.subject = ? AND +q.place = ? AND +q.indicator IN ({', '.join('?' * len(alike))})"
        rows = self._connection.execute(f"{sql} GROUP BY q.id", (asked.subject, asked.place, *alike)).fetchall()
        yield from (row[0] for row in rows if "trend" in row[-1])
        largest = {unit: row for row in sorted(rows, key=lambda row: row[9]) for unit in row[10].split(",")}
        for row in largest.values():
            yield from conflicts.touched_by_relations(self._connection, row[0])

    # -- Conflicts that may cite ---------------------------------------------------------------------------------

    def _readers(self, number: int, asked: Question) -> Iterator[int]:
        """Give the conflicts whose checks may cite the question: as an edition, as another basis, as a shared one."""
        yield from (found for (found,) in self._connection.execute(_SHARED, (number, MOST)))
        sql = (
            f"{_VALUES} AND q.indicator = ? AND q.place = ? AND +q.subject = ? AND q.denominator = ? AND q.modality = ?"
        )
        parts = (asked.indicator, asked.place, asked.subject, asked.denominator, asked.modality)
        rows = self._connection.execute(f"{sql} GROUP BY q.id LIMIT ?", (*parts, MOST_STOPS)).fetchall()
        own = next((row for row in rows if row[0] == number and self._has_editions(number)), None)
        others = [row for row in rows if row[0] != number and row[-1]]
        yield from (row[0] for row in others if row[4] == asked.period.key or "vintage" in row[-1])
        yield from (row[0] for row in others if own is not None and _alike(row, own))

    def _has_editions(self, number: int) -> bool:
        """Say whether an edition of a series answers a question: what others print may then reproduce it."""
        sql = """SELECT 1 FROM figure f JOIN source s ON s.id = f.source_id
            WHERE f.question_id = ? AND f.withdrawn = '' AND s.series <> '' LIMIT 1"""
        return self._connection.execute(sql, (number,)).fetchone() is not None


def _alike(row: tuple[object, ...], own: tuple[object, ...]) -> bool:
    (least, most), (low, high) = (tuple(float(str(end)) for end in one[8:10]) for one in (row, own))
    return least <= ALIKE * high and low <= ALIKE * most


def _question(parts: tuple[str, ...]) -> Question:
    indicator, subject, place, period, basis, denominator, modality = parts
    return Question(indicator, subject, place, Period.parse(period), basis, denominator, modality)


def _stop(row: tuple[object, ...]) -> Stop | None:
    number, *parts, least, most, units, _checks = row
    question = _question(tuple(map(str, parts)))
    bounds = question.period.bounds()
    dimensions = frozenset(UNITS[key].dimension for key in str(units).split(","))
    if bounds is None:
        return None
    return Stop(int(str(number)), question, bounds, dimensions, float(str(least)), float(str(most)))


def _days(stop: Stop, bounds: tuple[date, date]) -> int:
    """Say how many days lie between two times, of which one is wholly before the other."""
    return max((stop.bounds[0] - bounds[1]).days, (bounds[0] - stop.bounds[1]).days)
