"""Lists: which ids in which order, and the rows of some ids; the order joins only what it needs."""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, NamedTuple

from rareearth_gui.store.conditions import storable
from rareearth_gui.store.reach import Reach, reach

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.listing import Listing
    from rareearth_gui.store.conditions import Condition

Row = tuple[object, ...]
STRIDE = 50_000
LARGEST = 2**32


class Order(NamedTuple):
    """An ORDER BY: a column as it is reached (None: the id), the way, and how text compares."""

    by: Reach | None = None
    descending: bool = False
    collate: str = ""


def order_clause(listing: Listing, sort: str, *, descending: bool) -> Order:
    """Order a list by a column, missing values last, then by the id, so that the order is total."""
    column = listing.column(sort)
    if column is None:
        return Order(None, descending)
    return Order(reach(listing.kind.value, column.key), descending, "" if column.is_number else " COLLATE NOCASE")


def _select(listing: Listing, where: Condition, order: Order) -> str:
    """Write the statement that lists ids."""
    number, listed = _listed(listing, where, order.by)
    way = "DESC" if order.descending else "ASC"
    last = f"+{number}" if where.joins else number  # +: by id one would look up each joined row at random
    key = f"{order.by.sql}{order.collate} {way} NULLS LAST, {last}" if order.by else f"{last} {way}"
    return f"SELECT {number} AS id FROM {listed} ORDER BY {key}"


def _listed(listing: Listing, where: Condition, by: Reach | None) -> tuple[str, str]:
    """Write the id of a listed row, and FROM what: full-text hits lead, and nothing is joined that is not needed."""
    table = listing.kind.value
    joins = dict.fromkeys((*where.joins, *(by.joins if by else ())))
    if not where.match:
        return "t.id", f"{' '.join((f'{table} t', *joins))} WHERE {where.sql or 1}"
    number, found = f"{table}_search.rowid", f"{table}_search MATCH ?"
    hits = f"{table}_search CROSS JOIN {table} t ON t.id = {number}" if where.sql or by else f"{table}_search"
    return number, f"{' '.join((hits, *joins))} WHERE {' AND '.join(filter(None, (found, where.sql)))}"


def _values(where: Condition) -> tuple[object, ...]:
    return (where.match, *where.values) if where.match else where.values


def ids(connection: sqlite3.Connection, listing: Listing, where: Condition, order: Order, limit: int = -1) -> list[int]:
    """List the ids of a list in order: all, or the first `limit`."""
    sql = f"{_select(listing, where, order)} LIMIT ?"
    return [number for (number,) in connection.execute(sql, (*_values(where), limit))]


def in_order(connection: sqlite3.Connection, listing: Listing, where: Condition, order: Order) -> Sequence[int]:
    """List all ids of a list in order, a million in little memory; all of a table by id are a mere range."""
    if where.is_empty and order.by is None and (whole := _range(connection, listing.kind.value)) is not None:
        return whole[::-1] if order.descending else whole
    packed = f"SELECT group_concat(printf('%08x', id), ''), max(id) FROM ({_select(listing, where, order)})"
    digits, largest = connection.execute(packed, _values(where)).fetchone()
    if largest is not None and largest >= LARGEST:
        return ids(connection, listing, where, order)
    return _unpacked(digits or "")


def _unpacked(digits: str) -> Sequence[int]:
    """Make numbers of their eight hexadecimal digits.

    So a million ids come out of SQLite in one step, in which the window's thread runs free; row by row it would
    wait for the interpreter's lock a million times.
    """
    found = array("I")
    for start in range(0, len(digits), 8 * STRIDE):
        found.frombytes(bytes.fromhex(digits[start : start + 8 * STRIDE]))
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _range(connection: sqlite3.Connection, table: str) -> range | None:
    """Give the ids of a table as a range; None when there are gaps."""
    first, last, number = connection.execute(
        f"SELECT (SELECT min(id) FROM {table}), (SELECT max(id) FROM {table}), (SELECT count(*) FROM {table})"
    ).fetchone()
    if not number:
        return range(0)
    return range(first, last + 1) if last - first + 1 == number else None


def position(order: Sequence[int], number: int) -> int | None:
    """Find at which place of an order a record stands (0 is the first); None when it is filtered out."""
    if isinstance(order, range):
        return order.index(number) if number in order else None
    for start in range(0, len(order), STRIDE):  # in strides, for the window's thread waits while one is searched
        try:
            return start + order[start : start + STRIDE].index(number)
        except ValueError:
            continue
    return None


def count(connection: sqlite3.Connection, listing: Listing, where: Condition) -> int:
    """Count the rows of a list; all of a table are counted without visiting them."""
    sql = f"SELECT count(*) FROM {listing.kind.value}"
    if not where.is_empty:
        sql = f"SELECT count(*) FROM ({_select(listing, where, Order())})"
    (number,) = connection.execute(sql, _values(where)).fetchone()
    return int(number)


def first_rows(
    connection: sqlite3.Connection, listing: Listing, where: Condition, order: Order, limit: int
) -> list[Row]:
    """Read the first screen at once, before the whole order is known; each row begins with its id."""
    return all_rows(connection, listing, ids(connection, listing, where, order, limit))


def all_rows(connection: sqlite3.Connection, listing: Listing, ids: Sequence[int]) -> list[Row]:
    """Read the given records in their order; what is no longer there is left out."""
    marks = ", ".join("?" * len(ids))
    columns = ", ".join(f'"{name}"' for name in ("id", *(column.key for column in listing.columns)))
    sql = f"SELECT {columns} FROM {listing.view} WHERE id IN ({marks})"
    found = {row[0]: row for row in connection.execute(sql, tuple(ids))}
    return [found[number] for number in ids if number in found]


def page(connection: sqlite3.Connection, listing: Listing, ids: Sequence[int]) -> list[Row]:
    """Read the given records, each at its place; what is no longer there is an empty row."""
    found = {row[0]: row for row in all_rows(connection, listing, ids)}
    blank = (None,) * len(listing.columns)
    return [found.get(number, (number, *blank)) for number in ids]


def facet(
    connection: sqlite3.Connection, listing: Listing, where: Condition, column: str, limit: int
) -> list[tuple[str, int]]:
    """Count the values of a column among the listed rows, most frequent first."""
    by = reach(listing.kind.value, column)
    _, listed = _listed(listing, where, by)
    sql = (
        f"SELECT CAST({by.sql} AS TEXT), count(*) FROM {listed} AND {by.sql} <> '' "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    )
    return connection.execute(sql, (*_values(where), limit)).fetchall()


def record(connection: sqlite3.Connection, view: str, number: int) -> dict[str, object] | None:
    """Read one record with all its columns; None when there is none."""
    cursor = connection.execute(f"SELECT * FROM {view} WHERE id = ?", (number,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None


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
        row = connection.execute(f"SELECT id FROM {table} WHERE key = ?", (storable(key),)).fetchone()
        if row is not None:
            return table, int(row[0])
    return None


def value(connection: sqlite3.Connection, table: str, column: str, number: int) -> object:
    """Read one cell of a table by id; None when there is no such record."""
    row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
    return row[0] if row else None
