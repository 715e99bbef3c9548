"""The health of a file, as SQLite itself judges it."""

from __future__ import annotations

import sqlite3

MOST = 20


def integrity_faults(connection: sqlite3.Connection) -> list[str]:
    """List what a full integrity check finds; a file too damaged to be checked is one fault."""
    try:
        rows = [row[0] for row in connection.execute(f"PRAGMA integrity_check({MOST})")]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return [f"the check itself failed: {error}"]
    return [] if rows == ["ok"] else rows


def foreign_key_faults(connection: sqlite3.Connection) -> list[str]:
    """List the rows whose references lead nowhere."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST)
    return [f"row {row[1]} of {row[0]} refers to a missing {row[2]}" for row in rows]
