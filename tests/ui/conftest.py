"""What every test of the window begins with: no widgets that an earlier one left, and a desk where one is wanted."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from rareearth_gui.store.library import Library
from rareearth_gui.ui.desk import Desk


@pytest.fixture(autouse=True)
def cleared_up() -> None:
    """Let Python clear up now: a heap of dead windows that goes all at once, at any time, takes Qt down with it."""
    gc.collect()


@pytest.fixture
def desk(library_path: Path) -> Iterator[Desk]:
    """Give a desk over a copy of the bundled library."""
    made = Desk(Library.open(library_path))
    yield made
    made.close()
