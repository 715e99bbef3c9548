"""Conflicts kept: which questions to look at, and the derived rows that the queue and the badges read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One derived row; `id` is the question's. It may be dropped and made again at any time."""

    id: int
    title: str
    outcome: str
    checks: str
    figures: int
    values: int
    sources: int
    origins: int
    suspicion: float
    influence: float
    words: str
    state: str = "open"
    until: str = ""

    @property
    def rank(self) -> float:
        """Give suspicion times influence: what puts a row first."""
        return self.suspicion * self.influence


def suspects(connection: sqlite3.Connection) -> set[int]:
    """Give the questions that may hold a conflict: bands apart or touching, shares, members of relations."""
    rows = connection.execute(
        """SELECT q.id FROM question q JOIN indicator i ON i.key = q.indicator WHERE i.share_of IS NOT NULL
        UNION SELECT f.question_id FROM relation_member m JOIN figure f ON f.id = m.figure_id
        UNION SELECT id FROM conflict UNION SELECT question_id FROM ruling"""
    )
    return {*apart(connection), *touching(connection), *(number for (number,) in rows)}


def apart(connection: sqlite3.Connection) -> list[int]:
    """List the questions with two bands that have nothing in common, by one pass over an index."""
    return _by_bands(connection, "max(low) > min(high)")


def touching(connection: sqlite3.Connection) -> list[int]:
    """List the questions whose bands share one point only: whether it belongs to both ends, a check must tell."""
    return _by_bands(connection, "max(low) = min(high) AND count(*) > 1")


def _by_bands(connection: sqlite3.Connection, having: str) -> list[int]:
    rows = connection.execute(
        "SELECT question_id FROM figure INDEXED BY figure_by_question WHERE withdrawn = '' "
        f"GROUP BY question_id HAVING {having}"
    )
    return [number for (number,) in rows]


def among(connection: sqlite3.Connection, questions: Iterable[int]) -> set[int]:
    """Give those of some questions that hold a conflict."""
    row = "SELECT 1 FROM conflict WHERE id = ?"
    return {number for number in questions if connection.execute(row, (number,)).fetchone()}


def replace(connection: sqlite3.Connection, questions: Iterable[int], rows: Iterable[ConflictRow]) -> None:
    """Write the rows of the given questions anew inside the caller's transaction, search index included."""
    for number in questions:
        old = connection.execute("SELECT words FROM conflict WHERE id = ?", (number,)).fetchone()
        if old is not None:
            connection.execute(
                "INSERT INTO conflict_search(conflict_search, rowid, words) VALUES ('delete', ?, ?)",
                (number, old[0]),
            )
            connection.execute("DELETE FROM conflict WHERE id = ?", (number,))
    for row in rows:
        connection.execute(
            """INSERT INTO conflict (id, title, outcome, checks, figures, "values", sources, origins, suspicion,
            influence, rank, state, until, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                row.id,
                row.title,
                row.outcome,
                row.checks,
                row.figures,
                row.values,
                row.sources,
                row.origins,
                row.suspicion,
                row.influence,
                row.rank,
                row.state,
                row.until,
                row.words,
            ),
        )
        connection.execute("INSERT INTO conflict_search(rowid, words) VALUES (?, ?)", (row.id, row.words))


def question_words(connection: sqlite3.Connection, question_id: int) -> tuple[str, str]:
    """Give the title of a question and the words it is searched by."""
    row = connection.execute("SELECT title, words FROM question WHERE id = ?", (question_id,)).fetchone()
    return str(row[0]), str(row[1])


def touched_by_relations(connection: sqlite3.Connection, question_id: int) -> set[int]:
    """List the questions that share a relation with this one, and the shares that it is part or whole of.

    CROSS JOIN keeps to the order in which each step is found by an index.
    """
    rows = connection.execute(
        """SELECT f2.question_id FROM figure f CROSS JOIN relation_member m ON m.figure_id = f.id
        CROSS JOIN relation_member n ON n.relation_id = m.relation_id CROSS JOIN figure f2 ON f2.id = n.figure_id
        WHERE f.question_id = ?1
        UNION SELECT s.id FROM question q CROSS JOIN indicator i ON i.share_of = q.indicator
        CROSS JOIN question s ON s.indicator = i.key AND s.place = q.place AND +s.subject = q.subject WHERE q.id = ?1
        UNION SELECT s.id FROM question q CROSS JOIN indicator i ON i.share_of = q.indicator
        CROSS JOIN question s ON s.denominator = q.place AND s.denominator <> '' AND s.indicator = i.key
            AND s.subject = q.subject WHERE q.id = ?1""",
        (question_id,),
    )
    return {number for (number,) in rows} | {question_id}


def heading(connection: sqlite3.Connection, question_id: int) -> str:
    """Give the title of a conflict, or of its question when nothing quarrels on it."""
    row = connection.execute(
        "SELECT coalesce(c.title, q.title) FROM question q LEFT JOIN conflict c ON c.id = q.id WHERE q.id = ?",
        (question_id,),
    ).fetchone()
    return str(row[0]) if row else ""
