"""Opening: what is not ours is refused in words, and every file stays byte for byte as it was."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store.library import Library, transaction
from rareearth_gui.store.opening import State, examine
from rareearth_gui.store.schema import APPLICATION_ID, VERSION

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    """Fail when a file in the folder is another one afterwards, or there are more or fewer."""

    def seen() -> dict[str, bytes | None]:
        return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}

    before = seen()
    yield
    assert seen() == before


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        Library.open(path, write=False).reader()
    return str(caught.value)


# -- What is none of ours -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "is empty"),
        (b"S", "is not a library of Rare Earth Desk"),
        (b"\n" * 5_000, "is not a library of Rare Earth Desk"),
        (b"Town: 38% of the land.\n" * 100, "is not a library of Rare Earth Desk"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(2_000), "is not a library of Rare Earth Desk"),
        (b"PK\x03\x04" + bytes(2_000), "is not a library of Rare Earth Desk"),
        (b"SQLite format 3\x00", "is not a library of Rare Earth Desk"),
        (b"SQLite format 3\x00" + bytes(2_000), "is an SQLite file of another program"),
    ],
    ids=["empty", "one byte", "blank lines", "text", "PNG", "zip", "header alone", "header and nothing"],
)
def test_file_of_another_kind_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "some.sqlite"
    path.write_bytes(content)
    with untouched(tmp_path):
        assert sentence in refusal(path)
        assert "left as it is" in refusal(path)
        with pytest.raises(Refused, match=re.escape(sentence)):
            Library.open(path)


def test_sqlite_file_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE x (y); INSERT INTO x VALUES (1); PRAGMA user_version = 1;")
    with untouched(tmp_path):
        assert "is an SQLite file of another program" in refusal(path)


@pytest.mark.parametrize("twelfth", range(12))
def test_library_that_is_cut_short_is_refused(twelfth: int, small_library: Path) -> None:
    size = small_library.stat().st_size
    os.truncate(small_library, (size - 1) * twelfth // 11)
    with untouched(small_library.parent):
        assert any(words in refusal(small_library) for words in ("is empty", "is not a library", "is cut short"))


def test_damaged_first_page_is_refused(small_library: Path) -> None:
    with small_library.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 400)
    with untouched(small_library.parent):
        assert "cannot be read as a library" in refusal(small_library)


def test_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with untouched(tmp_path):
        assert "There is no file" in refusal(tmp_path / "none.sqlite")


def test_folder_is_refused(tmp_path: Path) -> None:
    with untouched(tmp_path):
        assert "is not a file" in refusal(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO in its file system")
def test_fifo_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in refusal(tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_link_that_leads_nowhere_or_round_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to("none.sqlite")
    (tmp_path / "round").symlink_to("round")
    assert "There is no file" in refusal(tmp_path / "nowhere")
    assert "cannot be read" in refusal(tmp_path / "round")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_link_leads_to_the_library_itself(small_library: Path) -> None:
    link = small_library.parent / "link"
    link.symlink_to(small_library)
    library = Library.open(link)
    assert library.path == small_library.resolve()
    library.close()


# -- What may be read only ----------------------------------------------------------------------------------


def figures(library: Library) -> int:
    with closing(library.reader()) as connection:
        return int(connection.execute("SELECT count(*) FROM figure").fetchone()[0])


def stays_closed_to_writing(library: Library) -> None:
    assert not library.writable
    assert figures(library) > 0
    with pytest.raises(Refused, match="Nothing was changed"), library.writer():
        pass
    with closing(library.reader()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM figure")


def test_library_of_a_newer_program_is_open_for_reading(small_library: Path) -> None:
    with closing(sqlite3.connect(small_library)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with untouched(small_library.parent):
        library = Library.open(small_library)
        assert library.state is State.NEWER
        assert "newer version" in library.state.value
        stays_closed_to_writing(library)
        library.close()


def test_reading_leaves_no_trace(small_library: Path) -> None:
    with untouched(small_library.parent):
        library = Library.open(small_library, write=False)
        stays_closed_to_writing(library)
        library.close()


def test_writing_leaves_no_lock_behind(small_library: Path) -> None:
    with untouched(small_library.parent):
        library = Library.open(small_library)
        assert library.writable
        assert figures(library) > 0
        library.close()


HOLDER = """
import sys
from pathlib import Path
from rareearth_gui.store.library import Library
library = Library.open(Path(sys.argv[1]))
print(library.state.name, flush=True)
sys.stdin.read()
"""


@contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold a library open for writing."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline().strip() == "WRITABLE"
            yield other
        finally:
            other.kill()


def test_library_that_another_process_writes_is_open_for_reading(small_library: Path) -> None:
    with held_elsewhere(small_library) as other, untouched(small_library.parent):
        library = Library.open(small_library)
        assert library.state is State.IN_USE
        assert "open in another window" in library.state.value
        stays_closed_to_writing(library)
        library.close()
        assert json.loads(small_library.with_name("small.sqlite.lock").read_text("utf-8"))["pid"] == other.pid


def test_lock_of_a_killed_process_is_taken_over(small_library: Path) -> None:
    with held_elsewhere(small_library) as other:
        other.kill()
        other.wait()
        library = Library.open(small_library)
        assert library.writable
        library.close()
    assert [path.name for path in small_library.parent.iterdir()] == [small_library.name]


def test_lock_file_of_anyone_is_no_lock(small_library: Path) -> None:
    small_library.with_name("small.sqlite.lock").write_text('{"pid": 1, "host": "elsewhere"}', "utf-8")
    library = Library.open(small_library)
    assert library.writable
    library.close()


READ_AS_NOBODY = """
import sys
from contextlib import closing
from pathlib import Path
from rareearth_gui.store.library import Library
library = Library.open(Path(sys.argv[1]))
with closing(library.reader()) as connection:
    print(library.state.name, connection.execute("SELECT count(*) FROM figure").fetchone()[0])
"""


@pytest.mark.parametrize("folder_too", [False, True], ids=["file", "file and folder"])
def test_read_only_file_is_open_for_reading(folder_too: bool, small_built: Path) -> None:
    command = [sys.executable, "-c", READ_AS_NOBODY]
    if os.name == "nt" or not hasattr(os, "geteuid"):
        pytest.skip("modes are not what keeps a file from being written on Windows")
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write every file, and there is no setpriv to be somebody else")
        command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        path = Path(shutil.copyfile(small_built, folder / "small.sqlite"))
        path.chmod(0o444)
        folder.chmod(0o555 if folder_too else 0o755)
        try:
            with untouched(folder):
                done = subprocess.run(
                    [*command, str(path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
                )
        finally:
            folder.chmod(0o755)
    if "Permission denied" in done.stderr or "No module named" in done.stderr:
        pytest.skip(f"somebody else may not read this Python or this checkout: {done.stderr.strip()[-120:]}")
    assert done.stdout.split()[:1] == ["READ_ONLY"], done.stderr


def test_another_writer_makes_a_reader_wait_and_no_more(small_library: Path) -> None:
    library = Library.open(small_library)
    with library.writer() as writer, closing(library.reader()) as reader, transaction(writer):
        writer.execute("UPDATE figure SET note = 'x'")
        assert reader.execute("SELECT count(*) FROM figure WHERE note = 'x'").fetchone() == (0,)
    library.close()


def test_examining_gives_the_version(small_library: Path) -> None:
    assert examine(small_library) == VERSION
    assert small_library.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")


def test_path_with_odd_signs_opens(small_library: Path) -> None:
    odd = small_library.parent / "50% of #1? Bücher & 包头"
    odd.mkdir()
    moved = small_library.rename(odd / "a b.sqlite")
    library = Library.open(moved)
    assert figures(library) > 0
    library.close()
