"""What holds for every test: no window shown, no thread left behind, no file of the developer's touched."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import shutil
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("fast", max_examples=30, deadline=None)
hypothesis.settings.register_profile("soak", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

PATIENCE = 2.0
"""Seconds that a thread gets to end once its test is over."""


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep fixtures that serve many tests off the developer's files."""
    with pytest.MonkeyPatch.context() as patch:
        _live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def home() -> Iterator[Path]:
    """Give each test an empty home of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="home-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        _live_in(Path(folder), patch)
        yield Path(folder)


def _live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("HOME", str(home))
    for name, folder in (
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
    ):
        patch.setenv(name, str(home / folder))
    if sys.platform == "win32":
        patch.setenv("USERPROFILE", str(home))
        patch.setenv("APPDATA", str(home / "AppData" / "Roaming"))
        patch.setenv("LOCALAPPDATA", str(home / "AppData" / "Local"))


@pytest.fixture(autouse=True)
def _no_stray_threads(home: Path) -> Iterator[None]:
    """Fail a test that leaves a thread running; the fixtures that it asked for are torn down before this."""
    before = set(threading.enumerate())
    yield
    stray = [thread for thread in set(threading.enumerate()) - before if not _is_foreign(thread)]
    for thread in stray:
        thread.join(PATIENCE / len(stray))
    left = [thread.name for thread in stray if thread.is_alive()]
    if left:
        pytest.fail(f"the test left threads running: {', '.join(left)}", pytrace=False)


def _is_foreign(thread: threading.Thread) -> bool:
    """Say whether Python only met the thread (one of Qt's) and so never learns that it ended."""
    return isinstance(thread, threading._DummyThread)


@pytest.fixture(scope="session")
def bundled_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the library of the bundled catalogue once; for reading only."""
    from rareearth_gui.ops.start import make

    path = tmp_path_factory.mktemp("bundled") / "library.sqlite"
    make(path, lambda _: None)
    return path


@pytest.fixture
def library_path(bundled_library: Path, tmp_path: Path) -> Path:
    """Give a test its own copy of the bundled library."""
    return Path(shutil.copyfile(bundled_library, tmp_path / "library.sqlite"))


@pytest.fixture(scope="session")
def small_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the library of the small catalogue once; for reading only."""
    from rareearth_gui.ops.recheck import recheck
    from rareearth_gui.store.build import build
    from tests import small_catalogue

    def check(connection: sqlite3.Connection) -> None:
        recheck(connection)

    folder = tmp_path_factory.mktemp("small")
    build(folder / "small.sqlite", small_catalogue.write(folder / "catalogue"), check, lambda _: None)
    return folder / "small.sqlite"


@pytest.fixture
def small_library(small_built: Path, tmp_path: Path) -> Path:
    """Give a test its own copy of the library of the small catalogue."""
    return Path(shutil.copyfile(small_built, tmp_path / "small.sqlite"))


@pytest.fixture
def small(small_library: Path) -> Iterator[sqlite3.Connection]:
    """Lend a test the write connection of its own copy of the small library."""
    from rareearth_gui.store.library import Library

    library = Library.open(small_library)
    with library.writer() as connection:
        yield connection
    library.close()


def pytest_unconfigure() -> None:
    """Empty the clipboard as the window does when it closes: what a widget under test copied outlives Python."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
