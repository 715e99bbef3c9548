"""The schema's history: numbered steps by sqlite-utils' Migrations, all inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.store import ddl, tallies
from rareearth_gui.store.code_book import CODE_BOOK

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

APPLICATION_ID = 0x52454431  # "RED1": Rare Earth Desk
VERSION = 2


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a new or older library to VERSION: whole or not at all. sqlite_utils is imported here, not at start."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("rareearth-desk")

    @steps()
    def library(db: Database) -> None:
        for statement in (*ddl.TABLES, *ddl.INDEXES, *ddl.SEARCH):
            db.execute(statement)

    @steps(name="tallies")
    def tallied(db: Database) -> None:
        for statement in (tallies.TABLE, *tallies.FILL, *tallies.TRIGGERS):
            db.execute(statement)

    db = Database(connection, execute_plugins=False)
    with db.atomic():
        steps.apply(db)
        _describe(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def _describe(db: Database) -> None:
    """Make the views and the code book, which hold no data of anybody's, as this version has them."""
    for view in db.view_names():
        db.execute(f"DROP VIEW {view}")
    for statement in ddl.VIEWS:
        db.execute(statement)
    book = db.table("code_book")
    book.delete_where()
    book.insert_all({"name": name, "column_name": column, "meaning": meaning} for name, column, meaning in CODE_BOOK)


def dump(connection: sqlite3.Connection) -> str:
    """Write the schema as text in order of creation: what `db/schema.sql` must equal."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%_search_%' ORDER BY rowid"
    )
    return "".join(f"{sql};\n\n" for (sql,) in rows)
