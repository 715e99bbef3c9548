"""What the figures of a combination show over time, and what one source changes in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.period import Period
from rareearth_gui.ops import series as ops
from rareearth_gui.ops.topic import PARTS, Combination, Topic, topic
from rareearth_gui.store.library import Library
from tests.samples import HOUSES, HOUSES_OF_TOWN, STOCK, STOCK_OF_TOWN, figure, quantity, source

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from rareearth_gui.domain.evidence import Figure, Question

_SOURCES = {
    name: source(number, publisher=name, key=name, origin=name, title=f"Yearly {name}")
    for number, name in enumerate(("Bee", "Cow", "Dog"), 1)
}
BEE, COW, DOG = "Bee 2016", "Cow 2016", "Dog 2016"


def houses(number: int, value: int, year: str, name: str, asked: Question = HOUSES_OF_TOWN) -> Figure:
    period = Period.parse(year)
    amount = quantity(value, "1")
    return figure(amount, id=number, asked=replace(asked, period=period), of=_SOURCES[name])


def drawn(*figures: Figure) -> ops.Series:
    return ops.sort_out(HOUSES, figures)


@pytest.fixture
def quarrel() -> ops.Series:
    """Four years of Bee; Cow contradicts it in two of them and repeats it in one; Dog has a year of its own."""
    return drawn(
        *(houses(number, value, str(2010 + number), "Bee") for number, value in enumerate((10, 11, 12, 13))),
        houses(10, 20, "2011", "Cow"),
        houses(11, 30, "2012", "Cow"),
        houses(12, 13, "2013", "Cow"),
        houses(13, 14, "2014", "Dog"),
    )


def test_periods_that_disagree(quarrel: ops.Series) -> None:
    assert ops.disagreeing(quarrel.drawn, HOUSES) == {"2011", "2012"}
    assert ops.told(quarrel) == "8 figures from 3 sources on 5 periods; 2 periods disagree (2011, 2012)."


def test_without_the_source_that_contradicts(quarrel: ops.Series) -> None:
    says = ops.told(quarrel, frozenset({COW}))
    assert says.startswith(f"Without {COW}: 2 of 5 periods no longer disagree (2011, 2012); ")
    assert "3 periods rest on one origin alone" in says
    assert says.endswith("values left: 10 to 14 (all: 10 to 30).")


def test_without_a_source_that_stood_alone(quarrel: ops.Series) -> None:
    says = ops.told(quarrel, frozenset({DOG}))
    assert says == f"Without {DOG}: still 2 of 5 periods disagree; 1 period has no figure left (2014)."


def test_without_any_source(quarrel: ops.Series) -> None:
    assert ops.told(quarrel, frozenset({BEE, COW, DOG})).startswith("Every source is switched off")


def test_names_that_are_not_in_the_plot_change_nothing(quarrel: ops.Series) -> None:
    assert ops.told(quarrel, frozenset({"Elk 2016"})) == ops.told(quarrel)


def test_the_switch_lists_what_settles_most_first(quarrel: ops.Series) -> None:
    assert [(line.name, line.figures, line.settles, line.place) for line in quarrel.lines] == [
        (BEE, 4, 2, 0),
        (COW, 3, 2, 1),
        (DOG, 1, 0, 2),
    ]


def test_editions_of_a_series_are_one_row_and_do_not_contradict_each_other() -> None:
    editions = [
        source(number, key=f"b-{number}", origin=f"b-{number}", title=f"Book {number}", series="Book", edition=edition)
        for number, edition in ((1, "2011"), (2, "2012"))
    ]
    asked = HOUSES_OF_TOWN
    made = drawn(*(figure(quantity(n * 10, "1"), id=n, asked=asked, of=of) for n, of in enumerate(editions, 1)))
    assert [(line.name, line.titles) for line in made.lines] == [("Book", ("Book 1", "Book 2"))]
    assert ops.disagreeing(made.drawn, HOUSES) == frozenset()


def test_a_copy_is_no_loss_of_an_origin() -> None:
    copy = replace(houses(2, 10, "2011", "Cow"), own_origin="Bee")
    made = drawn(houses(1, 10, "2011", "Bee"), houses(3, 11, "2012", "Bee"), copy)
    assert "(1 origin)" in ops.told(made)
    assert ops.told(made, frozenset({COW})) == f"Without {COW}: still no contradiction; no origin is lost."


def test_a_target_does_not_contradict_the_fact_of_its_year() -> None:
    target = replace(HOUSES_OF_TOWN, modality="target")
    made = drawn(houses(1, 10, "2011", "Bee"), houses(2, 20, "2011", "Cow", target), houses(3, 10, "2012", "Bee"))
    assert ops.disagreeing(made.drawn, HOUSES) == frozenset()


def test_figures_without_a_period_are_named_and_not_drawn() -> None:
    made = drawn(houses(1, 10, "2011", "Bee"), houses(2, 11, "2012", "Bee"), houses(3, 12, "", "Cow"))
    assert [one.id for one in made.drawn] == [1, 2]
    assert ops.aside(made) == "Not drawn, but in the table: 1 figure without a period."


def test_one_period_has_no_course_and_its_figures_stand_with_the_undated() -> None:
    made = drawn(houses(1, 10, "2011", "Bee"), houses(2, 11, "", "Cow"))
    assert not made.has_course
    assert len(made.drawn) == 2
    assert ops.aside(made) == ""


def test_units_without_a_bridge_stay_off_the_axis() -> None:
    asked = [replace(STOCK_OF_TOWN, period=Period.parse(year)) for year in ("2011", "2012", "2013")]
    units = ("t REO", "kt REO", "t metal")
    figures = tuple(figure(quantity(5, unit), id=number, asked=asked[number]) for number, unit in enumerate(units))
    made = ops.sort_out(STOCK, figures)
    assert made.unit.key == "t REO"
    assert [one.id for one in made.other_units] == [2]
    assert "1 figure in t metal, which no stated bridge converts" in ops.aside(made)


def test_no_figures_at_all() -> None:
    made = drawn()
    assert made.lines == ()
    assert ops.told(made) == "There are no figures to draw."


_SOME = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["", "2011", "2012"]), st.sampled_from(list(_SOURCES))), max_size=12
)


@given(_SOME, st.sets(st.sampled_from([BEE, COW, DOG])))
def test_leaving_sources_out_makes_no_new_quarrel(some: list[tuple[int, str, str]], hidden: set[str]) -> None:
    made = drawn(*(houses(number, *one) for number, one in enumerate(some)))
    left = ops.left(made, frozenset(hidden))
    assert ops.disagreeing(left, HOUSES) <= ops.disagreeing(made.drawn, HOUSES)
    assert ops.told(made, frozenset(hidden)).endswith(".")


@given(_SOME)
def test_a_short_cut_finds_what_every_pair_finds(some: list[tuple[int, str, str]]) -> None:
    figures = [houses(number, *one) for number, one in enumerate(some)]
    by_pairs = {
        one.question.period.key
        for one in figures
        for other in figures
        if one.question.key == other.question.key and one.band.gap(other.band) is not None
    }
    assert ops.disagreeing(figures, HOUSES) == by_pairs


@pytest.fixture
def connection(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    library = Library.open(bundled_library, write=False)
    made = library.reader()
    yield made
    made.close()
    library.close()


def indicator(connection: sqlite3.Connection, key: str) -> Topic:
    (number,) = connection.execute("SELECT id FROM indicator WHERE key = ?", (key,)).fetchone()
    return topic(connection, number)


def test_mine_production_opens_on_a_real_series(connection: sqlite3.Connection) -> None:
    known = indicator(connection, "mine-production")
    first = known.combinations[0]
    assert first.place in ("china", "world")
    assert first.periods > 15
    assert ops.series(connection, known.indicator, first).has_course


def test_bgs_is_what_disagrees_with_usgs_on_china(connection: sqlite3.Connection) -> None:
    known = indicator(connection, "mine-production")
    at = known.nearest(known.combinations[0], "place", "china")
    made = ops.series(connection, known.indicator, at)
    assert "periods no longer disagree (2014, 2015, 2016, 2017, 2018)" in ops.told(made, frozenset({"BGS WMS"}))


def test_only_what_exists_can_be_picked(connection: sqlite3.Connection) -> None:
    known = indicator(connection, "share-of-reserves")
    for part in PARTS:
        for key in known.choices(part):
            at = known.nearest(known.combinations[0], part, key)
            assert at.part(part) == key
            made = ops.series(connection, known.indicator, at)
            figures = (*made.dated, *made.undated, *made.other_units)
            assert len(figures) == at.figures > 0


def test_a_picked_part_keeps_the_others_where_it_can() -> None:
    combinations = (
        Combination("salt", "land", "", "all", 9, 9),
        Combination("salt", "town", "", "sold", 5, 5),
        Combination("salt", "town", "", "all", 2, 2),
        Combination("pepper", "town", "", "ground", 1, 1),
    )
    known = Topic(1, HOUSES, "", "", combinations, {"town": "Ardale"})
    assert known.nearest(combinations[0], "place", "town") is combinations[2]
    assert known.nearest(combinations[0], "subject", "pepper") is combinations[3]
    assert known.choices("place") == ("land", "town")
    assert (known.name("town"), known.name("")) == ("Ardale", "not stated")


def test_title_of_a_combination(connection: sqlite3.Connection) -> None:
    known = indicator(connection, "share-of-reserves")
    at = Combination("rare-earths", "baotou", "world", "industrial reserves")
    assert known.title(at) == "Baotou, share of world reserves (industrial reserves)"
