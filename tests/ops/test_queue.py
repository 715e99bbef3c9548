"""The conflict queue of the bundled library: what heads it and why, and what must not be in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from rareearth_gui.checks.check import run
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import pieces, plain
from rareearth_gui.ops.compare import SideBySide, question
from rareearth_gui.ops.listing_json import records
from rareearth_gui.store.figures import Cases, load
from rareearth_gui.store.opening import connect

THIRTY, THIRTY_EIGHT = "ecns-2016.04", "baotou-2017.04"


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(bundled_library, write=False)) as connection:
        yield connection


@pytest.fixture(scope="module")
def first(bundled: sqlite3.Connection) -> dict[str, object]:
    return next(iter(records(bundled, "conflicts", "")))


@pytest.fixture(scope="module")
def side(bundled: sqlite3.Connection, first: dict[str, object]) -> SideBySide:
    return question(bundled, int(str(first["id"])[1:]))


@pytest.fixture(scope="module")
def share(side: SideBySide) -> Finding:
    return next(finding for finding in side.findings if finding.check == "share")


# -- The first row ------------------------------------------------------------------------------------------


def test_first_row_is_the_share_of_world_reserves(first: dict[str, object]) -> None:
    title = str(first["title"])
    assert title.startswith("Baotou, share of world reserves: 30")
    assert "against 38" in title
    assert first["outcome"] == "contradict"
    assert {"spread", "share"} <= set(first["checks"])  # type: ignore[call-overload]
    assert first["status"] == "open"


def test_queue_is_worst_first(bundled: sqlite3.Connection) -> None:
    ranks = [float(str(row["suspicion"])) * float(str(row["influence"])) for row in records(bundled, "conflicts", "")]
    assert len(ranks) > 5
    assert all(one >= other - 0.06 for one, other in pairwise(ranks))


def test_both_shares_stand_side_by_side(side: SideBySide) -> None:
    group = {figure.key: n for n, figures in enumerate(side.groups) for figure in figures}
    assert group[THIRTY] != group[THIRTY_EIGHT]
    assert side.mentions >= side.origins >= 2


def test_explanation_names_the_same_ground(share: Finding) -> None:
    ground = plain(share.prose).split("So the denominators differ")[0]
    assert "Same amount: 43 million 500 thousand tons" in ground
    assert "43.5 million" in ground
    assert "same share of China: 83%" in ground
    assert "83 percent" in ground


def test_explanation_names_the_totals_that_each_share_implies(share: Finding) -> None:
    said = plain(share.prose)
    assert "38% needs a world total of 112.9 to 116.1 Mt REO" in said
    assert "30 percent needs a world total of 142.5 to 147.6 Mt REO" in said


def test_edition_of_2011_fits_the_38_and_nothing_fits_the_30(side: SideBySide, share: Finding) -> None:
    assert side.denominators is not None
    figures = {figure.key: figure for figure in side.denominators.ticks}
    fits = {
        asked: [figures[key] for share_key, key in side.denominators.fitting if share_key == asked]
        for asked in (THIRTY, THIRTY_EIGHT)
    }
    assert fits[THIRTY] == []
    assert [(one.source.series, one.source.edition, one.middle) for one in fits[THIRTY_EIGHT]] == [
        ("USGS MCS", "2011", 113_600_000)
    ]
    assert share.outcome is Outcome.EXPLAINS
    said = plain(share.prose)
    assert "113.6 Mt of USGS MCS 2011" in said
    assert "By USGS MCS 2017 (120,000,000 t) it would be 36%" in said
    assert "30 percent: no total printed up to 2016-11-05 fits" in said


def test_explanation_says_what_was_tried_and_what_chance_would_fit(share: Finding) -> None:
    assert share.tried
    assert share.by_chance is not None
    assert f"Tried {share.tried} combinations" in plain(share.prose)


def test_every_link_of_the_explanation_leads_to_a_figure(side: SideBySide) -> None:
    keys = {key for finding in side.findings for _, key in pieces(finding.prose) if key}
    assert {THIRTY, THIRTY_EIGHT} <= keys
    assert all(side.case.figure(key) for key in keys)


# -- What must not be linked --------------------------------------------------------------------------------

COINCIDENT = {
    "85 enterprises": ("baotou-2017.07", "plan-2016.27"),
    "80 per cent": ("baotou-2017.14", "plan-2016.10", "plan-2016.41"),
    "50,000": ("smm-2020.12", "smm-2020.24"),
}


@pytest.mark.parametrize("keys", COINCIDENT.values(), ids=COINCIDENT)
def test_coincident_numbers_share_no_question_and_no_finding(
    keys: tuple[str, ...], bundled: sqlite3.Connection
) -> None:
    marks = ", ".join("?" * len(keys))
    figures = load(bundled, f"f.key IN ({marks})", keys)
    assert len(figures) == len(keys)
    assert len({figure.quantity.number * figure.quantity.scale for figure in figures}) == 1
    assert len({figure.question.key for figure in figures}) == len(keys)
    asked = bundled.execute(f"SELECT DISTINCT question_id FROM figure WHERE key IN ({marks})", keys)
    for (number,) in asked.fetchall():
        for finding in run(Cases(bundled).case(number)):
            assert len(set(keys) & set(finding.figures)) < 2, finding
    for one, other in combinations(keys, 2):
        together = bundled.execute(
            """SELECT count(*) FROM relation_member m JOIN relation_member n ON n.relation_id = m.relation_id
            JOIN figure f ON f.id = m.figure_id JOIN figure g ON g.id = n.figure_id WHERE f.key = ? AND g.key = ?""",
            (one, other),
        )
        assert together.fetchone() == (0,)


def test_no_two_editions_of_a_series_quarrel(bundled: sqlite3.Connection) -> None:
    for row in records(bundled, "findings", ""):
        if row["check"] == "spread" and "USGS" in str(row["explanation"]).split("; ")[-1]:
            assert str(row["explanation"]).count("Mineral Commodity Summaries") < 2
