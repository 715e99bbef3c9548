"""A later catalogue is merged in: it adds, it never overwrites, and what differs is listed."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui import settings
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.start import start
from rareearth_gui.store import chain
from rareearth_gui.store.build import Added, add
from rareearth_gui.store.catalogue import Catalogue
from rareearth_gui.store.library import Library
from tests import small_catalogue
from tests.small_catalogue import Families

TABLES = "place source indicator enterprise material material_link figure task relation mention question".split()


def merge(path: Path, rows: Families) -> Added:
    folder = small_catalogue.write(path.parent / "later", rows)
    library = Library.open(path)
    try:
        with library.writer() as connection:
            return add(connection, Catalogue(folder), lambda _: None)
    finally:
        library.close()


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {table: ask(path, f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


def test_same_catalogue_again_changes_nothing(small_library: Path) -> None:
    before = rows_of(small_library)
    added = merge(small_library, small_catalogue.families())
    assert (added.counts, added.differences) == ({}, [])
    assert rows_of(small_library) == before


def test_new_rows_are_added_and_found(small_library: Path) -> None:
    rows = small_catalogue.families()
    rows["sources"].append(small_catalogue.row("sources", key="diary", title="A diary", kind="news", issued="2019"))
    rows["figures"].append(small_catalogue.share("diary.01", "diary", "44%", "44"))
    rows["relations"].append(
        small_catalogue.row("relations", key="r3", kind="bound", members="value=diary.01; limit=gazette.03")
    )
    before = rows_of(small_library)
    added = merge(small_library, rows)
    assert added.counts == {"source": 1, "figure": 1, "relation": 1}
    assert added.differences == []
    after = rows_of(small_library)
    for table in TABLES:
        assert after[table][: len(before[table])] == before[table]
    assert len(after["question"]) == len(before["question"])
    found = "SELECT key FROM figure WHERE id IN (SELECT rowid FROM figure_search WHERE figure_search MATCH '\"44\"')"
    assert ask(small_library, found) == [("diary.01",)]
    members = "SELECT m.role FROM relation_member m JOIN relation r ON r.id = m.relation_id WHERE r.key = 'r3'"
    assert ask(small_library, members) == [("value",), ("limit",)]


@pytest.mark.parametrize(
    "family, cells, said",
    [
        ("places", {"name": "Ardale-on-Sea"}, "place town: name is 'Ardale', catalogue has 'Ardale-on-Sea'"),
        ("sources", {"issued": "2015"}, "source almanac: issued is '2016', catalogue has '2015'"),
        ("sources", {"copy_of": "gazette"}, "source almanac: copy_of is None, catalogue has 'gazette'"),
        ("enterprises", {"why": "a guess"}, "enterprise guild: why is '', catalogue has 'a guess'"),
        ("tasks", {"deadline": "2020"}, "task gazette.t1: deadline is '', catalogue has '2020'"),
        ("relations", {"reason": "No."}, "relation r2: reason is 'Part of it.', catalogue has 'No.'"),
        ("figures", {"printed": "31%"}, "figure almanac.01: printed is '30%', catalogue has '31%'"),
        ("figures", {"number": "31"}, "figure almanac.01: number is '30', catalogue has '31'"),
        ("figures", {"hedge": "over"}, "figure almanac.01: hedge is '', catalogue has 'over'"),
        ("figures", {"note": "n"}, "figure almanac.01: note is '', catalogue has 'n'"),
        ("figures", {"source": "gazette"}, "figure almanac.01: source is 'almanac', catalogue has 'gazette'"),
        ("figures", {"period": "2015"}, "figure almanac.01: question is "),
        ("figures", {"basis": "part of it"}, "figure almanac.01: question is "),
        ("figures", {"number_high": "32"}, "figure almanac.01: number_high is None, catalogue has '32'"),
        ("figures", {"low": "29", "reading_reason": "r"}, "figure almanac.01: own_low is None, catalogue has '29'"),
    ],
)
def test_what_differs_is_listed_and_not_overwritten(
    family: str, cells: dict[str, str], said: str, small_library: Path
) -> None:
    rows = small_catalogue.families()
    key = {
        "places": "town",
        "sources": "almanac",
        "enterprises": "guild",
        "tasks": "gazette.t1",
        "relations": "r2",
    }.get(family, "almanac.01")
    row = next(row for row in rows[family] if row["key"] == key)
    row |= cells
    before = rows_of(small_library)
    added = merge(small_library, rows)
    assert any(difference.startswith(said) for difference in added.differences), added.differences
    assert added.counts == {}
    assert rows_of(small_library) == before


def test_case_of_a_part_of_a_question_is_no_difference(small_library: Path) -> None:
    rows = small_catalogue.families()
    rows["figures"][0]["basis"] = "ALL"
    assert merge(small_library, rows).differences == []


def test_members_of_a_relation_are_not_mixed(small_library: Path) -> None:
    rows = small_catalogue.families()
    members = "SELECT position, role, figure_id FROM relation_member ORDER BY 1, 2, 3"
    before = ask(small_library, members)
    rows["relations"][1]["members"] = "value=almanac.01; value=gazette.02; limit=almanac.02"
    added = merge(small_library, rows)
    assert ask(small_library, members) == before
    assert [difference for difference in added.differences if difference.startswith("relation r2: members")]


def test_history_names_the_catalogue_and_the_differences(small_library: Path) -> None:
    rows = small_catalogue.families()
    rows["places"][1]["name"] = "Elsewhere"
    merge(small_library, rows)
    with closing(sqlite3.connect(small_library)) as connection:
        assert chain.broken(connection) == []
        (detail,) = connection.execute("SELECT detail FROM audit WHERE act = 'catalogue' ORDER BY id DESC").fetchone()
    assert json.loads(detail)["differences"] == ["place town: name is 'Ardale', catalogue has 'Elsewhere'"]


def test_broken_later_catalogue_changes_nothing(small_library: Path) -> None:
    rows = small_catalogue.families()
    rows["figures"][0]["unit"] = "stone"
    before = small_library.read_bytes()
    with pytest.raises(Refused, match="Nothing was added"):
        merge(small_library, rows)
    assert small_library.read_bytes() == before


def test_row_that_the_library_refuses_changes_nothing(small_library: Path) -> None:
    rows = small_catalogue.families()
    rows["places"].append(small_catalogue.row("places", key="hill", name="Hill", kind="hill"))
    rows["sources"].append(small_catalogue.row("sources", key="diary", title="A diary", kind="rumour"))
    before = rows_of(small_library)
    with pytest.raises(Refused):
        merge(small_library, rows)
    assert rows_of(small_library) == before


# -- At the start -------------------------------------------------------------------------------------------


@pytest.fixture
def bundle(small_library: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Families], None]:
    """Give a function that bundles other rows with the program."""

    def bundled(rows: Families) -> None:
        folder = small_catalogue.write(small_library.parent / "bundled", rows)
        monkeypatch.setattr(settings, "catalogue_dir", lambda: folder)

    bundled(small_catalogue.families())
    return bundled


def quarrels(path: Path) -> int:
    return len(ask(path, "SELECT id FROM conflict"))


def test_start_merges_a_later_catalogue_once(small_library: Path, bundle: Callable[[Families], None]) -> None:
    rows = small_catalogue.families()
    rows["figures"].append(small_catalogue.figure("almanac.04", "almanac", "50", "50", "1", "houses"))
    bundle(rows)
    before = quarrels(small_library)
    for _ in range(2):
        start(small_library, lambda _: None).close()
        assert len(ask(small_library, "SELECT id FROM audit WHERE act = 'catalogue'")) == 2
    assert quarrels(small_library) == before + 1


def test_start_with_the_same_catalogue_writes_nothing(small_library: Path, bundle: Callable[[Families], None]) -> None:
    before = small_library.read_bytes()
    start(small_library, lambda _: None).close()
    assert small_library.read_bytes() == before


def test_start_for_reading_merges_nothing(small_library: Path, bundle: Callable[[Families], None]) -> None:
    rows = small_catalogue.families()
    rows["figures"].pop()
    bundle(rows)
    before = small_library.read_bytes()
    start(small_library, lambda _: None, write=False).close()
    assert small_library.read_bytes() == before


def test_start_with_a_broken_catalogue_leaves_library_and_lock_alone(
    small_library: Path, bundle: Callable[[Families], None]
) -> None:
    rows = small_catalogue.families()
    rows["figures"][0]["unit"] = "stone"
    bundle(rows)
    before = small_library.read_bytes()
    with pytest.raises(Refused):
        start(small_library, lambda _: None)
    assert small_library.read_bytes() == before
    assert not small_library.with_name("small.sqlite.lock").exists()
