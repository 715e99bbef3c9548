"""Texts of sources: attached whole or not at all, and the marks that figures and mentions leave in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rareearth_gui.store import chain
from rareearth_gui.store.library import transaction

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure's place in a text, in characters; `printed` are the words that must stand there."""

    figure_id: int
    key: str
    start: int
    end: int
    printed: str

    def holds(self, text: str) -> bool:
        """Say whether the printed words stand exactly where the locator says."""
        return text[self.start : self.end] == self.printed


def known(connection: sqlite3.Connection, sha256: str) -> tuple[int, str, str] | None:
    """Find the source that a text of this digest belongs to: id, key, title."""
    row = connection.execute("SELECT id, key, title FROM source WHERE sha256 = ?", (sha256,)).fetchone()
    return (row[0], row[1], row[2]) if row else None


def expected(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """List the sources whose text can be attached: title and digest."""
    return connection.execute("SELECT title, sha256 FROM source WHERE sha256 <> '' ORDER BY id").fetchall()


def attach(connection: sqlite3.Connection, source_id: int, title: str, text: str, sha256: str, file_name: str) -> None:
    """Keep the text of a source, with its audit entry, in one transaction."""
    with transaction(connection):
        connection.execute(
            "INSERT OR REPLACE INTO source_text (source_id, text, sha256, attached, file_name) VALUES (?, ?, ?, ?, ?)",
            (source_id, text, sha256, datetime.now(UTC).isoformat(timespec="seconds"), file_name),
        )
        chain.append(
            connection,
            act="attach",
            record=f"S{source_id}",
            title=title,
            says=f"attached {file_name}",
            detail={"sha256": sha256},
        )


def text(connection: sqlite3.Connection, source_id: int) -> str | None:
    """Read the attached text of a source, or None."""
    row = connection.execute("SELECT text FROM source_text WHERE source_id = ?", (source_id,)).fetchone()
    return row[0] if row else None


def marks(connection: sqlite3.Connection, source_id: int) -> list[Mark]:
    """List the figures of a source that have a place in its text, in order of place."""
    rows = connection.execute(
        'SELECT id, key, start, "end", printed FROM figure WHERE source_id = ? AND start IS NOT NULL ORDER BY start',
        (source_id,),
    )
    return [Mark(*row) for row in rows]


def located_sources(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """List the sources that figures point into: id, title, digest that the locators refer to."""
    return connection.execute(
        "SELECT DISTINCT s.id, s.title, s.sha256 FROM source s JOIN figure f ON f.source_id = s.id "
        "WHERE f.start IS NOT NULL ORDER BY s.id"
    ).fetchall()


def extent(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Count all figures, those with a place in a text, and those whose text is attached."""
    row = connection.execute(
        "SELECT count(*), count(f.start), count(CASE WHEN f.start IS NOT NULL THEN t.source_id END) "
        "FROM figure f LEFT JOIN source_text t ON t.source_id = f.source_id"
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])
