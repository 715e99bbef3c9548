"""What the checks must say of the bundled library, and what they must not link: no rule names any of its figures."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

import rareearth_gui
from rareearth_gui.checks.check import run
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import pieces, plain
from rareearth_gui.ops.listing_json import records
from rareearth_gui.store.figures import MOST_AROUND, Cases, load
from rareearth_gui.store.opening import connect

ALLOYS, LINE = "ecns-2016.09", "smm-2020.17"
RULES = ("arithmetic", "proportion", "slips")


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(bundled_library, write=False)) as connection:
        yield connection


@pytest.fixture(scope="module")
def cases(bundled: sqlite3.Connection) -> dict[int, Case]:
    made = Cases(bundled)
    return {number: made.case(number) for (number,) in bundled.execute("SELECT id FROM question ORDER BY id")}


@pytest.fixture(scope="module")
def by_question(cases: dict[int, Case]) -> dict[int, tuple[Finding, ...]]:
    return {number: run(case) for number, case in cases.items()}


@pytest.fixture(scope="module")
def findings(by_question: dict[int, tuple[Finding, ...]]) -> list[Finding]:
    return [finding for some in by_question.values() for finding in some]


def told(findings: list[Finding], check: str, *keys: str) -> Finding:
    """Give the first finding of a check on all of these figures."""
    return next(one for one in findings if one.check == check and set(keys) <= set(one.figures))


# -- Out of proportion ---------------------------------------------------------------------------------------


def test_alloys_stand_out_of_their_neighbours(findings: list[Finding]) -> None:
    found = told(findings, "trend", ALLOYS)
    said = plain(found.prose)
    assert found.outcome is Outcome.CONTRADICT
    assert "44 times as much as 3736 tons (2013) and 10 times as much as 16601 tons (2016)" in said
    assert "What 3736 tons and 16601 tons count is not named: it may be the same" in said
    assert "Baotou Rare Earth High-tech Zone is a part of Baotou." in said
    assert re.search(r"It is above .*105,000 t \(China, mining quota, 2015", said)


def test_alloys_read_one_place_too_high_fit_the_series_within_a_percent(findings: list[Finding]) -> None:
    found = told(findings, "trend", ALLOYS)
    assert "one place too high (/10), it is 16,620 t: within 0.2% of 16601 tons" in plain(found.prose)
    assert "220 percent implies 51,900 t for 2014, or 5,190 t after the slip" in plain(found.prose)
    assert found.tried
    assert found.by_chance is not None
    assert found.by_chance < Decimal("0.1")
    slip = told(findings, "slip", ALLOYS)
    assert slip.outcome is Outcome.EXPLAINS
    assert (slip.tried, slip.by_chance) == (found.tried, found.by_chance)


def test_line_of_ten_billion_is_out_of_proportion_to_its_firm(findings: list[Finding]) -> None:
    found = told(findings, "trend", LINE, "smm-2020.14")
    assert found.outcome is Outcome.CONTRADICT
    assert found.measure == 40
    assert "亿 (hundred million) read as billion, it is 1 bn yuan" in plain(found.prose)


def test_nothing_else_is_out_of_proportion(findings: list[Finding]) -> None:
    assert {one.figures[0] for one in findings if one.check == "trend"} == {ALLOYS, LINE}


def test_no_rule_names_a_figure_or_a_source(bundled: sqlite3.Connection) -> None:
    sources = [key for (key,) in bundled.execute("SELECT key FROM source")]
    folder = Path(rareearth_gui.__file__).parent
    files = [*(folder / "checks").glob("*.py"), *(folder / "domain" / f"{name}.py" for name in RULES)]
    rules = "\n".join(path.read_text("utf-8") for path in files)
    assert not [key for key in sources if re.search(rf"\b{re.escape(key)}\b", rules) and re.search(r"\d", key)]
    assert not re.search(r"166_?,?200|16_?,?601|\b3_?,?736\b|ecns|xiangtan", rules)


# -- Growth, parts, conversion -------------------------------------------------------------------------------


def test_printed_growth_holds(findings: list[Finding]) -> None:
    found = told(findings, "growth", "baotou-2017.16", "baotou-2017.17", "baotou-2017.18")
    assert found.outcome is Outcome.HOLDS
    assert "is +344.4%; 344% is printed: holds" in plain(found.prose)


@pytest.mark.parametrize(
    "start, end, change",
    [("plan-2016.01", "plan-2016.02", "down 40 (-40.4%)"), ("plan-2016.08", "plan-2016.09", "down 100,000 t (-25%)")],
)
def test_changes_of_the_plan_are_told(findings: list[Finding], start: str, end: str, change: str) -> None:
    found = told(findings, "growth", start, end)
    assert found.outcome is Outcome.HOLDS
    assert change in plain(found.prose)


@pytest.mark.parametrize(
    "whole, part",
    [
        ("baotou-2017.06", "baotou-2017.07"),
        ("plan-2016.05", "plan-2016.04"),
        ("plan-2016.07", "plan-2016.06"),
        ("smm-2020.01", "smm-2020.02"),
        ("smm-2020.01", "smm-2020.03"),
        ("smm-2020.01", "smm-2020.04"),
    ],
    ids=["106 of which 85", "22 of 23", "54 of 59", "2000 of 5000", "500 of 5000", "another 500 of 5000"],
)
def test_parts_hold(findings: list[Finding], whole: str, part: str) -> None:
    assert told(findings, "total", whole, part).outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    "first, second",
    [("smm-2020.06", "smm-2020.05"), ("baotou-2017.02", "baotou-2017.01")],
    ids=["412 million of sales from 310 million of output", "five chains and four names"],
)
def test_broken_totals_and_limits_are_reported(findings: list[Finding], first: str, second: str) -> None:
    found = told(findings, "total", first, second)
    assert found.outcome is Outcome.CONTRADICT
    assert found.suspicion > 0


def test_fund_in_two_currencies_implies_a_rate(findings: list[Finding]) -> None:
    found = told(findings, "convert", "ecns-2016.05", "ecns-2016.06")
    assert "6.70 yuan per dollar" in plain(found.prose)
    assert found.outcome is Outcome.IMPLIES


def test_growth_that_its_ends_break_is_reported(findings: list[Finding]) -> None:
    broken = [one for one in findings if one.check == "growth" and one.outcome is Outcome.CONTRADICT]
    assert {one.figures[0] for one in broken} == {"adamas-2020-02-18.03"}


# -- Slips, echoes, editions, plans --------------------------------------------------------------------------


def test_two_digits_swapped_join_the_shares(findings: list[Finding]) -> None:
    found = next(
        one for one in findings if one.check == "slip" and "If 38.7% has two digits swapped" in plain(one.prose)
    )
    assert "it is 37.8% and meets 37.8%" in plain(found.prose)
    assert found.outcome is Outcome.EXPLAINS


def test_mentions_and_origins_of_the_world_share(findings: list[Finding]) -> None:
    found = told(findings, "echo", "baotou-2017.04", "xiangtanshizx-2017.01")
    assert "6 mentions, 4 origins" in plain(found.prose)


def test_copies_that_differ_are_told_as_copies_and_no_witness_contradicts_itself(
    cases: dict[int, Case], by_question: dict[int, tuple[Finding, ...]], findings: list[Finding]
) -> None:
    changed = next(one for one in findings if one.check == "echo" and one.outcome is Outcome.CONTRADICT)
    assert plain(changed.prose).startswith("A copy that changed: 83% ")
    assert "83.7% " in plain(changed.prose)
    for number, found in by_question.items():
        origins = {figure.key: figure.origin for figure in cases[number].figures}
        assert all(len({origins[key] for key in one.figures}) > 1 for one in found if one.check == "spread")


def test_editions_revise_and_do_not_quarrel(findings: list[Finding]) -> None:
    found = told(findings, "vintage", "usgs-mcs-2014.03", "usgs-mcs-2015.02")
    assert found.outcome is Outcome.HOLDS
    assert found.measure == -5


def test_number_of_an_edition_is_known_again(findings: list[Finding]) -> None:
    found = told(findings, "vintage", "mofcom-2010-10-16.01", "usgs-mcs-2009.03")
    assert found.outcome is Outcome.EXPLAINS


@pytest.mark.parametrize(
    "aim, outcome",
    [("plan-2016.44", Outcome.HOLDS), ("plan-2016.43", Outcome.UNKNOWN), ("chinadaily-2016-08-10.03", Outcome.MISSED)],
    ids=["ceiling of 140,000 t", "growth of 15%", "40 billion yuan forecast"],
)
def test_aims_are_met_missed_or_not_known(findings: list[Finding], aim: str, outcome: Outcome) -> None:
    assert told(findings, "plan", aim).outcome is outcome


# -- What must not be linked ---------------------------------------------------------------------------------

COINCIDENT = {
    "85 makers, 85 inspected": ("baotou-2017.07", "plan-2016.27"),
    "80% of magnets, of uses, of needs": ("baotou-2017.14", "plan-2016.10", "plan-2016.41"),
    "50,000 t, 50,000 sets": ("smm-2020.12", "smm-2020.24"),
    "70% of the industry, of the world": ("plan-2016.13", "plan-2016.17"),
    "10 billion of a line, of new projects": ("smm-2020.17", "smm-2020.25"),
}


@pytest.mark.parametrize("keys", COINCIDENT.values(), ids=COINCIDENT)
def test_coincident_numbers_are_not_linked(
    bundled: sqlite3.Connection, findings: list[Finding], keys: list[str]
) -> None:
    assert len(load(bundled, f"f.key IN ({', '.join('?' * len(keys))})", keys)) == len(keys)
    for finding in findings:
        named = {*finding.figures, *(key for _, key in pieces(finding.prose))}
        assert not [pair for pair in combinations(keys, 2) if named.issuperset(pair)]


# -- The queue -----------------------------------------------------------------------------------------------


def test_queue_has_a_row_for_each_contradiction_and_none_for_what_holds(
    bundled: sqlite3.Connection, cases: dict[int, Case], by_question: dict[int, tuple[Finding, ...]]
) -> None:
    queued = {number for (number,) in bundled.execute("SELECT id FROM conflict")}
    for number, found in by_question.items():
        own = {figure.key for figure in cases[number].figures}
        broken = [one for one in found if one.outcome is Outcome.CONTRADICT and one.figures[0] in own]
        assert bool(broken) == (number in queued)


def test_first_row_stays_and_odd_figures_have_theirs(bundled: sqlite3.Connection) -> None:
    rows = list(records(bundled, "conflicts", ""))
    titles = [str(row["title"]) for row in rows]
    assert titles[0].startswith("Baotou, share of world reserves: 30")
    assert any(title.startswith("Baotou, output of rare earth alloys, 2015: 166,200 tons against") for title in titles)
    assert any("10 billion yuan against more than 250 million yuan" in title for title in titles)


def test_every_explanation_says_what_was_tried_and_what_chance_would_fit(findings: list[Finding]) -> None:
    for finding in findings:
        if finding.outcome is Outcome.EXPLAINS:
            assert finding.tried is not None
            assert finding.by_chance is not None
        assert all(key for _, key in pieces(finding.prose) if key)


def test_cases_hold_their_neighbours_and_no_more_than_they_may(cases: dict[int, Case]) -> None:
    def of(key: str) -> Case:
        return next(case for case in cases.values() if any(figure.key == key for figure in case.figures))

    def around(case: Case) -> set[str]:
        return {figure.key for figure in case.around}

    assert {"baotou-2017.16", "baotou-2017.17"} <= around(of(ALLOYS))
    assert "smm-2020.14" in around(of(LINE))
    assert of(ALLOYS).parents["baotou-zone"] == "baotou"
    assert "baotou" not in of(ALLOYS).parents, "a province is no town"
    assert of("plan-2016.44").tasks["plan-2016.44"]
    conditions = 8
    assert all(len(case.around) <= conditions * MOST_AROUND for case in cases.values())
    own: list[Figure] = [figure for case in cases.values() for figure in case.figures]
    assert len(own) == len({figure.key for figure in own})
