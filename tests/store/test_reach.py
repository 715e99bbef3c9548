"""Reach: the short way to a column gives what its view gives, and the queue is read off its index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.listing import parse_filter
from rareearth_gui.ops.listings import CONFLICTS
from rareearth_gui.store import conditions, listings, reach
from rareearth_gui.store.opening import connect


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(bundled_library, write=False)) as connection:
        yield connection


@pytest.mark.parametrize("table", ["figure", "conflict", "question"])
def test_short_way_gives_what_the_view_gives(table: str, bundled: sqlite3.Connection) -> None:
    assert reach.known(table)
    for column in reach.known(table):
        short = reach.reach(table, column)
        sql = f"SELECT t.id, {short.sql} FROM {' '.join((f'{table} t', *short.joins))} ORDER BY 1"
        assert (
            bundled.execute(sql).fetchall()
            == bundled.execute(f'SELECT id, "{column}" FROM v_{table} ORDER BY 1').fetchall()
        ), column


def test_queue_is_read_off_its_index(bundled: sqlite3.Connection) -> None:
    where = conditions.condition(CONFLICTS, parse_filter("todo:yes", CONFLICTS))
    order = listings.order_clause(CONFLICTS, CONFLICTS.sort, descending=CONFLICTS.descending)
    statements: list[str] = []
    bundled.set_trace_callback(statements.append)
    try:
        listings.ids(bundled, CONFLICTS, where, order, 128)
    finally:
        bundled.set_trace_callback(None)
    plan = [row[3] for row in bundled.execute(f"EXPLAIN QUERY PLAN {statements[0]}")]
    assert any("conflict_by_rank" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)
