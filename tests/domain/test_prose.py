"""Prose with links: what is written as a link is read as one, whatever the words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.prose import link, pieces, plain, safe

WORDS = st.text(alphabet="ab[]()\\*<>&包\n ", max_size=12) | st.text(max_size=12)
KEYS = st.from_regex(r"\A[a-z0-9][a-z0-9.\-]{0,11}\Z")
PLAIN = st.text(alphabet="ab ()<&包\n", max_size=12)


@given(st.lists(st.tuples(PLAIN, WORDS, KEYS)))
def test_links_are_read_back_in_order(written: list[tuple[str, str, str]]) -> None:
    prose = "".join(before + link(words, key) for before, words, key in written)
    found = [(words, key) for words, key in pieces(prose) if key]
    assert found == [(words.translate({91: "⁅", 93: "⁆"}), key) for _, words, key in written]
    between = "".join(words for words, key in pieces(prose) if not key)
    assert between == "".join(before for before, _, _ in written)


@given(st.text() | st.text(alphabet="[]()ab.-_"))
def test_any_text_is_taken_apart_and_only_marks_go(prose: str) -> None:
    taken = list(pieces(prose))
    assert "".join(link(words, key) if key else words for words, key in taken) == prose
    assert plain(prose) == "".join(words for words, _ in taken)


@pytest.mark.parametrize("prose", ["[no link]", "[words] (key)", "[a](b c)", "[a]()", "](a)[", "[[a](b"])
def test_what_is_no_link_stays_as_it_is(prose: str) -> None:
    assert plain(prose) == prose


def test_link_may_not_smuggle_in_another() -> None:
    assert list(pieces(link("see [this](f.2)", "f.1"))) == [("see ⁅this⁆(f.2)", "f.1")]


@given(WORDS | st.text(alphabet="[]() ab"), WORDS | st.text(alphabet="[]() ab"))
def test_words_that_are_not_ours_never_make_a_link(before: str, after: str) -> None:
    prose = f"{safe(before)} {link('38%', 'f.1')} ({safe(after)}), see {link('30%', 'f.2')}."
    assert [(words, key) for words, key in pieces(prose) if key] == [("38%", "f.1"), ("30%", "f.2")]
    assert plain(prose).replace("⁆(", "](") == f"{before} 38% ({after}), see 30%.".replace("⁆(", "](")
