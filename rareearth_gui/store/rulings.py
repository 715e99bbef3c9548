"""Rulings kept: appended rows, the current one of a question, and the state that the queue shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.ruling import Verdict

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Ruling:
    """One row: an act (rule, withdraw, snooze) on a question, with the evidence that was seen."""

    id: int
    question_id: int
    act: str
    verdict: Verdict
    until: str
    author: str
    at: str
    fingerprint: str
    evidence: dict[str, str]
    supersedes: int | None


_COLUMNS = (
    "id, question_id, act, outcome, stands, bridge, reason, consulted, until, author, at, fingerprint, evidence, "
    "supersedes"
)


def append(
    connection: sqlite3.Connection,
    question_id: int,
    act: str,
    verdict: Verdict,
    *,
    until: str,
    author: str,
    at: str,
    fingerprint: str,
    evidence: dict[str, str],
) -> int:
    """Write an act on a question inside the caller's transaction; it supersedes the one before it."""
    before = current(connection, question_id)
    cursor = connection.execute(
        f"INSERT INTO ruling ({_COLUMNS.removeprefix('id, ')}) VALUES ({', '.join('?' * 13)})",
        (
            question_id,
            act,
            verdict.outcome,
            json.dumps(verdict.stands),
            verdict.bridge,
            verdict.reason,
            verdict.consulted,
            until,
            author,
            at,
            fingerprint,
            json.dumps(evidence, ensure_ascii=False),
            before.id if before else None,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def current(connection: sqlite3.Connection, question_id: int, at: str = "9999") -> Ruling | None:
    """Give the last act on a question, up to a moment when one is given; None when there is none."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM ruling WHERE question_id = ? AND at <= ? ORDER BY id DESC LIMIT 1", (question_id, at)
    ).fetchone()
    return _ruling(row) if row else None


def all_of(connection: sqlite3.Connection, question_id: int) -> list[Ruling]:
    """List the acts on a question, oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM ruling WHERE question_id = ? ORDER BY id", (question_id,))
    return [_ruling(row) for row in rows]


def _ruling(row: tuple[object, ...]) -> Ruling:
    number, question_id, act, outcome, stands, bridge, reason, consulted, until, author, at, mark, evidence, old = row
    verdict = Verdict(str(outcome), tuple(json.loads(str(stands))), str(reason), str(bridge), str(consulted))
    return Ruling(
        int(str(number)),
        int(str(question_id)),
        str(act),
        verdict,
        str(until),
        str(author),
        str(at),
        str(mark),
        json.loads(str(evidence)),
        None if old is None else int(str(old)),
    )


def figures_of_entry(connection: sqlite3.Connection, number: int) -> list[dict[str, str]]:
    """Read the figures that an entry of the history keeps as they were seen; empty where it keeps none."""
    return _figures(connection.execute("SELECT detail FROM audit WHERE id = ?", (number,)).fetchone())


def figures_of_ruling(connection: sqlite3.Connection, name: str) -> list[dict[str, str]]:
    """Read the figures that the entry of a ruling (V1) keeps as they were seen."""
    sql = "SELECT detail FROM audit WHERE json_extract(detail, '$.ruling') = ?"
    return _figures(connection.execute(sql, (name,)).fetchone())


def _figures(row: tuple[str] | None) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(row[0]).get("figures", []) if row else []
    return found
