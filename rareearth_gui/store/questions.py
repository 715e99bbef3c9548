"""Questions and the values of figures: how a figure's row is made, its bands computed and its question found."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain import naming
from rareearth_gui.domain.evidence import Indicator, Question
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.quantity import OwnReading, Quantity
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import unit
from rareearth_gui.store.known import Known

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

_DIGIT = re.compile(r"\d")
COPIED = (
    "key section printed number scale unit hedge hedge_words reading_reason kind period_how speaker origin via "
    "confidence note"
).split()


def quantity_of(row: Mapping[str, object], own_low: object, own_high: object) -> Quantity:
    """Read the quantity of a row, of the catalogue or of the table `figure` alike."""
    own = None
    if own_low or own_high:
        own = OwnReading(_decimal(own_low), _decimal(own_high), str(row["reading_reason"]))
    number = Decimal(str(row["number"]))
    return Quantity(
        number,
        unit(str(row["unit"])),
        Decimal(str(row["scale"])),
        _decimal(row["number_high"]),
        Hedge(str(row["hedge"])),
        not _DIGIT.search(str(row["printed"])),
        own,
    )


def _decimal(value: object) -> Decimal | None:
    return Decimal(str(value)) if value else None


def indicators(connection: sqlite3.Connection) -> dict[str, Indicator]:
    """Load all indicators by key."""
    rows = connection.execute("SELECT key, name, dimension, unit, match, coalesce(share_of, '') FROM indicator")
    return {
        key: Indicator(key, name, dim, unit_, tuple(match.split()), of) for key, name, dim, unit_, match, of in rows
    }


def names(connection: sqlite3.Connection) -> dict[str, str]:
    """Give the words for every key of a place, a material or an enterprise."""
    return dict(
        connection.execute(
            "SELECT key, name FROM enterprise UNION ALL SELECT key, name FROM material UNION ALL "
            "SELECT key, name FROM place"
        )
    )


class Questions:
    """Finds the question of a figure by its canonical key, and writes it down when it is new."""

    def __init__(self, connection: sqlite3.Connection, *, searchable: bool = False) -> None:
        """Take a connection; `searchable` puts each new question into the search index at once, not in a batch."""
        self._connection = connection
        self._searchable = searchable
        self.indicators = indicators(connection)
        self._known = Known(connection)
        self._ids: dict[str, int] = {}

    def id(self, question: Question) -> int:
        """Give the id of a question, new or known."""
        if question.key not in self._ids:
            row = self._connection.execute("SELECT id FROM question WHERE key = ?", (question.key,)).fetchone()
            self._ids[question.key] = row[0] if row else self._add(question)
        return self._ids[question.key]

    def _add(self, question: Question) -> int:
        title, words = self._title(question)
        values = (
            *(question.part(name) for name in ("indicator", "subject", "place", "period", "basis", "denominator")),
            question.modality,
            title,
            words,
        )
        cursor = self._connection.execute(
            "INSERT INTO question (key, indicator, subject, place, period, basis, denominator, modality, title, words) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (question.key, *values),
        )
        assert cursor.lastrowid is not None
        if self._searchable:
            self._index(cursor.lastrowid, words)
        return cursor.lastrowid

    def _index(self, number: int, words: str) -> None:
        self._connection.execute("INSERT INTO question_search(rowid, words) VALUES (?, ?)", (number, words))

    def retitle(self, numbers: Iterable[int]) -> None:
        """Write the titles of questions anew, after a name in them was changed."""
        for number in numbers:
            row = self._connection.execute(
                "SELECT indicator, subject, place, period, basis, denominator, modality FROM question WHERE id = ?",
                (number,),
            ).fetchone()
            indicator, subject, place, period, basis, denominator, modality = row
            question = Question(indicator, subject, place, Period.parse(period), basis, denominator, modality)
            title, words = self._title(question)
            old = self._connection.execute("SELECT words FROM question WHERE id = ?", (number,)).fetchone()
            search = "INSERT INTO question_search(question_search, rowid, words) VALUES ('delete', ?, ?)"
            self._connection.execute(search, (number, old[0]))
            self._connection.execute("UPDATE question SET title = ?, words = ? WHERE id = ?", (title, words, number))
            self._index(number, words)

    def _title(self, question: Question) -> tuple[str, str]:
        indicator = self.indicators[question.indicator]
        whole = self.indicators[indicator.share_of].name if indicator.share_of else ""
        names = self._known.names(_keys(question))
        title = naming.title(question, indicator, names, whole)
        subject = names.get(question.subject, question.subject)
        return title, f"{title} {subject} {question.basis} {indicator.name} {self._in_chinese(question)}"

    def _in_chinese(self, question: Question) -> str:
        """Give the Chinese names of a question's parts, by which it is searched too."""
        found = self._known.of((question.place, question.subject, question.denominator))
        every = (*(meaning.chinese for meaning in found.values()), self._known.indicator_in_chinese(question.indicator))
        return " ".join(filter(None, every))

    def words(self, question: Question) -> str:
        """Give what a figure on this question can be searched by."""
        names = self._known.names(_keys(question))
        parts = [names.get(key, key) for key in _keys(question) if key]
        return " ".join(
            (
                self.indicators[question.indicator].name,
                *parts,
                question.basis,
                question.period.key,
                self._in_chinese(question),
            )
        )


def _keys(question: Question) -> tuple[str, str, str]:
    return question.subject, question.place, question.denominator


def asked(row: Mapping[str, str]) -> Question:
    """Read the question that a row of the catalogue answers."""
    return Question(
        row["indicator"],
        row["subject"],
        row["place"],
        Period.parse(row["period"]),
        row["basis"],
        row["denominator"],
        row["modality"],
    )


def figure_values(row: Mapping[str, str], questions: Questions, source_id: int) -> dict[str, object]:
    """Make the row of table `figure` from a row of the catalogue, with its bands in the canonical unit."""
    question = asked(row)
    quantity = quantity_of(row, row["low"], row["high"])
    whole = questions.indicators[question.indicator].dimension == "share"
    band = quantity.band(question.modality, of_a_whole=whole)
    values: dict[str, object] = {name: row[name] for name in COPIED}
    values |= {
        "source_id": source_id,
        "question_id": questions.id(question),
        "start": int(row["start"]) if row["start"] else None,
        "end": int(row["end"]) if row["end"] else None,
        "number_high": row["number_high"] or None,
        "own_low": row["low"] or None,
        "own_high": row["high"] or None,
        "value": _real(quantity.single),
        "low": _real(band.low),
        "high": _real(band.high),
        "words": f"{row['hedge_words']} {row['printed']} {row['speaker']} {questions.words(question)} {row['note']}",
    }
    return values


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
