"""Attach: only the very text that the locators refer to is taken, anything else is refused in words."""

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import attach as attaching
from rareearth_gui.ops.attach import Attached, attach
from rareearth_gui.ops.attach_all import Taken
from rareearth_gui.ops.verify import verify
from rareearth_gui.store import chain, texts
from rareearth_gui.store.library import Library
from tests.small_catalogue import SHA256, TEXT

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(os.environ.get("RAREEARTH_SEEDS", ROOT.parent / "shared" / "seeds"))


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "some name.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_right_text_is_attached_and_every_figure_resolves(small: sqlite3.Connection, text_file: Path) -> None:
    done = attach(small, text_file)
    assert (done.title, done.figures, done.resolved) == ("Salt in Ardale", 4, 4)
    assert texts.text(small, done.source_id) == TEXT
    assert [checked.says for checked in verify(small) if checked.holds is not True] == []
    assert chain.broken(small) == []
    assert small.execute("SELECT act, record FROM audit ORDER BY id DESC").fetchone() == (
        "attach",
        f"S{done.source_id}",
    )


def test_attaching_again_changes_no_text(small: sqlite3.Connection, text_file: Path) -> None:
    assert attach(small, text_file) == attach(small, text_file)
    assert small.execute("SELECT count(*) FROM source_text").fetchone() == (1,)
    acts = small.execute("SELECT count(*) FROM audit WHERE act = 'attach'").fetchone()
    assert acts == (1,), "the same again is no act"


def test_document_without_figures_is_told_as_such() -> None:
    assert Attached(1, "Speech", 0, 0).says == "no figure is in it"
    assert Taken((Attached(1, "Speech", 0, 0),), ()).says == "Attached “Speech”: no figure is in it."


@pytest.mark.parametrize(
    "change, sentence",
    [
        (lambda data: data.replace(b"\n", b"\r\n"), "its line ends were changed"),
        (lambda data: b"\xef\xbb\xbf" + data, "a byte order mark was added"),
        (lambda data: data + b"\n\n", "white space at its end was changed"),
        (lambda data: data.rstrip(), "white space at its end was changed"),
        (lambda data: data.replace(b"38%", b"83%"), "is not a document that the library knows"),
        (lambda data: data.decode().encode("utf-16"), "is not a document that the library knows"),
        (lambda _: b"", "is empty"),
        (lambda _: b"\x00\xff" * 99, "is not a document that the library knows"),
    ],
    ids=["line ends", "mark", "more at the end", "less at the end", "digit", "UTF-16", "empty", "binary"],
)
def test_changed_text_is_refused_and_the_change_named(
    change: Callable[[bytes], bytes], sentence: str, small: sqlite3.Connection, text_file: Path
) -> None:
    text_file.write_bytes(change(TEXT.encode()))
    with pytest.raises(Refused, match=sentence):
        attach(small, text_file)
    nothing_attached(small)


def nothing_attached(connection: sqlite3.Connection) -> None:
    assert connection.execute("SELECT count(*) FROM source_text").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM audit WHERE act = 'attach'").fetchone() == (0,)


def test_what_is_no_file_is_refused(small: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not a file"):
        attach(small, tmp_path)
    with pytest.raises(Refused, match="cannot be read: No such file"):
        attach(small, tmp_path / "none.txt")
    nothing_attached(small)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO in its file system")
def test_fifo_is_refused_without_waiting(small: sqlite3.Connection, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="is not a file"):
        attach(small, tmp_path / "pipe")


def test_endless_file_is_refused_before_it_is_read(small: sqlite3.Connection, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(4 * 2**30)
    with pytest.raises(Refused, match="larger than 64 MB"):
        attach(small, tmp_path / "huge.txt")


def test_text_that_is_no_utf_8_is_refused(small: sqlite3.Connection, tmp_path: Path) -> None:
    data = "Größe".encode("latin-1")
    small.execute("UPDATE source SET sha256 = ? WHERE key = 'gazette'", (hashlib.sha256(data).hexdigest(),))
    (tmp_path / "latin.txt").write_bytes(data)
    with pytest.raises(Refused, match="is not UTF-8 text"):
        attach(small, tmp_path / "latin.txt")
    nothing_attached(small)


def test_failing_audit_attaches_nothing(
    small: sqlite3.Connection, text_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(chain, "append", fail)
    with pytest.raises(ZeroDivisionError):
        attach(small, text_file)
    monkeypatch.undo()
    nothing_attached(small)


def test_largest_is_above_what_anyone_attaches() -> None:
    assert attaching.LARGEST >= 2**26
    assert len(SHA256) == 64


@pytest.mark.skipif(not list(SEEDS.glob("*.txt")), reason=f"the documents are not there: {SEEDS} holds no text")
def test_every_figure_of_the_documents_stands_where_it_says(library_path: Path) -> None:
    library = Library.open(library_path)
    with library.writer() as connection:
        done = [attach(connection, path) for path in sorted(SEEDS.glob("*.txt"))]
        assert sum(one.figures for one in done) > 100
        assert [one.title for one in done if one.resolved < one.figures] == []
        checked = list(verify(connection))
        assert [one.says for one in checked if one.holds is not True] == []
        assert sum(one.what.startswith("F") for one in checked) == sum(one.figures for one in done)
    library.close()
