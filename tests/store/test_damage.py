"""Flipped bits: a damaged library is refused, or flagged, or reads as before; it never takes the program down."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.attach import attach
from rareearth_gui.ops.listing_json import records
from rareearth_gui.ops.verify import verify
from rareearth_gui.store.library import Library
from tests.small_catalogue import TEXT

FILES = 150
SAID_BY_THE_COMMAND_LINE = (Refused, sqlite3.DatabaseError, UnicodeDecodeError)
"""What `cli.guarded` puts into one line."""


@pytest.fixture
def attached(small_library: Path) -> Path:
    (small_library.parent / "salt.txt").write_bytes(TEXT.encode())
    library = Library.open(small_library)
    with library.writer() as connection:
        attach(connection, small_library.parent / "salt.txt")
    library.close()
    return small_library


def look(path: Path) -> list[str]:
    """Read all that there is; give the words of the located figures that are called right."""
    library = Library.open(path, write=False)
    with closing(library.reader()) as connection:
        checked = list(verify(connection))
        figures = {str(one["id"]): one for one in records(connection, "figures", "")}
        list(records(connection, "conflicts", ""))
    library.close()
    right = [one.what for one in checked if one.holds and one.what.startswith("F")]
    return [f"{figures[name]['printed']} at {figures[name]['start']}" for name in right]


def flip(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    flipped = bytearray(data)
    for _ in range(chance.randint(1, 16)):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def test_flipped_bits_are_refused_or_leave_what_is_verified_right(attached: Path) -> None:
    sound = look(attached)
    data = attached.read_bytes()
    outcomes: Counter[str] = Counter()
    for seed in range(FILES):
        attached.write_bytes(damaged := flip(data, seed))
        try:
            outcomes["read"] += 1
            for words in look(attached):
                printed, _, start = words.rpartition(" at ")
                assert TEXT[int(start) :].startswith(printed), f"seed {seed}"
        except SAID_BY_THE_COMMAND_LINE:
            outcomes["refused"] += 1
        assert attached.read_bytes() == damaged, f"seed {seed}"
    assert len(sound) == 4
    assert outcomes["refused"] > FILES // 10


@pytest.mark.parametrize(
    "column, value",
    [("unit", "stone"), ("number", "3x"), ("number_high", "1"), ("hedge", "perhaps"), ("own_high", "-9")],
)
def test_figure_that_makes_no_sense_is_refused_by_its_id(column: str, value: str, small_library: Path) -> None:
    with closing(sqlite3.connect(small_library)) as connection, connection:
        connection.execute(f"UPDATE figure SET own_low = '1', {column} = ? WHERE id = 3", (value,))
    library = Library.open(small_library, write=False)
    with closing(library.reader()) as reader, pytest.raises(Refused, match="Figure F3 is damaged"):
        list(records(reader, "figures", ""))
    library.close()
