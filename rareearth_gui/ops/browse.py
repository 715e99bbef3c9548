"""Browse: what the window and the command line list, page, look up and follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rareearth_gui.domain.entities import Kind, parse_id
from rareearth_gui.domain.listing import Filter, Listing, parse_filter
from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import conditions, listings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.store.conditions import Condition
    from rareearth_gui.store.listings import Order, Row

FACET_VALUES = 40


class Asked(NamedTuple):
    """What a list is asked for: which listing, which typed filter, which order."""

    listing: Listing
    text: str = ""
    sort: str = ""
    descending: bool = False

    @property
    def filter(self) -> Filter:
        """Take the typed text apart."""
        return parse_filter(self.text, self.listing)

    @property
    def condition(self) -> Condition:
        """Give the filter as the store wants it."""
        return conditions.condition(self.listing, self.filter)

    @property
    def order(self) -> Order:
        """Give the order as the store wants it."""
        return listings.order_clause(self.listing, self.sort or self.listing.sort, descending=self.descending)


def count(connection: sqlite3.Connection, asked: Asked) -> int:
    """Count what a filter leaves."""
    return listings.count(connection, asked.listing, asked.condition)


def first_rows(connection: sqlite3.Connection, asked: Asked, limit: int) -> list[Row]:
    """Read the first screen; each row is its id and then the listing's columns."""
    return listings.first_rows(connection, asked.listing, asked.condition, asked.order, limit)


def in_order(connection: sqlite3.Connection, asked: Asked) -> Sequence[int]:
    """List all ids in the order asked for."""
    return listings.in_order(connection, asked.listing, asked.condition, asked.order)


def page(connection: sqlite3.Connection, listing: Listing, ids: Sequence[int]) -> list[Row]:
    """Read the rows of some ids, each at its place."""
    return listings.page(connection, listing, ids)


def position(order: Sequence[int], number: int) -> int | None:
    """Find where a record stands in an order."""
    return listings.position(order, number)


def facets(connection: sqlite3.Connection, asked: Asked) -> dict[str, list[tuple[str, int]]]:
    """Count the values of the listing's facet columns among the rows that the filter leaves."""
    where = asked.condition
    return {name: listings.facet(connection, asked.listing, where, name, FACET_VALUES) for name in asked.listing.facets}


def rows(connection: sqlite3.Connection, listing: Listing, ids: Sequence[int]) -> list[Row]:
    """Read whole records in order, for the clipboard."""
    return listings.all_rows(connection, listing, ids)


def record(connection: sqlite3.Connection, kind: Kind, number: int) -> dict[str, object]:
    """Read one record; Refused when there is none."""
    found = listings.record(connection, f"v_{kind.value}", number)
    if found is None:
        raise Refused(f"There is no {kind.value} {kind.id(number)}.", f"List the {kind.value}s to see their ids.")
    return found


def resolve(connection: sqlite3.Connection, text: str) -> tuple[Kind, int]:
    """Find the record that an id (F12) or a key (ecns-2016.04) names; Refused when none does."""
    parsed = parse_id(text)
    if parsed is not None:
        return parsed
    found = listings.by_key(connection, text.strip())
    if found is None:
        raise Refused(f"Nothing in the library is called {text!r}.", "Give an id such as F12, C3 or S1, or a key.")
    return Kind(found[0]), found[1]
