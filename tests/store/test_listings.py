"""Lists: whatever is typed is searched for literally and never raises; the order is total; quantities are found."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rareearth_gui.domain.listing import Listing, parse_filter
from rareearth_gui.ops.listings import LISTINGS
from rareearth_gui.store import conditions, listings
from rareearth_gui.store.opening import connect
from tests.strategies import TYPED

FIGURES, ENTERPRISES = LISTINGS["figures"], LISTINGS["enterprises"]
SEARCHED_WHOLE = ("enterprises", "materials", "sources", "indicators", "tasks", "questions")
"""Listings in which a word is found anywhere inside the words of a record."""
HOSTILE = [
    *(
        "%",
        "_",
        "100%",
        "salt_ltd",
        "salt%ltd",
        "s_lt",
        "\\",
        "\\%",
        "'",
        '"',
        "''",
        '"salt',
        'sal"t',
        ";",
        "--",
        "*",
        "^salt",
    ),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE figure; --',
        "NEAR(salt, 2)",
        "NEAR(",
        "salt AND works",
        "salt OR works",
        "NOT salt",
    ),
    *(
        "words:salt",
        "rowid:1",
        "-salt",
        "+salt",
        "salt*",
        "(salt",
        "salt)",
        "{salt}",
        "[salt]",
        "NULL",
        "?",
        ":x",
        "@x",
        "$x",
    ),
    *(
        "\0",
        "sal\0t",
        "\ud800",
        "\x1f",
        "\u202e",
        "\ufeff",
        "ß",
        "İ",
        "包头",
        "盐",
        "盐都",
        "盐都盐场",
        "吨",
        "😀",
        "ａ",
    ),
    *(
        "12,5",
        "1,000",
        "value:%",
        "value:_",
        "printed:'",
        "unit:%",
        "> 5",
        ">=",
        ">abc",
        "value>",
        "a" * 999,
        "(" * 500,
    ),
]


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(bundled_library, write=False)) as connection:
        yield connection


@pytest.fixture(scope="module")
def small(small_built: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(small_built, write=False)) as connection:
        yield connection


def ids(
    connection: sqlite3.Connection, listing: Listing, typed: str = "", sort: str = "id", *, down: bool = False
) -> list[int]:
    where = conditions.condition(listing, parse_filter(typed, listing))
    order = listings.order_clause(listing, sort, descending=down)
    found = listings.ids(connection, listing, where, order)
    assert listings.count(connection, listing, where) == len(found)
    return found


def keys(connection: sqlite3.Connection, typed: str) -> set[str]:
    found = ids(connection, FIGURES, typed)
    marks = ", ".join("?" * len(found))
    return {key for (key,) in connection.execute(f"SELECT key FROM figure WHERE id IN ({marks})", found)}


def words(connection: sqlite3.Connection, listing: Listing) -> dict[int, str]:
    return dict(connection.execute(f"SELECT id, words FROM {listing.kind.value}"))


# -- Whatever is typed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(name: str, typed: str, small: sqlite3.Connection) -> None:
    before = small.execute("SELECT count(*) FROM figure").fetchone()
    ids(small, LISTINGS[name], typed)
    assert small.execute("SELECT count(*) FROM figure").fetchone() == before


@given(TYPED, st.sampled_from(list(LISTINGS.values())))
@settings(max_examples=200)
def test_any_text_lists_without_an_error(small: sqlite3.Connection, typed: str, listing: Listing) -> None:
    found = ids(small, listing, typed)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", SEARCHED_WHOLE)
@pytest.mark.parametrize("typed", [text for text in HOSTILE if text.isprintable()])
def test_words_are_found_literally(name: str, typed: str, small: sqlite3.Connection) -> None:
    listing = LISTINGS[name]
    wanted = parse_filter(typed, listing)
    if not wanted.tokens:
        expected = [
            number
            for number, text in words(small, listing).items()
            if all(word.casefold() in text.casefold() for word in wanted.words)
        ]
        assert ids(small, listing, typed) == expected


@pytest.mark.parametrize(
    "typed", ["ardale", "ARD", "salt stock", "%", "_", "45", "4_", "a%e", "Ard_le", "tons", "of the land"]
)
def test_figures_are_found_by_the_beginnings_of_words(typed: str, small: sqlite3.Connection) -> None:
    texts = {number: " ".join(text.casefold().split()) for number, text in words(small, FIGURES).items()}
    for number in ids(small, FIGURES, typed):
        for word in typed.casefold().split():
            assert (f" {word}" if word.isalnum() else word) in f" {texts[number]}"
    if typed.casefold() in ("ardale", "ard", "salt stock"):
        assert ids(small, FIGURES, typed)


def test_chinese_names_of_two_signs_are_found(bundled: sqlite3.Connection) -> None:
    for name in ("enterprises", "materials", "indicators"):
        listing = LISTINGS[name]
        expected = [number for number, text in words(bundled, listing).items() if "稀土" in text]
        assert expected
        assert ids(bundled, listing, "稀土") == expected
    found = ids(bundled, ENTERPRISES, "包头")
    assert found
    assert found == [number for number, text in words(bundled, ENTERPRISES).items() if "包头" in text]


PASTES = [*(typed * (2**20 // len(typed)) for typed in ("a ", "包头 ", '"', "'; DROP TABLE figure; -- ", "%", "x"))]
PASTES += [" ".join(f"{sign}{n:x}" for n in range(400)) for sign in ("", "%", "包头", "unit:", "value>0")]


@pytest.mark.parametrize("name", ["figures", "enterprises", "conflicts", "rulings"])
@pytest.mark.parametrize("typed", PASTES, ids=range(len(PASTES)))
def test_endless_paste_is_searched_for(name: str, typed: str, bundled: sqlite3.Connection) -> None:
    ids(bundled, LISTINGS[name], typed)


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("unit:kt", {"almanac.02"}),
        ("unit=t value>5000", {"gazette.04"}),
        ("value>=5,000 value<=5000", {"gazette.02"}),
        ("value=45", {"almanac.03"}),
        ("place:ardale value<44 unit=1", {"gazette.01"}),
        ("period=2010", {"almanac.03"}),
        ("modality!=actual source:again", {"reprint.01"}),
        ('source:"Almanac of" unit=%', {"almanac.01"}),
        ("unit:%", {"gazette.03", "almanac.01", "reprint.01"}),
        ("value:_", set()),
        ("value=none", set()),
        ("issued>2017-01", {"reprint.01"}),
        ("issued>=2017 unit=%", {"gazette.03", "reprint.01"}),
    ],
)
def test_tokens_ask_the_columns(typed: str, expected: set[str], small: sqlite3.Connection) -> None:
    assert keys(small, typed) == expected


# -- Quantities ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, found, missed",
    [
        ("38%", {"gazette.03"}, {"almanac.01", "reprint.01"}),
        ("30 percent", {"almanac.01", "reprint.01"}, {"gazette.03"}),
        (">30%", {"gazette.03"}, {"almanac.01"}),
        (">=30%", {"gazette.03", "almanac.01"}, set()),
        ("<38%", {"almanac.01"}, {"gazette.03"}),
        ("30-40%", {"gazette.03", "almanac.01"}, set()),
        ("about 37%", {"gazette.03"}, {"almanac.01"}),
        ("5000 t", {"gazette.02"}, {"almanac.02"}),
        ("5 kt", {"gazette.02"}, {"almanac.02"}),
        ("0.5万吨", {"gazette.02"}, {"almanac.02"}),
        ("13.2 kt", {"almanac.02"}, {"gazette.02"}),
        ("13200 t", {"almanac.02"}, {"gazette.02"}),
        ("1.32万吨", {"almanac.02"}, {"gazette.02"}),
        ("over 13 kt", {"almanac.02", "gazette.04"}, {"gazette.02"}),
        (">13000 t", {"almanac.02", "gazette.04"}, {"gazette.02"}),
        ("5000 t REO", set(), {"gazette.02"}),
        ("$5000", set(), {"gazette.02"}),
    ],
)
def test_quantity_finds_what_prints_rounds_to_or_implies_it(
    typed: str, found: set[str], missed: set[str], small: sqlite3.Connection
) -> None:
    listed = keys(small, typed)
    assert found <= listed
    assert not missed & listed


def test_quantity_finds_the_bundled_figures(bundled: sqlite3.Connection) -> None:
    for typed in ("4350万吨", "43.5 Mt", "43.5 million t"):
        assert {"baotou-2017.03", "ecns-2016.02"} <= keys(bundled, typed)
    assert "baotou-2017.04" in keys(bundled, "38%") & keys(bundled, ">30%")


def test_endless_number_finds_nothing(small: sqlite3.Connection) -> None:
    assert keys(small, "9" * 900 + " t") == set()
    assert keys(small, "value>" + "9" * 900) == set()


# -- Order --------------------------------------------------------------------------------------------------

EVERY_COLUMN = [(name, column.key) for name, listing in LISTINGS.items() for column in listing.columns]


@pytest.mark.parametrize("name, column", EVERY_COLUMN)
def test_order_is_total_and_stable(name: str, column: str, bundled: sqlite3.Connection) -> None:
    listing = LISTINGS[name]
    everything = sorted(ids(bundled, listing))
    for down in (False, True):
        found = ids(bundled, listing, sort=column, down=down)
        assert sorted(found) == everything
        assert ids(bundled, listing, sort=column, down=down) == found
        assert in_order(bundled, listing, column, found, down=down)


def in_order(connection: sqlite3.Connection, listing: Listing, column: str, found: list[int], *, down: bool) -> bool:
    """Say whether rows stand by the column, missing values last, and by id where it is alike."""
    where = [one.key for one in listing.columns].index(column) + 1
    cells: dict[object, object] = {}
    for start in range(0, len(found), 500):
        for row in listings.all_rows(connection, listing, found[start : start + 500]):
            cells[row[0]] = row[where]
    for one, other in pairwise(found):
        first, second = cells[one], cells[other]
        if first is None or second is None:
            if second is not None or (first is None and one > other):
                return False
            continue
        if isinstance(first, str) and isinstance(second, str):
            first, second = (text.translate(LOWER) for text in (first, second))
        if first == second:
            if one > other:
                return False
        elif (first > second) != down:  # type: ignore[operator]
            return False
    return True


LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
"""What NOCASE folds."""


def test_unknown_column_is_no_error(bundled: sqlite3.Connection) -> None:
    assert ids(bundled, FIGURES, sort="colour; DROP TABLE figure") == ids(bundled, FIGURES)


@pytest.mark.parametrize("name", LISTINGS)
def test_pages_of_an_order_are_the_order(name: str, bundled: sqlite3.Connection) -> None:
    listing = LISTINGS[name]
    where = conditions.condition(listing, parse_filter("", listing))
    order = listings.order_clause(listing, listing.sort, descending=listing.descending)
    expected = listings.ids(bundled, listing, where, order)
    whole = listings.in_order(bundled, listing, where, order)
    assert list(whole) == expected
    pages = range(0, len(whole), 70)
    rows = [row for start in pages for row in listings.page(bundled, listing, whole[start : start + 70])]
    assert [row[0] for row in rows] == expected
    assert rows[:50] == listings.first_rows(bundled, listing, where, order, 50)
    if expected:
        assert listings.position(whole, expected[-1]) == len(expected) - 1
    assert listings.position(whole, -1) is None


def test_columns_and_facets_are_those_of_the_views(bundled: sqlite3.Connection) -> None:
    for listing in LISTINGS.values():
        there = {row[1] for row in bundled.execute(f"PRAGMA table_info({listing.view})")}
        assert {column.key for column in listing.columns} <= there
        for name in listing.facets:
            where = conditions.condition(listing, parse_filter("", listing))
            counts = [count for _, count in listings.facet(bundled, listing, where, name, 1_000)]
            assert counts == sorted(counts, reverse=True)


def test_facets_count_what_the_filter_leaves(small: sqlite3.Connection) -> None:
    where = conditions.condition(FIGURES, parse_filter("unit=%", FIGURES))
    assert listings.facet(small, FIGURES, where, "modality", 9) == [("share", 3)]
