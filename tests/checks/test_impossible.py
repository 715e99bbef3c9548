"""Impossible: the sets that no other check reports, their margin in words, and the bundled library."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.impossible import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.judge import Judge
from rareearth_gui.domain.network import build
from rareearth_gui.domain.prose import pieces, plain
from rareearth_gui.domain.relation import Relation
from rareearth_gui.ops.what_if import gather, weigh, what_if
from rareearth_gui.store.figures import Cases
from rareearth_gui.store.opening import connect
from rareearth_gui.store.records import question_of_figure
from tests.samples import SHARE_OF_STOCK, STOCK, STOCK_OF_LAND, STOCK_OF_TOWN, case, figure, quantity, source
from tests.strategies import cases

THIRTY, THIRTY_EIGHT = "ecns-2016.04", "baotou-2017.04"
AMOUNTS = {"baotou-2017.03", "ecns-2016.02"}


def amount(number: str, id: int, asked: object = STOCK_OF_TOWN, **changes: object) -> Figure:
    return figure(quantity(number, "t REO"), id=id, asked=asked, **changes)  # type: ignore[arg-type]


def part_of(*numbers: int, kind: str = "share") -> Relation:
    roles = {"share": ("share", "part", "whole"), "sum": ("total", "part", "part"), "bound": ("value", "limit")}[kind]
    members = tuple((role, f"f.{number}") for role, number in zip(roles, numbers, strict=False))
    return Relation(f"r{'-'.join(map(str, numbers))}", kind, members, reason="So it is.")


def library(*figures: Figure, relations: tuple[Relation, ...]) -> Case:
    known = {indicator.key: indicator for indicator in (STOCK, SHARE_OF_STOCK)}
    around = tuple(one for one in figures[1:] if one.question != figures[0].question)
    on_it = tuple(one for one in figures if one.question == figures[0].question)
    return case(*on_it, around=around, relations=relations, indicators=known)


QUARREL = library(figure(38, id=1), figure(30, id=2), amount("43500", 3), relations=(part_of(1, 3), part_of(2, 3)))


# -- What is said ---------------------------------------------------------------------------------------------


def test_shares_of_one_amount_cannot_be_of_one_whole() -> None:
    (found,) = findings(QUARREL)
    said = plain(found.prose)
    assert found.outcome is Outcome.CONTRADICT
    assert set(found.figures) == {"f.1", "f.2", "f.3"}
    assert found.figures[0] in {"f.1", "f.2"}
    assert "cannot all be true of one number, “Land, stock of salt” (all)" in said
    assert "need 112,857.1 to 116,133.3 t REO" in said
    assert "need 142,459 to 147,627.1 t REO" in said
    assert "off by 30,526 t REO as printed, rounding explains 4,201 t REO at most" in said
    assert "This takes it that: So it is." in said


def test_margin_is_the_gap_and_what_rounding_explains_adds_up() -> None:
    (found,) = findings(QUARREL)
    assert found.measure is not None
    assert abs(found.measure - (Decimal(43450) / Decimal("0.305") - Decimal(43550) / Decimal("0.375"))) < 1
    assert 0 < found.suspicion < 1


def test_every_figure_is_a_link_and_its_weight_is_told() -> None:
    copy = replace(QUARREL.figures[0], id=9, key="f.9", source=source(9, origin="paper-1"))
    (found,) = findings(replace(QUARREL, figures=(*QUARREL.figures, copy)))
    assert {key for _, key in pieces(found.prose) if key} == {"f.1", "f.2", "f.3"}
    assert "38% rests on 1 origin (2 mentions); 30% rests on 1 origin" in plain(found.prose)


def test_no_winner_is_named() -> None:
    (found,) = findings(QUARREL)
    said = plain(found.prose)
    assert "one at least would have to give way, or they do not speak of one thing" in said
    assert "For both quarrels on this question to end, figures of 1 independent origin at least would have to" in said
    assert said.endswith("38%; or 30%. Which of them do is not for arithmetic to say.")


def test_printed_whole_is_set_against_what_share_and_amount_need() -> None:
    land = figure(quantity("100.0", "t REO", hedge="about"), id=4, asked=STOCK_OF_LAND)
    judged = library(figure(38, id=1), amount("43.5", 3), land, relations=(part_of(1, 3),))
    (found,) = findings(judged)
    said = plain(found.prose)
    assert "need 112.8571 to 116.1333 t REO, where about 100.0 t REO" in said
    assert "reads as 95 to 105 t REO, off by 14.5 t REO as printed, rounding explains" in said
    assert "and hedges explain" in said


def test_sets_on_like_questions_are_told_together() -> None:
    (found,) = findings(
        library(
            *(figure(number, id=id) for id, number in enumerate(("38", "30", "25"), 1)),
            amount("43500", 4),
            relations=tuple(part_of(n, 4) for n in (1, 2, 3)),
        )
    )
    assert "Nor can " in plain(found.prose)
    assert len(found.figures) == 3


# -- What is left to others -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind, numbers", [("bound", (1, 2)), ("sum", (1, 2, 3))])
def test_what_one_relation_says_is_left_to_its_own_check(kind: str, numbers: tuple[int, ...]) -> None:
    elsewhere = replace(STOCK_OF_LAND, place="isle")
    figures = (amount("90", 1, STOCK_OF_LAND), amount("10", 2), amount("20", 3, elsewhere))
    judged = case(figures[0], indicator=STOCK, around=figures[1:], relations=(part_of(*numbers, kind=kind),))
    assert not list(findings(judged))


def test_chain_of_bounds_is_more_than_each_says() -> None:
    elsewhere = replace(STOCK_OF_LAND, place="isle")
    middle = figure(quantity(50, "t REO", hedge="about"), id=2, asked=STOCK_OF_LAND)
    top = figure(quantity(53, "t REO"), id=3, asked=elsewhere)
    exact = replace(middle, id=4, key="f.4", source=source(4), quantity=quantity("52.0", "t REO"), printed="52.0 t")
    bounds = (part_of(1, 2, kind="bound"), part_of(4, 3, kind="bound"))
    judged = case(amount("52.4", 1), indicator=STOCK, around=(middle, exact, top), relations=bounds)
    (found,) = findings(judged)
    assert set(found.figures) == {"f.1", "f.2", "f.4"}


def test_quarrel_that_no_relation_touches_is_left_to_spread() -> None:
    assert not list(findings(library(figure(38, id=1), figure(30, id=2), relations=())))


@given(cases())
def test_finding_binds_three_figures_or_two_relations_and_one_of_the_question(drawn: Case) -> None:
    for found in findings(drawn):
        assert found.outcome is Outcome.CONTRADICT
        assert len(found.figures) >= 2
        assert any(one.key in found.figures for one in drawn.figures)
        assert len(set(found.figures)) == len(found.figures)
        assert found.measure is not None
        assert found.measure >= 0


@given(cases())
def test_finding_is_impossible_and_none_of_its_figures_superfluous(drawn: Case) -> None:
    every = (*drawn.figures, *drawn.around)
    for found in findings(drawn):
        left_out = frozenset(one.key for one in every) - set(found.figures)
        alone = build(every, drawn.relations, left_out)
        assert Judge(alone).core((1 << len(alone.statements)) - 1) is not None
        for key in found.figures:
            fewer = build(every, drawn.relations, left_out | {key})
            masks = range(1 << len(fewer.statements))
            refuted = [mask for mask in masks if Judge(fewer).core(mask) is not None]
            assert all(len({one.lead.question for one in fewer.chosen(mask)}) == 1 for mask in refuted)


@given(cases(), st.data())
def test_copy_changes_no_finding(drawn: Case, data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(drawn.figures))
    copied_by = replace(original.source, id=99, key="copy", copy_of=original.source.key)
    copy = replace(original, id=99, key="f.99", source=copied_by)
    before, after = (list(findings(one)) for one in (drawn, replace(drawn, figures=(*drawn.figures, copy))))
    assert [heart(one) for one in after] == [heart(one) for one in before]


def heart(found: Finding) -> tuple[object, ...]:
    return found.figures, found.measure, found.suspicion


# -- The bundled library --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(bundled_library, write=False)) as connection:
        yield connection


@pytest.fixture(scope="module")
def world_share(bundled: sqlite3.Connection) -> int:
    (number,) = bundled.execute("SELECT id FROM figure WHERE key = ?", (THIRTY,)).fetchone()
    return question_of_figure(bundled, number)


@pytest.fixture(scope="module")
def found(bundled: sqlite3.Connection, world_share: int) -> list[Finding]:
    return list(findings(Cases(bundled).case(world_share)))


def test_one_amount_and_two_shares_cannot_be_of_one_world_total(found: list[Finding]) -> None:
    first = found[0]
    assert {THIRTY, THIRTY_EIGHT} < set(first.figures)
    assert len(first.figures) == 3
    assert set(first.figures) & AMOUNTS
    said = plain(first.prose)
    assert "need 112.9 to 116.1 Mt REO" in said
    assert "need 142.5 to 147.6 Mt REO" in said
    assert "off by 30.5 Mt REO as printed, rounding explains 4.2 Mt REO at most" in said


def test_what_if_finds_the_set_that_ties_two_wholes(bundled: sqlite3.Connection, world_share: int) -> None:
    sets = [{figure.key for figure in one.figures} for one in what_if(bundled, world_share).sets]
    assert {THIRTY, THIRTY_EIGHT} in sets
    assert any({THIRTY, "ibooks-1025059755.03", "resources-overview-2010.02"} < one for one in sets)


def test_switching_off_a_way_leaves_nothing(bundled: sqlite3.Connection, world_share: int) -> None:
    web = gather(bundled, world_share)
    for way in weigh(web).ways:
        assert not weigh(web, frozenset(figure.key for figure in way.printings)).sets


def test_source_is_weighed_by_what_is_left_without_it(bundled: sqlite3.Connection, world_share: int) -> None:
    web = gather(bundled, world_share)
    every = weigh(web)
    assert every.complete
    assert not every.fragile
    for left in every.sources:
        assert len(weigh(web, frozenset({left.source.key})).sets) == left.left
    quarrel = next(one for one in every.sets if {f.key for f in one.figures} == {THIRTY, THIRTY_EIGHT})
    assert quarrel.hinges == {"ecns-2016"}
