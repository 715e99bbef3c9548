"""Notes on records, and the log of searches for missing facts: appended, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def append(connection: sqlite3.Connection, record: str, text: str, author: str, at: str) -> None:
    """Write a note inside the caller's transaction."""
    connection.execute("INSERT INTO note (record, text, author, at) VALUES (?, ?, ?, ?)", (record, text, author, at))


def of(connection: sqlite3.Connection, record: str) -> list[tuple[str, str, str]]:
    """List the notes on a record: text, author, when."""
    return connection.execute("SELECT text, author, at FROM note WHERE record = ? ORDER BY id", (record,)).fetchall()


def log_search(
    connection: sqlite3.Connection, question_id: int, fact: str, looked_in: str, result: str, author: str, at: str
) -> None:
    """Write down that a fact was looked for."""
    connection.execute(
        "INSERT INTO search_log (question_id, fact, looked_in, result, author, at) VALUES (?, ?, ?, ?, ?, ?)",
        (question_id, fact, looked_in, result, author, at),
    )


def searches(connection: sqlite3.Connection, question_id: int) -> list[tuple[str, str, str, str, str]]:
    """List the searches on a question, oldest first: fact, where, result, who, when."""
    return connection.execute(
        "SELECT fact, looked_in, result, author, at FROM search_log WHERE question_id = ? ORDER BY id", (question_id,)
    ).fetchall()
