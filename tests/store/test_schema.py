"""The schema: what is written down equals what is made, bad rows are refused, a failing step leaves nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.store import ddl, schema
from rareearth_gui.store.code_book import CODE_BOOK
from rareearth_gui.store.library import Library, transaction
from rareearth_gui.store.opening import State

GOLDEN = Path(__file__).resolve().parents[2] / "db" / "schema.sql"
AGAIN = """db/schema.sql is not the schema that the program makes. When the change is meant, write it anew:
python -c "import sqlite3, pathlib; from rareearth_gui.store import schema; db = sqlite3.connect(':memory:', \
isolation_level=None); schema.migrate(db); pathlib.Path('db/schema.sql').write_text(schema.dump(db), 'utf-8', \
newline='\\n')\""""


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection)
        connection.execute("PRAGMA foreign_keys=ON")
        yield connection


def test_schema_is_the_one_that_is_written_down(empty: sqlite3.Connection) -> None:
    if not GOLDEN.exists() or GOLDEN.read_text(encoding="utf-8") != schema.dump(empty):
        pytest.fail(AGAIN, pytrace=False)


def test_migrating_twice_changes_nothing(empty: sqlite3.Connection) -> None:
    before = schema.dump(empty)
    schema.migrate(empty)
    assert schema.dump(empty) == before


def test_file_says_whose_it_is_and_how_old(empty: sqlite3.Connection) -> None:
    assert empty.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert empty.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_every_table_is_strict(empty: sqlite3.Connection) -> None:
    rows = empty.execute("SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    ours = {name for name, kind, _ in rows if kind == "table"} - {"sqlite_schema", "_sqlite_migrations"}
    assert len(ours) > 15
    assert {name for name, kind, strict in rows if name in ours and not strict} == set()


def test_code_book_explains_what_there_is(empty: sqlite3.Connection) -> None:
    tables = {name for (name,) in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table, column, meaning in CODE_BOOK:
        columns = {row[1] for row in empty.execute(f"PRAGMA table_info({table})")}
        assert table in tables
        assert not column or column in columns, (table, column)
        assert meaning.endswith(".")
    assert empty.execute("SELECT count(*) FROM code_book").fetchone() == (len(CODE_BOOK),)


# -- Rows that are refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table, column, value",
    [
        ("figure", "printed", ""),
        ("figure", "printed", None),
        ("figure", "number", None),
        ("figure", "kind", "guessed"),
        ("figure", "value", "12,5"),
        ("figure", "value", float("inf")),
        ("figure", "low", float("-inf")),
        ("figure", "high", 1e300),
        ("figure", "low", 1e9),
        ("figure", "start", -1),
        ("figure", "start", 10**6),
        ("figure", "end", None),
        ("figure", "start", "first"),
        ("figure", "key", "gazette.02"),
        ("figure", "source_id", 99),
        ("figure", "question_id", 99),
        ("figure", "bundled", 2),
        ("source", "kind", "rumour"),
        ("source", "sha256", "abc"),
        ("source", "copy_of", "nobody"),
        ("enterprise", "certainty", "sure"),
        ("enterprise", "parent", "nobody"),
        ("material", "stage", "dream"),
        ("question", "modality", "maybe"),
        ("question", "indicator", "luck"),
        ("relation", "kind", "love"),
        ("mention", "kind", "rumour"),
        ("conflict", "rank", float("inf")),
        ("place", "part_of", "nowhere"),
    ],
)
def test_bad_cell_is_refused(table: str, column: str, value: object, small: sqlite3.Connection) -> None:
    first = (
        "SELECT min(rowid) FROM figure WHERE start IS NOT NULL"
        if table == "figure"
        else f"SELECT min(rowid) FROM {table}"
    )
    with pytest.raises(sqlite3.IntegrityError):
        small.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ({first})', (value,))


def test_what_is_referred_to_stays(small: sqlite3.Connection) -> None:
    for table in ("source", "indicator", "material", "question", "place", "figure"):
        with pytest.raises(sqlite3.IntegrityError):
            small.execute(f"DELETE FROM {table}")


# -- Steps that fail ----------------------------------------------------------------------------------------


def test_failing_migration_rolls_back_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ddl, "VIEWS", (*ddl.VIEWS, "CREATE VIEW broken AS SELEC"))
    with closing(sqlite3.connect(tmp_path / "new.sqlite", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection)
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        assert connection.execute("PRAGMA application_id").fetchone() == (0,)


def test_library_whose_migration_fails_stays_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE early (x TEXT) STRICT")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    before = path.read_bytes()
    monkeypatch.setattr(ddl, "VIEWS", (*ddl.VIEWS, "CREATE VIEW broken AS SELEC"))
    old = Library.open(path)
    assert (old.state, old.writable) == (State.OUTDATED, False)
    assert "SELEC" in old.says
    old.close()
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    monkeypatch.undo()
    library = Library.open(path)
    assert library.writable
    library.close()


def test_transaction_is_whole_or_nothing(small: sqlite3.Connection) -> None:
    def act() -> None:
        with transaction(small):
            small.execute("UPDATE figure SET note = 'half'")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        act()
    assert small.execute("SELECT count(*) FROM figure WHERE note = 'half'").fetchone() == (0,)
    with transaction(small):
        small.execute("UPDATE figure SET note = 'whole'")
    assert small.execute("SELECT count(*) FROM figure WHERE note <> 'whole'").fetchone() == (0,)
