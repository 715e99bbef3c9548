"""Compare: a question or chosen figures side by side, in three blocks, as words and as a record."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.compare import chosen, question
from rareearth_gui.ops.leave_out import without
from rareearth_gui.ops.report_comparison import as_record, as_text, laid_out
from rareearth_gui.store.opening import connect


@pytest.fixture(scope="module")
def small(small_built: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(small_built, write=False)) as connection:
        yield connection


def number(connection: sqlite3.Connection, key: str) -> int:
    return int(connection.execute("SELECT id FROM figure WHERE key = ?", (key,)).fetchone()[0])


def keys(figures: object) -> list[str]:
    return [figure.key for figure in figures]  # type: ignore[attr-defined]


def test_question_is_laid_out_in_blocks(small: sqlite3.Connection) -> None:
    (asked,) = small.execute("SELECT question_id FROM figure WHERE key = 'gazette.03'").fetchone()
    side = question(small, asked)
    assert [keys(group) for group in side.groups] == [["almanac.01"], ["gazette.03"]]
    assert keys(side.copies) == ["reprint.01"]
    assert (side.mentions, side.origins) == (3, 2)
    assert {finding.check for finding in side.findings} >= {"spread", "share"}


def test_other_periods_stand_apart_with_the_reason(small: sqlite3.Connection) -> None:
    (asked,) = small.execute("SELECT question_id FROM figure WHERE key = 'gazette.01'").fetchone()
    side = question(small, asked)
    assert [(figure.key, reason) for figure, reason in side.apart] == [("almanac.03", "another period")]
    assert side.findings == ()
    assert side.denominators is None


def test_chosen_figures_on_one_question_are_compared(small: sqlite3.Connection) -> None:
    side = chosen(small, [number(small, key) for key in ("gazette.03", "almanac.01")])
    assert sorted(keys(side.counted)) == ["almanac.01", "gazette.03"]
    assert side.apart == ()
    assert "spread" in [finding.check for finding in side.findings]


def test_chosen_figures_that_answer_other_questions_stand_apart(small: sqlite3.Connection) -> None:
    side = chosen(small, [number(small, key) for key in ("gazette.03", "gazette.01", "gazette.02")])
    assert keys(side.counted) == ["gazette.03"]
    reasons = {figure.key: reason for figure, reason in side.apart}
    assert reasons["gazette.01"].startswith("another indicator")
    assert "units of different dimensions" in reasons["gazette.02"]
    assert "spread" not in [finding.check for finding in side.findings]


def test_what_is_said_of_chosen_figures_names_no_other(small: sqlite3.Connection) -> None:
    names = ["gazette.03", "almanac.01"]
    pair = laid_out(small, names)
    _, side = pair
    assert [finding.check for finding in side.findings] == ["spread"]
    assert all(set(finding.figures) <= set(names) for finding in side.findings)
    said = as_text(pair)
    assert said.startswith("2 figures chosen, 2 origins\n")
    *_, blank, last = said.split("\n")
    assert blank == ""
    assert last == "Beyond these, checks (share) bind them to 3 other figures that were not chosen."
    assert as_record(pair)["beyond"] == last


def test_arithmetic_among_chosen_figures_is_told(small: sqlite3.Connection) -> None:
    side = chosen(small, [number(small, key) for key in ("gazette.02", "almanac.02")])
    assert [finding.check for finding in side.findings] == ["total"]
    assert "almanac.02" in side.findings[0].figures


def test_all_chosen_figures_are_counted(small: sqlite3.Connection) -> None:
    side = chosen(small, [number(small, key) for key in ("gazette.03", "gazette.01", "almanac.01")])
    assert side.counts == "3 figures chosen, 2 origins"
    assert chosen(small, [number(small, "gazette.01")]).counts == "1 figure chosen, 1 origin"


def test_source_that_is_left_out_leaves_chosen_figures_alone(small: sqlite3.Connection) -> None:
    whole = chosen(small, [number(small, key) for key in ("gazette.03", "almanac.01", "reprint.01")])
    rest = without(whole, frozenset({"reprint"}))
    assert rest.chosen == whole.chosen
    assert all(rest.chosen.issuperset(finding.figures) for finding in rest.findings)


def test_figure_chosen_twice_stands_once(small: sqlite3.Connection) -> None:
    one = number(small, "gazette.03")
    assert keys(chosen(small, [one, one]).counted) == ["gazette.03"]


@pytest.mark.parametrize(
    "names",
    [["gazette.03"], ["C{}"], ["Q{}"], ["q{}"], ["F{}"]],
    ids=["key", "conflict", "question", "small", "figure"],
)
def test_one_name_is_its_whole_question(names: list[str], small: sqlite3.Connection) -> None:
    (asked,) = small.execute("SELECT question_id FROM figure WHERE key = 'gazette.03'").fetchone()
    wanted = number(small, "gazette.03") if names[0].startswith("F") else asked
    _, side = laid_out(small, [name.format(wanted) for name in names])
    assert side.mentions == 3


@pytest.mark.parametrize(
    "names, sentence",
    [
        (["F9999"], "no figure F9999"),
        (["F1", "F9999"], "no figure F9999"),
        (["Q9999"], "no question Q9999"),
        (["C9999"], "no question Q9999"),
        (["gossip"], "Nothing in the library is called 'gossip'"),
        (["salt"], "salt cannot be compared"),
        (["F1", "salt"], "salt cannot be compared"),
        (["F1", "Q1"], "Q1 cannot be compared"),
        (["S1"], "S1 cannot be compared"),
        (["F0"], "no figure F0"),
        (["\ud800"], "Nothing in the library is called"),
        (["\0"], "Nothing in the library is called"),
    ],
)
def test_what_cannot_be_compared_is_refused(names: list[str], sentence: str, small: sqlite3.Connection) -> None:
    with pytest.raises(Refused, match=sentence):
        laid_out(small, names)


def test_record_holds_every_block_and_pair(small: sqlite3.Connection) -> None:
    pair = laid_out(small, ["gazette.03"])
    record = as_record(pair)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert set(record) >= {"mentions", "origins", "groups", "copies", "not_comparable", "pairs", "findings"}
    one, other = (f"F{number(small, key)}" for key in ("almanac.01", "gazette.03"))
    pairs = {tuple(sorted(found["figures"])): found for found in record["pairs"]}  # type: ignore[attr-defined]
    assert pairs[tuple(sorted((one, other)))] == {
        "figures": [one, other],
        "outcome": "contradict",
        "reasons": [],
        "gap": 7.0,
        "factor": 1.2295,
    }


def test_text_shows_the_hedge_the_bands_and_the_copies(small: sqlite3.Connection) -> None:
    said = as_text(laid_out(small, ["gazette.03"]))
    assert "3 mentions, 2 origins" in said
    assert "38%" in said
    assert "37.5 to 38.5%" in said
    assert "Copies, not counted:" in said
    assert "over 13 thousand tons" in as_text(laid_out(small, ["gazette.04"]))
