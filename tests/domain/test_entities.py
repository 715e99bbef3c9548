"""Ids as they are shown and asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.entities import Kind, parse_id


@given(st.sampled_from(Kind), st.integers(0, 10**15 - 1))
def test_id_is_read_back(kind: Kind, number: int) -> None:
    assert parse_id(kind.id(number)) == (kind, number)
    assert parse_id(f" {kind.id(number).lower()} ") == (kind, number)


def test_every_kind_has_a_letter_of_its_own() -> None:
    assert len({kind.letter for kind in Kind}) == len(Kind)


@pytest.mark.parametrize("text", ["", "F", "12", "X12", "F-1", "F1.5", "F 1", "FF1", "F" + "9" * 16, "paper.01"])
def test_what_is_no_id_is_left_alone(text: str) -> None:
    assert parse_id(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    parse_id(text)
