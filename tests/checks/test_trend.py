"""Figures out of proportion: a step in a series or beside its subject is found, told and mended; calm ones are not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rareearth_gui.checks.trend import findings
from rareearth_gui.domain.evidence import Case, Figure, Indicator, Question
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.proportion import apart, mended, odd_ones
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.relation import Relation
from tests.samples import case, figure, quantity, source

OUTPUT = Indicator("output", "Output", "mass", "t", ("subject", "place", "period", "basis", "modality"))
SALT = Question("output", "salt", "town")
PARENTS = {"quarter": "town"}


def made(amount: int | Quantity, year: str, id: int, **asked: str) -> Figure:
    stated = amount if isinstance(amount, Quantity) else quantity(amount, "t")
    return figure(stated, id=id, asked=replace(SALT, period=Period.parse(year), **asked))


def library(*figures: Figure, around: tuple[Figure, ...], **parts: object) -> Case:
    return case(*figures, indicator=OUTPUT, around=around, parents=PARENTS, **parts)  # type: ignore[arg-type]


def only(judged: Case) -> Finding:
    (found,) = findings(judged)
    return found


LEVELS = st.integers(1_000, 90_000)
STEPS = st.fractions(min_value="0.8", max_value="1.25")


@st.composite
def courses(draw: st.DrawFn) -> list[int]:
    """Draw a series of three to six years that changes by a quarter a year at most."""
    level, course = draw(LEVELS), []
    for _ in range(draw(st.integers(3, 6))):
        course.append(level)
        level = int(level * draw(STEPS))
    return course


@given(courses(), st.data())
def test_calm_series_has_nothing_odd(course: list[int], data: st.DataObject) -> None:
    figures = [made(value, str(2010 + n), n + 1) for n, value in enumerate(course)]
    own = data.draw(st.sampled_from(figures))
    assert list(findings(library(own, around=tuple(one for one in figures if one is not own)))) == []


@given(courses(), st.data(), st.sampled_from(["10", "0.1", "1000", "0.001"]))
def test_slipped_place_is_out_of_proportion_and_proposed_back(
    course: list[int], data: st.DataObject, slip: str
) -> None:
    place = data.draw(st.integers(1, len(course) - 2))
    figures = [made(quantity(Decimal(value), "t"), str(2010 + n), n + 1) for n, value in enumerate(course)]
    true = figures[place]
    wrong = replace(true, quantity=replace(true.quantity, scale=Decimal(slip)))
    others = tuple(one for one in figures if one is not true)
    judged = library(wrong, around=others)
    if slip == "0.001":  # no slip of the table makes kilograms of tonnes; it is odd all the same
        assert only(judged).outcome is Outcome.CONTRADICT
        return
    found = only(judged)
    assert found.outcome is Outcome.CONTRADICT
    assert found.figures[0] == wrong.key
    assert found.suspicion > Decimal("0.5")
    assert found.tried
    assert found.by_chance is not None
    (odd,) = odd_ones(judged)
    values = [candidate.value for candidate, _ in mended(odd).fits]
    close = [value for value in values if apart(value, true.middle) == 1]
    assert close or slip == "1000" or min(apart(value, near.middle) for value in values for near in odd.beside) <= 2


@given(courses(), st.randoms(), st.data())
def test_order_and_copies_change_nothing(course: list[int], chance: object, data: st.DataObject) -> None:
    figures = [made(value * 10 if n == 1 else value, str(2010 + n), n + 1) for n, value in enumerate(course)]
    wrong, others = figures[1], [one for one in figures if one is not figures[1]]
    expected = list(findings(library(wrong, around=tuple(others))))
    mixed = list(others)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert list(findings(library(wrong, around=tuple(mixed)))) == expected
    copied = data.draw(st.sampled_from(figures))
    copy = replace(copied, id=90, key="f.90", source=source(90, copy_of=copied.source.key, origin=copied.origin))
    more = library(wrong, *([copy] if copied is wrong else []), around=(*others, *([] if copied is wrong else [copy])))
    assert list(findings(more)) == expected


def test_step_is_told_with_its_neighbours_the_slip_and_the_odds() -> None:
    odd, before, after = made(166_200, "2015", 1), made(15_000, "2013", 2), made(16_601, "2016", 3)
    found = only(library(odd, around=(before, after)))
    said = plain(found.prose)
    assert "166,200 t (2015) is out of proportion: 11 times as much as 15,000 t (2013) and 10 times" in said
    assert "If it stands one place too high (/10), it is 16,620 t: within 0.2% of 16,601 t." in said
    assert f"Tried {found.tried} readings; 1 brings it within 1% of a neighbour" in said
    assert found.measure == apart(odd.middle, after.middle)
    assert found.by_chance is not None
    assert found.by_chance < Decimal("0.2")


def test_figure_far_below_is_told_the_other_way_round() -> None:
    found = only(library(made(220, "2015", 1), around=(made(2100, "2014", 2), made(2200, "2016", 3))))
    assert "a 10th of 2,200 t (2016)" in plain(found.prose)
    assert "one place too low (x10), it is 2,200 t: just 2,200 t" in plain(found.prose)


def test_neighbouring_series_are_looked_at_and_doubted() -> None:
    sure = only(library(made(166_200, "2015", 1), around=(made(15_000, "2013", 2), made(16_601, "2016", 3))))
    before, after = (
        made(n, y, i, subject="", place="quarter") for n, y, i in ((15_000, "2013", 2), (16_601, "2016", 3))
    )
    found = only(
        library(made(166_200, "2015", 1), around=(before, after), names={"salt": "Salt", "quarter": "Old quarter"})
    )
    said = plain(found.prose)
    assert "What 15,000 t and 16,601 t count is not named: it may be the same (Salt)." in said
    assert "Old quarter is a part of town." in said
    assert found.suspicion < sure.suspicion


def test_own_series_comes_before_its_neighbours() -> None:
    own = (made(150_000, "2014", 2), made(170_000, "2016", 3))
    unnamed = (made(15_000, "2013", 4, subject=""), made(16_601, "2016", 5, subject=""))
    assert list(findings(library(made(166_200, "2015", 1), around=(*own, *unnamed)))) == []


@pytest.mark.parametrize(
    "asked",
    [{"subject": "sand"}, {"place": "land"}, {"basis": "exports"}, {"modality": "target"}, {"indicator": "sales"}],
    ids=lambda asked: next(iter(asked)),
)
def test_other_things_are_no_neighbours(asked: dict[str, str]) -> None:
    around = (made(1_500, "2014", 2, **asked), made(1_600, "2016", 3, **asked))
    assert list(findings(library(made(166_200, "2015", 1, basis="home"), around=around))) == []


def test_months_are_no_neighbours_of_years_but_for_counts() -> None:
    around = (made(1_500, "2014-12", 2), made(1_600, "2016-01", 3))
    assert list(findings(library(made(20_000, "2015", 1), around=around))) == []
    houses = replace(OUTPUT, dimension="count")
    assert list(findings(replace(library(made(20_000, "2015", 1), around=around), indicator=houses)))


def test_one_side_alone_needs_a_calm_series_and_a_greater_step() -> None:
    calm = (made(1_000, "2013", 2), made(1_200, "2014", 3))
    assert list(findings(library(made(9_000, "2015", 1), around=calm))) == []
    assert only(library(made(12_500, "2015", 1), around=calm)).figures == ("f.1", "f.3")
    rising = (made(200, "2013", 2), made(1_200, "2014", 3))
    assert list(findings(library(made(12_500, "2015", 1), around=rising))) == []
    assert list(findings(library(made(12_500, "2015", 1), around=calm[1:]))) == []


def test_limit_that_is_broken_and_growth_that_is_printed_are_told() -> None:
    odd = made(166_200, "2015", 1)
    around = (made(15_000, "2013", 2), made(16_601, "2016", 3))
    limit = figure(
        quantity(105_000, "t REO"), id=4, asked=replace(SALT, indicator="quota", place="land", modality="cap")
    )
    growth = figure(quantity(220), id=5, asked=replace(SALT, indicator="growth", period=Period("2014", "2015")))
    relations = (
        Relation("r1", "bound", (("value", "f.1"), ("limit", "f.4"))),
        Relation("r2", "growth", (("end", "f.1"), ("growth", "f.5"))),
    )
    found = only(library(odd, around=(*around, limit, growth), relations=relations))
    said = plain(found.prose)
    assert "It is above 105,000 t REO (quota)." in said
    assert "These are counted in t REO, not in t, and no bridge is stated." in said
    assert "Its printed growth of 220% implies 51,900 t for 2014, or 5,190 t after the slip." in said
    assert found.figures == ("f.1", "f.2", "f.3", "f.4", "f.5")


def test_amount_far_above_all_else_of_its_firm_is_odd() -> None:
    line = figure(quantity(10, "CNY", scale=10**9), id=1, asked=replace(SALT, subject="salt-works"))
    firm = figure(quantity(250, "CNY", scale=10**6), id=2, asked=replace(SALT, indicator="sales", subject="salt-works"))
    money = replace(OUTPUT, dimension="money CNY", unit="CNY")
    firms = frozenset({"salt-works"})

    def said(own: Figure, *around: Figure, **parts: object) -> str:
        judged = case(own, indicator=money, around=around, **{"firms": firms, **parts})  # type: ignore[arg-type]
        return " ".join(plain(finding.prose) for finding in findings(judged))

    told = said(line, firm)
    assert "40 times as much as 250 million CNY, the largest other amount of its firm" in told
    assert (
        "If it is 亿 (hundred million) read as billion, it is 1 bn yuan: 4.0 times as much as 250 million CNY." in told
    )
    assert said(firm, line) == ""
    assert said(line, replace(firm, quantity=quantity(900, "CNY", scale=10**6))) == ""
    assert said(line, firm, relations=(Relation("r", "part", (("whole", "f.1"), ("part", "f.2"))),)) == ""
    assert said(line, firm, firms=frozenset()) == ""


@given(courses(), st.integers(5, 40))
def test_chance_lies_between_nothing_and_the_readings_tried(course: list[int], factor: int) -> None:
    figures = [made(value * factor if n == 1 else value, str(2010 + n), n + 1) for n, value in enumerate(course)]
    found = odd_ones(library(figures[1], around=(figures[0], *figures[2:])))
    assume(found)
    mend = mended(found[0])
    assert 0 <= mend.by_chance <= mend.tried
    assert all(apart(one.value, near.middle) <= mend.within for one, near in mend.fits)
