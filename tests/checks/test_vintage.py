"""Editions and ages: which edition a number is from, how old it is, and what editions revised without a quarrel."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.check import run
from rareearth_gui.checks.vintage import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.prose import plain
from tests.samples import STOCK, STOCK_OF_LAND, case, figure, quantity, source


def edition(amount: int, year: str, id: int, period: str | None = None, basis: str = "all") -> Figure:
    of = source(id, issued=year, series="Yearbook", edition=year)
    asked = replace(STOCK_OF_LAND, period=Period.parse(year if period is None else period), basis=basis)
    return figure(quantity(amount, "t REO"), id=id, asked=asked, of=of)


def article(amount: int, issued: str, period: str = "", id: int = 1, basis: str = "all") -> Figure:
    asked = replace(STOCK_OF_LAND, period=Period.parse(period), basis=basis)
    return figure(quantity(amount, "t REO"), id=id, asked=asked, of=source(id, issued=issued))


def library(*figures: Figure, around: tuple[Figure, ...] = ()) -> Case:
    return case(*figures, indicator=STOCK, around=around)


def only(judged: Case) -> Finding:
    (found,) = findings(judged)
    return found


EDITIONS = (edition(110, "2011", 11), edition(130, "2015", 12), edition(121, "2019", 13), edition(97, "2024", 14))


def test_number_of_an_old_edition_is_told_with_its_age() -> None:
    found = only(library(article(110, "2025", "2025"), around=EDITIONS))
    said = plain(found.prose)
    assert found.outcome is Outcome.EXPLAINS
    assert "110 t REO (Printer 2025) is what Yearbook 2011 prints: 110 t REO for 2011, not 2025." in said
    assert "The number was 14 years old." in said
    assert found.measure == 14
    assert found.tried == 4
    assert found.by_chance is not None
    assert found.figures == ("f.1", "f.11")


def test_current_number_is_not_old() -> None:
    found = only(library(article(97, "2024-05", "2024"), around=EDITIONS))
    assert "It was the current one." in plain(found.prose)
    assert found.measure == 0


def test_number_that_many_editions_repeat_is_taken_from_the_latest() -> None:
    repeated = tuple(edition(440, str(year), year) for year in range(2017, 2024))
    found = only(library(article(440, "2022"), around=repeated))
    assert found.figures == ("f.1", "f.2022")


@pytest.mark.parametrize("issued", ["2010", "2010-12-31"])
def test_edition_that_was_not_out_is_not_its_source(issued: str) -> None:
    assert list(findings(library(article(110, issued), around=EDITIONS))) == []


def test_edition_of_the_same_time_is_preferred() -> None:
    both = (edition(110, "2012", 11, period="2010"), edition(110, "2019", 12, period="2018"))
    assert only(library(article(110, "2020", "2010"), around=both)).figures == ("f.1", "f.11")


@pytest.mark.parametrize("basis, known", [("all", 1), ("class not stated", 1), ("", 1), ("proven", 0)])
def test_basis_must_be_the_same_or_not_stated(basis: str, known: int) -> None:
    assert len(list(findings(library(article(110, "2025", basis=basis), around=EDITIONS)))) == known


def test_editions_themselves_reproduce_nothing() -> None:
    assert list(findings(library(edition(110, "2012", 1), around=EDITIONS))) == []


def test_revision_between_editions_is_vintage_and_no_quarrel() -> None:
    first, second = (
        edition(amount, year, id, period="2013") for amount, year, id in ((100, "2014", 1), (95, "2015", 2))
    )
    judged = library(second, first)
    (found,) = (one for one in run(judged) if one.check == "vintage")
    assert found.outcome is Outcome.HOLDS
    assert found.measure == Decimal(-5)
    assert found.figures == ("f.1", "f.2")
    assert "Yearbook printed 100 t REO in 2014, 95 t REO in 2015: revised by -5.0%." in plain(found.prose)
    assert [one for one in run(judged) if one.outcome is Outcome.CONTRADICT] == []


def test_edition_that_repeats_is_no_revision() -> None:
    figures = [edition(100, year, id, period="2013") for id, year in ((1, "2014"), (2, "2015"))]
    assert list(findings(library(*figures))) == []


@given(st.permutations([0, 1, 2, 3]), st.sampled_from([97, 110, 121, 130, 140]), st.booleans())
def test_order_and_copies_change_nothing(order: list[int], amount: int, twice: bool) -> None:
    stated = article(amount, "2025")
    expected = list(findings(library(stated, around=EDITIONS)))
    copy = replace(stated, id=90, key="f.90", source=source(90, issued="2025", copy_of="paper-1", origin="paper-1"))
    own = (copy, stated) if twice else (stated,)
    assert list(findings(library(*own, around=tuple(EDITIONS[n] for n in order)))) == expected
    assert bool(expected) == (amount != 140)


@given(st.integers(10, 9999))
def test_more_editions_make_chance_likelier(amount: int) -> None:
    stated = article(amount, "2025")
    few = tuple(edition(amount, str(2010 + n), 10 + n) for n in range(2))
    many = tuple(edition(amount, str(2010 + n), 10 + n) for n in range(6))
    less, more = (only(library(stated, around=around)).by_chance for around in (few, many))
    assert less is not None
    assert more is not None
    assert less <= more
