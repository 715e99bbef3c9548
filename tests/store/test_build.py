"""A library is made whole or not at all: from a broken catalogue, on a full name, under kill -9."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.start import start
from rareearth_gui.ops.verify import verify
from rareearth_gui.store.build import build
from rareearth_gui.store.library import Library
from tests import small_catalogue
from tests.small_catalogue import Families

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 10
LONGEST = 1.5
"""Seconds after which a process is killed at the latest, were the computer ever so busy."""


def quiet(*_: object) -> None:
    """Neither check nor tell."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_library_holds_every_row_of_the_catalogue(small_built: Path) -> None:
    rows = small_catalogue.families()
    with closing(sqlite3.connect(f"{small_built.as_uri()}?mode=ro", uri=True)) as connection:
        for family, table in (
            ("figures", "figure"),
            ("sources", "source"),
            ("links", "material_link"),
            ("tasks", "task"),
        ):
            keys = {key for (key,) in connection.execute(f"SELECT key FROM {table}")}
            assert keys == {row["key"] for row in rows[family]}
        assert connection.execute("SELECT count(*) FROM mention").fetchone() == (len(rows["mentions"]),)
        assert connection.execute("SELECT count(*) FROM relation_member").fetchone() == (5,)
        assert connection.execute("SELECT count(*) FROM task_target").fetchone() == (1,)


def test_figures_keep_their_words_and_their_bands(small_built: Path) -> None:
    with closing(sqlite3.connect(f"{small_built.as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute(
            "SELECT printed, number, scale, hedge_words, value, low, high FROM figure WHERE key = 'gazette.04'"
        ).fetchone()
        assert row == ("13 thousand tons", "13", "1000", "over", 13000.0, 13000.0, None)


def test_new_library_is_sound(small_built: Path) -> None:
    library = Library.open(small_built, write=False)
    with closing(library.reader()) as connection:
        assert [checked for checked in verify(connection) if checked.holds is False] == []


# -- Catalogues that break a rule ---------------------------------------------------------------------------


def change(family: str, row: int, **cells: str) -> Callable[[Families], None]:
    def made(rows: Families) -> None:
        rows[family][row] |= cells

    return made


@pytest.mark.parametrize(
    "break_it",
    [
        change("figures", 0, unit="stone"),
        change("figures", 0, source="nobody"),
        change("figures", 0, indicator="luck"),
        change("figures", 0, printed=""),
        change("figures", 0, number="12,5"),
        change("figures", 0, number="1e5"),
        change("figures", 0, number="NaN"),
        change("figures", 0, number="5", number_high="3"),
        change("figures", 0, low="5", high="3", reading_reason="for once"),
        change("figures", 0, low="5"),
        change("figures", 0, start="5", end=""),
        change("figures", 0, start="0", end="9"),
        change("figures", 0, period="soon"),
        change("figures", 0, hedge="perhaps"),
        change("figures", 0, modality="maybe"),
        change("figures", 0, kind="guessed"),
        change("figures", 1, key="gazette.01"),
        change("figures", 0, key="Größe"),
        change("indicators", 0, unit="stone"),
        change("sources", 0, kind="rumour"),
        change("sources", 0, sha256="abc"),
        change("enterprises", 0, certainty="sure"),
        change("relations", 0, kind="love"),
        change("relations", 0, members="share=nothing.01"),
        change("tasks", 0, targets="nothing.01"),
        change("mentions", 0, start="", end=""),
        change("mentions", 0, kind="rumour"),
        change("places", 1, part_of="nowhere"),
    ],
    ids=lambda made: " ".join(map(str, made.__closure__[0].cell_contents.items())),
)
def test_broken_catalogue_is_refused_and_leaves_nothing(break_it: Callable[[Families], None], tmp_path: Path) -> None:
    rows = small_catalogue.families()
    break_it(rows)
    folder = small_catalogue.write(tmp_path / "catalogue", rows)
    with pytest.raises(Refused, match="The catalogue breaks a rule"):
        build(tmp_path / "made" / "library.sqlite", folder, quiet, quiet)
    assert names(tmp_path / "made") == []


@pytest.mark.parametrize(
    "name, content",
    [
        ("places.csv", b"key,name\nland,Land\n"),
        ("places.csv", b"key,name,name_zh,kind,part_of,note\nland,L\xe4nd,,country,,\n"),
        ("places.csv", b'key,name,name_zh,kind,part_of,note\nland,"Land,,country,,\n'),
        ("places.csv", b"key,name,name_zh,kind,part_of,note\nland,Land\n"),
        ("gossip.csv", b"key,name\nland,Land\n"),
    ],
    ids=["header", "Latin-1", "open quote", "few cells", "unknown family"],
)
def test_file_that_is_no_catalogue_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    folder = small_catalogue.write(tmp_path / "catalogue")
    (folder / name).write_bytes(content)
    with pytest.raises(Refused, match=f"The catalogue breaks a rule: {name}"):
        build(tmp_path / "made" / "library.sqlite", folder, quiet, quiet)
    assert names(tmp_path / "made") == []


def test_failing_check_leaves_nothing(tmp_path: Path) -> None:
    def fail(_: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    folder = small_catalogue.write(tmp_path / "catalogue")
    with pytest.raises(ZeroDivisionError):
        build(tmp_path / "made" / "library.sqlite", folder, fail, quiet)
    assert names(tmp_path / "made") == []


# -- Places where a library cannot be made ------------------------------------------------------------------


def test_file_that_came_into_being_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "made" / "library.sqlite"

    def interfere(_: sqlite3.Connection) -> None:
        path.write_text("somebody else's", "utf-8")

    with pytest.raises(Refused, match="came into being"):
        build(path, small_catalogue.write(tmp_path / "catalogue"), interfere, quiet)
    assert path.read_text("utf-8") == "somebody else's"
    assert names(path.parent) == [path.name]


def test_name_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    folder = small_catalogue.write(tmp_path / "catalogue")
    with pytest.raises(Refused, match="No library can be made"):
        build(tmp_path / "file" / "library.sqlite", folder, quiet, quiet)
    assert (tmp_path / "file").read_text("utf-8") == "x"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /proc or /dev to point at here")
def test_folder_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    folder = small_catalogue.write(tmp_path / "catalogue")
    with pytest.raises(Refused, match="No library can be made"):
        build(Path("/proc/library.sqlite"), folder, quiet, quiet)


# -- kill -9 ------------------------------------------------------------------------------------------------

MAKER = """
import sys
from pathlib import Path
from rareearth_gui.ops.start import make
print("begun", flush=True)
make(Path(sys.argv[1]), lambda _: None)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_making_a_library_is_whole_or_nothing_under_kill_9(bundled_library: Path, tmp_path: Path) -> None:
    chance = random.Random(4)
    path = tmp_path / "library.sqlite"
    begun = time.monotonic()
    assert subprocess.run([sys.executable, "-c", MAKER, str(path)], cwd=ROOT, check=True, capture_output=True)
    longest = min(time.monotonic() - begun, LONGEST)
    path.unlink()
    survived = 0
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", MAKER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as maker:
            assert maker.stdout is not None
            assert maker.stdout.readline() == "begun\n"
            time.sleep(chance.uniform(0.0, longest))
            maker.kill()
        if path.exists():
            survived += 1
            assert contents(path) == contents(bundled_library)
            path.unlink()
    assert survived < ROUNDS, "no process was killed while it was at work"
    start(path, quiet, write=False).close()
    assert contents(path) == contents(bundled_library)
    assert names(tmp_path) == [path.name]


def contents(path: Path) -> tuple[object, ...]:
    library = Library.open(path, write=False)
    with closing(library.reader()) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            for table in ("figure", "question", "conflict", "mention", "audit", "relation_member", "figure_search")
        )
