"""Edits at random on a small library: what the queue holds afterwards is what a check of every question would make."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import edit
from rareearth_gui.ops.recheck import recheck
from rareearth_gui.store.build import build
from rareearth_gui.store.library import Library
from rareearth_gui.store.neighbours import MOST, Neighbours
from tests import small_catalogue
from tests.small_catalogue import figure, row

SOURCES = ("gazette", "almanac", "reprint", "yearbook-1", "yearbook-2")
YEARS = ("", "2010", "2011", "2012", "2013", "2013/2014", "2014", "2014-06", "2015")
UNITS = ("t", "kt", "kg")


def families() -> small_catalogue.Families:
    """Add to the small catalogue what checks look at from afar: series, a firm, editions, a growth with one end."""
    rows = small_catalogue.families()
    rows["places"].append(row("places", key="quay", name="Quay", kind="zone", part_of="town"))
    for number in ("1", "2"):
        edition = {"title": f"Yearbook {number}", "publisher": "Bureau", "issued": f"201{number}", "kind": "statistics"}
        rows["sources"].append(
            row("sources", key=f"yearbook-{number}", series="Yearbook", edition=f"201{number}", **edition)
        )
    made = {"dimension": "mass", "unit": "t", "match": "subject place period basis modality", "definition": "Made."}
    rows["indicators"].append(row("indicators", key="output", name="Output", **made))
    rows["indicators"].append(row("indicators", key="sales", name="Sales", **made))
    growth = {"dimension": "growth", "unit": "%", "match": made["match"], "definition": "By how much it grew."}
    rows["indicators"].append(row("indicators", key="growth-of-output", name="Growth of output", **growth))
    series = product(("2010", "2011", "2013", "2015"), ("salt", "", "works"), ("town", "quay"))
    for number, (year, subject, place) in enumerate(series, 1):
        source = SOURCES[1 + number % 4]
        printed = str(100 + 7 * number)
        rows["figures"].append(
            figure(f"series.{number:02}", source, printed, printed, "t", "output", period=year, subject=subject)
            | {"place": place, "basis": "all" if number % 3 else ""}
        )
    rows["figures"] += [
        figure("sales.01", "almanac", "90", "90", "t", "sales", subject="works"),
        figure("sales.02", "yearbook-1", "95", "95", "t", "sales", subject="works", basis="net"),
        figure("growth.01", "almanac", "10%", "10", "%", "growth-of-output", period="2010/2011", modality="growth"),
    ]
    rows["relations"].append(
        row("relations", key="r3", kind="growth", members="start=series.01; growth=growth.01", reason="It grew.")
    )
    return rows


@pytest.fixture(scope="module")
def seen_from_afar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("afar"), families())


def made(folder: Path, rows: small_catalogue.Families) -> Path:
    def check(connection: sqlite3.Connection) -> None:
        recheck(connection)

    build(folder / "library.sqlite", small_catalogue.write(folder / "catalogue", rows), check, lambda _: None)
    return folder / "library.sqlite"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory(prefix="edits-", ignore_cleanup_errors=True) as folder:
        library = Library.open(Path(shutil.copyfile(path, Path(folder) / "library.sqlite")))
        try:
            with library.writer() as connection:
                yield connection
        finally:
            library.close()


def queue(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM conflict ORDER BY id").fetchall()


def agrees_with_a_check_of_everything(connection: sqlite3.Connection) -> None:
    kept = queue(connection)
    recheck(connection, [number for (number,) in connection.execute("SELECT id FROM question")])
    assert kept == queue(connection)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, str]:
    """Draw what a person changes of a figure: its number, or what it answers, or where it is printed."""
    number = str(draw(st.sampled_from([1, 5, 10, 20, 95, 100, 120, 150, 500, 1000, 9999, 10**5])))
    drawn = {
        "number": st.just({"number": number, "printed": number, "start": "", "end": ""}),
        "period": st.sampled_from(YEARS).map(lambda year: {"period": year}),
        "subject": st.sampled_from(["", "salt", "works", "brine"]).map(lambda subject: {"subject": subject}),
        "place": st.sampled_from(["town", "quay", "land"]).map(lambda place: {"place": place}),
        "basis": st.sampled_from(["", "all", "net"]).map(lambda basis: {"basis": basis}),
        "modality": st.sampled_from(["actual", "target", "cap"]).map(lambda modality: {"modality": modality}),
        "unit": st.sampled_from(UNITS).map(lambda unit: {"unit": unit}),
        "source": st.sampled_from(SOURCES).map(lambda source: {"source": source, "start": "", "end": ""}),
        "hedge": st.sampled_from(["", "over", "about"]).map(lambda hedge: {"hedge": hedge, "hedge_words": hedge}),
    }
    parts = draw(st.lists(st.sampled_from(sorted(drawn)), min_size=1, max_size=3, unique=True))
    found: dict[str, str] = {}
    for part in parts:
        found |= draw(drawn[part])
    return found


ACTS = st.tuples(st.sampled_from(["correct", "correct", "correct", "withdraw", "add", "undo", "source"]), changes())


def act(connection: sqlite3.Connection, what: str, changed: dict[str, str], data: st.DataObject) -> None:
    ids = [number for (number,) in connection.execute("SELECT id FROM figure ORDER BY id")]
    chosen = data.draw(st.sampled_from(ids))
    if what == "correct":
        edit.correct(connection, Kind.FIGURE, chosen, changed, "misread")
    elif what == "withdraw":
        edit.withdraw(connection, Kind.FIGURE, chosen, "not in the source")
    elif what == "add":
        row_of_it = edit.form(connection, Kind.FIGURE, chosen) | {"key": "", "start": "", "end": ""} | changed
        edit.add(connection, Kind.FIGURE, row_of_it, "found")
    elif what == "undo":
        entries = [number for (number,) in connection.execute("SELECT id FROM audit ORDER BY id")]
        edit.undo(connection, data.draw(st.sampled_from(entries)))
    else:
        (source,) = connection.execute("SELECT source_id FROM figure WHERE id = ?", (chosen,)).fetchone()
        issued = data.draw(st.sampled_from(["", "2010", "2012", "2016", "2030"]))
        series = data.draw(st.sampled_from(["", "Yearbook"]))
        edit.correct(connection, Kind.SOURCE, source, {"issued": issued, "series": series, "edition": issued}, "seen")


@settings(max_examples=25, deadline=None)
@given(acts=st.lists(ACTS, min_size=1, max_size=5), data=st.data())
def test_queue_after_edits_is_that_of_a_check_of_everything(
    acts: list[tuple[str, dict[str, str]]], data: st.DataObject, seen_from_afar: Path
) -> None:
    with opened(seen_from_afar) as connection:
        for what, changed in acts:
            try:
                act(connection, what, changed, data)
            except Refused:
                continue
            agrees_with_a_check_of_everything(connection)


def test_figure_that_gets_an_odd_neighbour_is_looked_at_again(seen_from_afar: Path) -> None:
    with opened(seen_from_afar) as connection:
        ids = dict(connection.execute("SELECT key, id FROM figure"))
        for key in ("series.07", "series.19"):  # salt in the town: the years before and after 2013
            big = {"number": "9000", "printed": "9000"}
            edit.correct(connection, Kind.FIGURE, ids[key], big, "misread")
            agrees_with_a_check_of_everything(connection)
        (odd,) = connection.execute("SELECT question_id FROM figure WHERE key = 'series.13'").fetchone()
        assert odd in [found[0] for found in queue(connection)]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library with a series of 120 years, on 60 of which two sources quarrel."""
    rows = families()
    for year in range(1660, 1780):
        rows["figures"].append(long_ago("almanac", year, "100"))
        if 1690 <= year < 1750:
            rows["figures"].append(long_ago("yearbook-1", year, "700" if year % 2 else "150"))
    return made(tmp_path_factory.mktemp("crowded"), rows)


def long_ago(source: str, year: int, number: str) -> dict[str, str]:
    return figure(f"{source}.{year}", source, number, number, "t", "output", period=str(year), basis="long")


@pytest.mark.parametrize("number", ["101", "9000"])
def test_edit_in_a_crowded_series_checks_few_others(number: str, crowded: Path) -> None:
    with opened(crowded) as connection:
        sql = "SELECT id, question_id FROM figure WHERE key = 'almanac.1700'"
        one, asked = connection.execute(sql).fetchone()
        edit.correct(connection, Kind.FIGURE, one, {"number": number, "printed": number}, "misread")
        assert 1 < len(Neighbours(connection).of({asked})) <= 1 + 2 * MOST
        kept = queue(connection)
        near = "SELECT id FROM question WHERE basis = 'long' AND period BETWEEN '1690' AND '1710'"
        recheck(connection, [found for (found,) in connection.execute(near)])
        assert kept == queue(connection)
