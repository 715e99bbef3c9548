"""Filters as typed: any text is taken apart without an error, and nothing that was typed is lost."""

from collections import Counter

import pytest
from hypothesis import given

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.listing import Column, Filter, Listing, Token, parse_filter
from tests.samples import quantity
from tests.strategies import TYPED

FIGURES = Listing(
    Kind.FIGURE,
    "Figures",
    (Column("printed", "Printed"), Column("value", "Value", "number"), Column("unit", "Unit")),
    sort="id",
)
NAMES = Listing(Kind.ENTERPRISE, "Names", (Column("name", "Name"), Column("figures", "Figures", "count")), sort="name")


def letters(text: str) -> Counter[str]:
    """Count what is typed, less what only separates: spaces, quotes and the commas of thousands."""
    return Counter(letter for letter in text.casefold() if not letter.isspace() and letter not in '",')


@given(TYPED)
def test_any_text_is_taken_apart_and_nothing_is_lost(typed: str) -> None:
    for listing in (FIGURES, NAMES):
        found = parse_filter(typed, listing)
        if found.quantity is None:
            kept = " ".join(found.words) + " ".join(
                token.column + token.operator + token.value for token in found.tokens
            )
            assert letters(typed) - letters(kept) == Counter()
        assert found.text == typed.strip()


@given(TYPED)
def test_filter_is_empty_only_when_nothing_was_typed(typed: str) -> None:
    assert parse_filter(typed, FIGURES).is_empty == (not typed.strip())


@pytest.mark.parametrize(
    "typed, words, tokens",
    [
        ("salt town", ("salt", "town"), ()),
        ('"salt town"', ("salt town",), ()),
        ("unit:t >1000", (), (Token("unit", ":", "t"), Token("value", ">", "1000"))),
        ("UNIT:t", (), (Token("unit", ":", "t"),)),
        ('printed:"a b" c', ("c",), (Token("printed", ":", "a b"),)),
        ("value>=1,000 value<5", (), (Token("value", ">=", "1000"), Token("value", "<", "5"))),
        ("value>-5", (), (Token("value", ">", "-5"),)),
        ("unit!=t unit=%", (), (Token("unit", "!=", "t"), Token("unit", "=", "%"))),
        ("unit>t printed>=2016-10", (), (Token("unit", ">", "t"), Token("printed", ">=", "2016-10"))),
    ],
)
def test_tokens_and_words(typed: str, words: tuple[str, ...], tokens: tuple[Token, ...]) -> None:
    found = parse_filter(typed, FIGURES)
    assert (found.words, found.tokens) == (words, tokens)


@pytest.mark.parametrize("typed", ["value>abc", "value=abc", "value>nan", "value>1e400", "value>1_000", "value>１２"])
def test_what_is_no_number_is_searched_for_and_not_compared(typed: str) -> None:
    found = parse_filter(typed, FIGURES)
    assert (found.words, found.tokens) == ((typed,), ())


def test_comma_that_parts_no_thousands_is_no_number() -> None:
    assert parse_filter(">12,5", FIGURES).words == (">12,5",)


def test_unknown_column_is_searched_for_and_named() -> None:
    found = parse_filter("colour:red salt", FIGURES)
    assert (found.words, found.tokens, found.unknown) == (("colour:red", "salt"), (), ("colour",))


def test_quantity_is_looked_for_where_there_are_values() -> None:
    assert parse_filter("38%", FIGURES) == Filter("38%", quantity=quantity(38))
    assert parse_filter("38%", NAMES).words == ("38%",)


def test_bare_count_is_a_word() -> None:
    assert parse_filter("106", FIGURES).words == ("106",)


def test_bare_comparison_is_a_word_where_there_are_no_values() -> None:
    assert parse_filter(">1000", NAMES).words == (">1000",)


def test_endless_paste_is_cut_and_taken_apart() -> None:
    found = parse_filter("salt " * 200_000, FIGURES)
    assert set(found.words) == {"salt"}
    assert len(found.text) <= 1000


def test_listing_finds_its_columns_and_its_view() -> None:
    assert FIGURES.view == "v_figure"
    assert FIGURES.column("value") is FIGURES.columns[1]
    assert FIGURES.column("colour") is None
    assert [column.is_number for column in (*FIGURES.columns, *NAMES.columns)] == [False, True, False, False, True]
