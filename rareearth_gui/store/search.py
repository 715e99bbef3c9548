"""Full-text indexes: one batch statement fills them, never a trigger for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.store.ddl import SEARCHED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def rebuild(connection: sqlite3.Connection, tables: Sequence[str] = SEARCHED) -> None:
    """Fill the indexes of `tables` anew from their `words` columns."""
    for table in tables:
        connection.execute(f"INSERT INTO {table}_search({table}_search) VALUES ('rebuild')")
