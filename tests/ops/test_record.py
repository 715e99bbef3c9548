"""Records told: the figures that belong to one are counted whole and listed in part, however many there are."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.record import MOST_LISTED, Record, tell
from rareearth_gui.store import opening


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(opening.connect(bundled_library, write=False)) as connection:
        yield connection


def figures(told: Record) -> tuple[int, int]:
    """Give the number in the head of the figures' section, and how many figures are linked there."""
    for section in told.sections:
        if found := re.fullmatch(r"Figures \(([\d,]+)\)", section.title):
            return int(found[1].replace(",", "")), sum("](F" in label for label, _ in section.rows)
    return 0, 0


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.MATERIAL])
def test_figures_on_a_body_or_a_material_are_counted(kind: Kind, bundled: sqlite3.Connection) -> None:
    counted = bundled.execute(
        f"""SELECT r.id, count(*) FROM {kind.value} r JOIN question q ON r.key IN (q.subject, q.place)
        JOIN figure f ON f.question_id = q.id GROUP BY r.id"""
    ).fetchall()
    assert len(counted) > 5
    assert any(number > MOST_LISTED for _, number in counted) or kind is Kind.ENTERPRISE
    for number, every in counted:
        assert figures(tell(bundled, kind, number)) == (every, min(every, MOST_LISTED))


@pytest.mark.parametrize("kind, column", [(Kind.SOURCE, "source_id"), (Kind.QUESTION, "question_id")])
def test_figures_of_a_source_and_of_a_question_are_counted(
    kind: Kind, column: str, bundled: sqlite3.Connection
) -> None:
    for number, every in bundled.execute(f"SELECT {column}, count(*) FROM figure GROUP BY 1 LIMIT 40").fetchall():
        assert figures(tell(bundled, kind, number)) == (every, min(every, MOST_LISTED))
