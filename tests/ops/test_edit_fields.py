"""The fields that a person edits: every column has one, in the words of the listings, with what is to be written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.entities import EDITABLE, Kind
from rareearth_gui.ops import edit
from rareearth_gui.ops.edit_fields import fields, words
from rareearth_gui.ops.listings import LISTINGS


@pytest.mark.parametrize("kind", EDITABLE)
def test_every_column_has_a_field(kind: Kind) -> None:
    assert set(fields(kind)) == set(edit.blank(kind)) - {"key"}


@pytest.mark.parametrize("kind", EDITABLE)
def test_fields_are_called_as_the_listing_heads_them(kind: Kind) -> None:
    (listing,) = (one for one in LISTINGS.values() if one.kind is kind)
    for column, field in fields(kind).items():
        listed = listing.column(column)
        assert field.label
        assert "_" not in field.label
        assert listed is None or column in ("low", "high") or field.label == listed.title
    labels = [field.label for field in fields(kind).values()]
    assert len(set(labels)) == len(labels)


def test_choices_of_a_closed_list_are_said_in_words() -> None:
    assert words(Kind.FIGURE, "scale", "10000") == "ten thousand (万)"
    assert words(Kind.FIGURE, "modality", "cap") == "cap"


@pytest.mark.parametrize("kind", EDITABLE)
def test_what_a_record_refers_to_is_among_its_choices(kind: Kind, bundled_library: Path) -> None:
    with closing(sqlite3.connect(bundled_library)) as db:
        choices = {column: {one.key for one in found} for column, found in edit.choices(db, kind).items()}
        for (number,) in db.execute(f"SELECT id FROM {kind.value} LIMIT 40").fetchall():
            row = edit.form(db, kind, number)
            assert edit.wrong(db, kind, row) == {}
            for column, keys in choices.items():
                assert not row[column] or row[column] in keys or column == "denominator"


def test_faults_are_told_by_column(bundled_library: Path) -> None:
    with closing(sqlite3.connect(bundled_library)) as db:
        typed = edit.form(db, Kind.FIGURE, 1) | {
            "number": "4,5",
            "place": "nowhere",
            "period": "last year",
            "start": "x",
        }
        assert set(edit.wrong(db, Kind.FIGURE, typed)) == {"number", "place", "period", "start"}
