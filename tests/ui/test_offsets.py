"""Offsets: every character has its place in the display and back, whatever the text is made of."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rareearth_gui.ui import offsets
from rareearth_gui.ui.finding import MOST_HITS, folded, places
from rareearth_gui.ui.offsets import LONG, WIDEST, Laid, Runs, lay_out

PIECES = st.sampled_from(
    ["a", " ", "包头", "\n", "\r\n", "\r", "😀", "𝟙𝟚", "\u2028", "é", "e\u0301", "\0", "\ufdd0", "x" * 30]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(laid: Laid) -> str:
    return "".join(laid.parts)


def at(display: str, first: int, last: int) -> str:
    """Give what stands in a display between two places, counted as Qt counts."""
    return display.encode("utf-16-le", "surrogatepass")[2 * first : 2 * last].decode("utf-16-le", "surrogatepass")


def seen(text: str) -> str:
    """Write a run of characters as the display shows it."""
    for special, other in (("\r\n", "\n"), ("\r", "\n"), ("\u2028", "\n"), ("\0", "␀"), ("\ufdd0", "�")):
        text = text.replace(special, other)
    return text


@given(TEXTS)
@example("\r\n\r\n😀\r")
@example("")
def test_every_run_of_characters_stands_at_its_place_and_leads_back(text: str) -> None:
    laid = lay_out(text)
    display = shown(laid)
    assert laid.shown == len(text)
    for start in range(len(text)):
        first, last = laid.offsets.span(start, start + 1)
        if text[start : start + 2] != "\r\n":
            assert at(display, first, last) == seen(text[start])
            assert laid.offsets.char(first) in (start, start - 1)  # Windows' two characters have one place
            assert (laid.offsets.char(first) == start) or text[start - 1 : start + 1] == "\r\n"


@given(
    st.lists(st.sampled_from(["word ", "包", "😀", "e\u0301", "\r\n", "0123456789" * 3]), max_size=40),
    st.integers(0, 9),
)
def test_cuts_shift_places_and_nothing_else(pieces: list[str], shift: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offsets, "WIDEST", 40)
        patch.setattr(offsets, "LONG", 40)
        patch.setattr(offsets, "SEEK", 10)
        text = "y" * shift + "".join(pieces)
        laid = lay_out(text)
    display = shown(laid)
    assert all(units(line) <= 40 for line in display.split("\n"))
    for start in range(len(text)):
        if text[start : start + 2] != "\r\n":
            assert at(display, *laid.offsets.span(start, start + 1)) == seen(text[start])
    for start in range(0, len(text), 3):
        first, last = laid.offsets.span(start, len(text))
        assert at(display, first, last).replace("\n", "") == text[start:].replace("\r", "").replace("\n", "")


def test_selection_across_a_cut_gives_the_words_of_the_file() -> None:
    text = "word " * 20_000
    laid = lay_out(text)
    cut = shown(laid).index("\n")
    assert laid.cuts > 40
    assert text[laid.offsets.char(cut - 5) : laid.offsets.char(cut + 6)] == "word word "
    assert laid.offsets.char(cut) == laid.offsets.char(cut + 1) == cut


def test_lines_of_an_ordinary_document_are_not_cut() -> None:
    text = "a" * LONG + "\n" + "b" * LONG
    assert lay_out(text).cuts == 0
    assert shown(lay_out(text)) == text


def test_one_line_of_a_megabyte_is_cut_into_short_ones() -> None:
    laid = lay_out("x" * 1_000_000)
    lines = shown(laid).split("\n")
    assert max(map(len, lines)) == WIDEST
    assert "".join(lines) == "x" * 1_000_000


def test_cut_leaves_an_accent_on_its_letter() -> None:
    text = "e\u0301" * 5_000
    assert not any(line.startswith("\u0301") for line in shown(lay_out("x" + text)).split("\n"))


def test_parts_are_small_and_make_up_the_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offsets, "PART_LINES", 10)
    text = "line\n" * 95 + "end"
    laid = lay_out(text)
    assert len(laid.parts) == 10
    assert all(part.count("\n") <= 10 for part in laid.parts)
    assert shown(laid) == text


def test_more_lines_than_can_be_shown_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offsets, "MOST_LINES", 10)
    laid = lay_out("line\n" * 20)
    assert laid.shown == 50
    assert shown(laid) == "line\n" * 9 + "line"


SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair))), max_size=20)


@given(SPANS.map(sorted), st.integers(0, 70), st.integers(1, 20))
def test_runs_that_touch_a_stretch_are_found(spans: list[tuple[int, int]], first: int, length: int) -> None:
    wanted = [number for number, (a, b) in enumerate(spans) if a < first + length and b > first]
    assert list(Runs(spans).touching(first, first + length)) == wanted


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_finding_looks_past_case_and_kinds_of_white_space() -> None:
    assert places(folded("Rare\nEARTH rare earth"), "rare earth") == [0, 11]
    assert places(folded("ΣΟΦΟΣ"), "σοφος") == [0]
    assert places("anything", "  ") == places("anything", "") == []


def test_finding_is_bounded() -> None:
    assert len(places("a" * (MOST_HITS + 5), "a")) == MOST_HITS
