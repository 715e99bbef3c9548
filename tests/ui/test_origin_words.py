"""Origins where a person reads: named by the source that they are, or in words; a key is only a token."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import compare, record, sentence
from rareearth_gui.store.figures import load
from rareearth_gui.store.opening import connect
from rareearth_gui.ui.side_by_side import ATTRIBUTES, seats


@pytest.fixture(scope="module")
def small(small_built: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(small_built, write=False)) as connection:
        yield connection


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(bundled_library, write=False)) as connection:
        yield connection


def test_figure_of_a_copy_names_the_source_it_goes_back_to(small: sqlite3.Connection) -> None:
    (figure,) = load(small, "f.key = 'reprint.01'")
    assert (figure.origin, figure.origin_name) == ("almanac", "Bureau 2016")
    (own,) = load(small, "f.key = 'gazette.03'")
    assert own.origin_name == own.source.label == "Gazette 2017"


def test_no_key_of_a_source_is_read_as_an_origin(bundled: sqlite3.Connection) -> None:
    keys = {key for (key,) in bundled.execute("SELECT key FROM source") if re.search(r"\d", key)}
    names = {figure.origin_name for figure in load(bundled, "1")}
    assert not keys & names
    assert "baotou world share" in names, "what is no source of the library is told by the words of its key"


def test_columns_copies_and_the_safe_sentence_name_origins_in_words(bundled: sqlite3.Connection) -> None:
    (asked,) = bundled.execute("SELECT question_id FROM figure WHERE key = 'xiangtanshizx-2017.01'").fetchone()
    side = compare.question(bundled, asked)
    origin = next(row for row in ATTRIBUTES if row.title == "Origin")
    said = [origin.of(seat.figure, side.case) for seat in seats(side)] + [seat.block for seat in seats(side)]
    said += [why for _, why in sentence.strongest(bundled, asked).avoid]
    assert any(words.endswith("goes back to zjdjkj.com 2017") for words in said)
    assert not any("baotou-2017" in words for words in said)


def test_record_names_where_a_source_goes_back_to(small: sqlite3.Connection) -> None:
    (number,) = small.execute("SELECT id FROM source WHERE key = 'reprint'").fetchone()
    rows = dict(record.tell(small, Kind.SOURCE, number).sections[0].rows)
    assert rows["Origin"] == "Bureau 2016 (almanac)"
