"""Lists: a filter and an order become SQL; ids are put in order once, rows are read by pages when painted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import UNITS, Unit, same_dimension
from rareearth_gui.store.ddl import SEARCHED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.listing import Filter, Listing, Token
    from rareearth_gui.domain.quantity import Quantity

TRIGRAM = 3
_OPERATORS = {":": "LIKE", "=": "=", "!=": "<>", ">": ">", ">=": ">=", "<": "<", "<=": "<="}
_UNASKABLE = re.compile("[\0\ud800-\udfff]")
_ESCAPE = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A WHERE clause on the view with its values; `1` when everything is listed."""

    sql: str
    values: tuple[object, ...] = ()


def condition(listing: Listing, wanted: Filter) -> Condition:
    """Turn a filter into SQL on the listing's view; every typed value is bound, never written into the statement."""
    parts = [_token(listing, token) for token in wanted.tokens]
    parts += [_word(listing, word) for word in wanted.words]
    if wanted.quantity is not None:
        parts.append(_quantity(wanted.quantity))
    if not parts:
        return Condition("1")
    values = tuple(_storable(value) for part in parts for value in part.values)
    return Condition(" AND ".join(part.sql for part in parts), values)


def _storable(value: object) -> object:
    """Put a sign that no library holds in place of those that SQLite cannot be asked for."""
    return _UNASKABLE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def _token(listing: Listing, token: Token) -> Condition:
    column = listing.column(token.column)
    assert column is not None
    name = f'"{column.key}"'
    if token.operator == ":":
        return Condition(f"{name} LIKE ? ESCAPE '\\'", (f"%{token.value.translate(_ESCAPE)}%",))
    if column.is_number:
        return Condition(f"{name} {_OPERATORS[token.operator]} CAST(? AS REAL)", (token.value.replace(",", ""),))
    return Condition(f"{name} {_OPERATORS[token.operator]} ? COLLATE NOCASE", (token.value,))


def _word(listing: Listing, word: str) -> Condition:
    """Search one word: by index where there is one that can, else by comparing the words of every row."""
    table = listing.kind.value
    if table not in SEARCHED:
        columns = " || ' ' || ".join(f"coalesce(\"{column.key}\", '')" for column in listing.columns)
        return Condition(f"({columns}) LIKE ? ESCAPE '\\'", (f"%{word.translate(_ESCAPE)}%",))
    quoted = '"' + word.replace('"', '""') + '"'
    if table == "figure" and word.isascii() and any(letter.isalnum() for letter in word):
        found = f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?"
        if word.isalnum():
            return Condition(f"id IN ({found})", (f"{quoted} *",))
        literal = f"%{word.translate(_ESCAPE)}%"  # the index knows words and digits only
        return Condition(
            f"id IN (SELECT id FROM {table} WHERE id IN ({found}) AND words LIKE ? ESCAPE '\\')",
            (f"{quoted} *", literal),
        )
    if table != "figure" and len(word) >= TRIGRAM:
        return Condition(f"id IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?)", (quoted,))
    return Condition(
        f"id IN (SELECT id FROM {table} WHERE words LIKE ? ESCAPE '\\')", (f"%{word.translate(_ESCAPE)}%",)
    )


def _quantity(quantity: Quantity) -> Condition:
    """Find figures that print, round to or allow a typed quantity in its canonical unit."""
    band = quantity.band("actual")
    units = [unit.key for unit in UNITS.values() if _answers(quantity.unit, unit)]
    parts = [f"unit IN ({', '.join('?' * len(units))})"]
    values: list[object] = [*units]
    single = quantity.single
    if quantity.hedge.symbol == "=" and single is not None:
        assert band.low is not None
        assert band.high is not None
        parts.append("((value BETWEEN ? AND ?) OR (low <= ? AND high >= ?))")
        values += [float(band.low), float(band.high), float(single), float(single)]
    else:
        if band.low is not None:
            implied = f"(low >= ? AND hedge IN ('{Hedge.OVER}', '{Hedge.AT_LEAST}'))"
            parts.append(f"(coalesce(value, high) {'>' if band.low_open else '>='} ? OR {implied})")
            values += [float(band.low)] * 2
        if band.high is not None:
            implied = f"(high <= ? AND hedge IN ('{Hedge.UNDER}', '{Hedge.AT_MOST}'))"
            parts.append(f"(coalesce(value, low) {'<' if band.high_open else '<='} ? OR {implied})")
            values += [float(band.high)] * 2
    return Condition(f"({' AND '.join(parts)})", tuple(values))


def _answers(asked: Unit, unit: Unit) -> bool:
    """Say whether figures in a unit are meant: of the same dimension, and any mass where just a mass is asked for."""
    return same_dimension(asked, unit) or (asked.dimension == "mass" and unit.dimension.startswith("mass "))


def count(connection: sqlite3.Connection, listing: Listing, where: Condition) -> int:
    """Count the rows of a list; an unfiltered list is counted on its table, where SQLite need not visit rows."""
    table = listing.kind.value if where.sql == "1" else listing.view
    (number,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {where.sql}", where.values).fetchone()
    return int(number)


def order_clause(listing: Listing, sort: str, *, descending: bool) -> str:
    """Write the ORDER BY of a list: the column, missing values last, then the id, so that the order is total."""
    column = listing.column(sort)
    if column is None:
        return "id DESC" if descending else "id"
    way = "DESC" if descending else "ASC"
    collate = "" if column.is_number else " COLLATE NOCASE"
    return f'"{column.key}"{collate} {way} NULLS LAST, id'


def first_rows(connection: sqlite3.Connection, listing: Listing, where: Condition, order: str, limit: int) -> list[Row]:
    """Read the first screen at once, before the whole order is known; each row begins with its id."""
    sql = f"SELECT {_columns(listing)} FROM {listing.view} WHERE {where.sql} ORDER BY {order} LIMIT ?"
    return connection.execute(sql, (*where.values, limit)).fetchall()


def put_in_order(connection: sqlite3.Connection, listing: Listing, where: Condition, order: str, table: str) -> int:
    """Write the ids of a list in order into a temporary table of this connection; give their number."""
    connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT id FROM {listing.view} WHERE {where.sql} ORDER BY {order}",
        where.values,
    )
    (number,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM temp.{table}").fetchone()
    return int(number)


def ordered_page(connection: sqlite3.Connection, listing: Listing, table: str, start: int, limit: int) -> list[Row]:
    """Read one page of an order made by `put_in_order`."""
    sql = (
        f"SELECT {_columns(listing, 'v.')} FROM temp.{table} o JOIN {listing.view} v ON v.id = o.id "
        "WHERE o.rowid > ? AND o.rowid <= ? ORDER BY o.rowid"
    )
    return connection.execute(sql, (start, start + limit)).fetchall()


def position(connection: sqlite3.Connection, table: str, number: int) -> int | None:
    """Find at which place of an order a record stands (0 is the first); None when it is filtered out."""
    row = connection.execute(f"SELECT rowid FROM temp.{table} WHERE id = ?", (number,)).fetchone()
    return row[0] - 1 if row else None


def facet(
    connection: sqlite3.Connection, listing: Listing, where: Condition, column: str, limit: int
) -> list[tuple[str, int]]:
    """Count the values of a column among the listed rows, most frequent first."""
    sql = (
        f'SELECT CAST("{column}" AS TEXT), count(*) FROM {listing.view} WHERE {where.sql} AND "{column}" <> \'\' '
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    )
    return connection.execute(sql, (*where.values, limit)).fetchall()


def record(connection: sqlite3.Connection, view: str, number: int) -> dict[str, object] | None:
    """Read one record with all its columns; None when there is none."""
    cursor = connection.execute(f"SELECT * FROM {view} WHERE id = ?", (number,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None


def _columns(listing: Listing, prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in ("id", *(column.key for column in listing.columns)))


def all_rows(connection: sqlite3.Connection, listing: Listing, ids: Sequence[int]) -> list[Row]:
    """Read the given records in their order, for the clipboard and exports."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT {_columns(listing)} FROM {listing.view} WHERE id IN ({marks})"
    found = {row[0]: row for row in connection.execute(sql, tuple(ids))}
    return [found[number] for number in ids if number in found]


def by_key(connection: sqlite3.Connection, key: str) -> tuple[str, int] | None:
    """Find the table and id of the record with a key: a figure, else a body, a material, a place and so on."""
    for table in (
        "figure",
        "enterprise",
        "material",
        "task",
        "source",
        "indicator",
        "place",
        "relation",
        "question",
    ):
        row = connection.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()
        if row is not None:
            return table, int(row[0])
    return None


def ids(connection: sqlite3.Connection, listing: Listing, where: Condition, order: str) -> list[int]:
    """Read all ids of a list in order, for exports and scripts."""
    sql = f"SELECT id FROM {listing.view} WHERE {where.sql} ORDER BY {order}"
    return [number for (number,) in connection.execute(sql, where.values)]


def value(connection: sqlite3.Connection, table: str, column: str, number: int) -> object:
    """Read one cell of a table by id; None when there is no such record."""
    row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
    return row[0] if row else None
