"""The solver against brute force on small whole numbers: what it calls impossible is, and it misses nothing."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rareearth_gui.domain.constraints import AtMost, Constraint, Product, Sum
from rareearth_gui.domain.evidence import Figure, Question
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.judge import Judge
from rareearth_gui.domain.network import Network, bits, build
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.relation import Relation
from rareearth_gui.domain.solver import Conflict, conflicts, quarrels, ways
from rareearth_gui.domain.witness import witness
from tests.samples import STOCK_OF_LAND, STOCK_OF_TOWN, figure, quantity, source

HEDGES = st.sampled_from(["", "", "", "over", "at least", "under", "at most"])
Values = dict[int, Fraction]


def amount(place: str) -> Question:
    return Question("houses", "salt", place, Period(), "all", "", "actual")


def per_cent(place: str, whole: str) -> Question:
    return Question("share-of-houses", "salt", place, Period(), "all", whole, "share")


def related(kind: str, **members: str | Iterable[str]) -> Relation:
    pairs = [(role, key) for role, keys in members.items() for key in ([keys] if isinstance(keys, str) else keys)]
    return Relation("-".join([kind, *(key for _, key in pairs)]), kind, tuple(pairs), reason="It must.")


@st.composite
def libraries(draw: st.DrawFn) -> tuple[list[Figure], list[Relation]]:
    """Draw exact counts and whole shares at three places, some on one question, and relations between them."""
    ids = iter(range(1, 100))
    origins = st.sampled_from(["the-mayor", "the-mine", ""])
    amounts = [
        figure(
            quantity(draw(st.integers(0, 8)), "1", hedge=draw(HEDGES)),
            id=next(ids),
            asked=amount(draw(st.sampled_from("abc"))),
            own_origin=draw(origins),
        )
        for _ in range(draw(st.integers(2, 5)))
    ]
    shares = [
        figure(
            quantity(draw(st.sampled_from([0, 25, 50, 75, 100])), own=None, hedge=draw(HEDGES)),
            id=next(ids),
            asked=per_cent(*draw(st.sampled_from(["ab", "ac", "bc"]))),
            of_a_whole=True,
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return [*amounts, *shares], draw(st.lists(relations(amounts, shares), min_size=1, max_size=3))


@st.composite
def relations(draw: st.DrawFn, amounts: list[Figure], shares: list[Figure]) -> Relation:
    chosen = draw(st.lists(st.sampled_from(amounts), min_size=2, max_size=3, unique_by=lambda one: one.key))
    first, *others = (one.key for one in chosen)
    kinds = ["sum", "part", "bound", "change"] + ["share"] * 2 * bool(shares)
    match draw(st.sampled_from(kinds)):
        case "sum":
            return related("sum", total=first, part=others)
        case "part":
            return related("part", whole=first, part=others)
        case "bound":
            return related("bound", limit=first, value=others[0])
        case "change":
            return related("change", end=first, start=others[0], **({"change": others[1]} if others[1:] else {}))
        case _:
            share = draw(st.sampled_from(shares))
            at = {one.question.place: one.key for one in amounts}
            members = {"part": at.get(share.question.place), "whole": at.get(share.question.denominator)}
            left_out = draw(st.sampled_from(["part", "whole", ""]))
            known = {role: key for role, key in members.items() if key is not None and role != left_out}
            return related("share", share=share.key, **known)


def holds(constraint: Constraint, values: Values) -> bool:
    """Judge a constraint by plain arithmetic."""
    match constraint:
        case AtMost(value=value, limit=limit):
            return values[value] <= values[limit]
        case Sum(total=total, parts=parts):
            return values[total] == sum(values[part] for part in parts)
        case Product(result=result, left=left, right=right, scale=scale, shift=shift):
            return values[left] > 0 and values[result] * scale == values[left] * (values[right] + shift)
    raise AssertionError(constraint)


def lies_in(band: Interval, value: Fraction) -> bool:
    above = band.low is None or value > Fraction(band.low) or (value == Fraction(band.low) and not band.low_open)
    below = band.high is None or value < Fraction(band.high) or (value == Fraction(band.high) and not band.high_open)
    return above and below


def is_true(network: Network, mask: int, values: Values) -> bool:
    """Say whether values make a set of statements true, with every constraint that binds it."""
    bands = ((network.variable_of[n], network.statements[n].band) for n in bits(mask))
    floors = ((n, variable.floor) for n, variable in enumerate(network.variables))
    return (
        all(variable is None or lies_in(band, values[variable]) for variable, band in bands)
        and all(floor is None or n not in values or values[n] >= Fraction(floor) for n, floor in floors)
        and all(holds(network.constraints[n], values) for n in Judge(network).active(mask))
    )


def brute_force(network: Network, mask: int) -> bool:
    """Say whether whole numbers (and quarters of a hundred per cent) make a set true."""
    grids = [range(0, 101, 25) if v.unit.key == "%" else range(10) for v in network.variables]
    if len(grids) > 5:
        return False  # too many to try: nothing is found, which asserts nothing
    return any(
        is_true(network, mask, {n: Fraction(value) for n, value in enumerate(values)}) for values in product(*grids)
    )


def names(sets: Iterable[Conflict]) -> set[frozenset[frozenset[str]]]:
    return {frozenset(statement.keys for statement in one.statements) for one in sets}


def is_excluded(network: Network, mask: int) -> bool:
    return any(not pair & ~mask for pair in network.apart)


# -- Impossible is impossible, possible is possible -----------------------------------------------------------


@settings(max_examples=settings().max_examples * 2 // 5)  # fewer than of others, for brute force is slow
@given(libraries())
def test_what_is_refuted_has_no_solution_and_what_is_not_has_a_witness(
    library: tuple[list[Figure], list[Relation]],
) -> None:
    network = build(*library)
    judge = Judge(network)
    for mask in range(1 << len(network.statements)):
        core = judge.core(mask)
        if core is not None:
            assert not core & ~mask
            assert not brute_force(network, mask)
            continue
        found = witness(judge, mask)
        if (
            found is None
        ):  # not decided, as where shares quarrel over an amount that may be as little or as much as may be
            assert not brute_force(network, mask)
            assert any(None in (one.band.low, one.band.high) for one in network.chosen(mask))
        else:
            spare = dict.fromkeys(range(len(network.variables)), Fraction(0))
            assert is_true(network, mask, {**spare, **found})


@given(libraries())
def test_reported_sets_are_the_smallest_and_all_of_them(library: tuple[list[Figure], list[Relation]]) -> None:
    network = build(*library)
    judge = Judge(network)
    found = conflicts(judge)
    assert found.complete
    refuted = {mask for mask in range(1 << len(network.statements)) if judge.core(mask) is not None}
    smallest = {mask for mask in refuted if all(mask & ~(1 << n) not in refuted for n in bits(mask))}
    wanted = {mask for mask in smallest if not is_excluded(network, mask) and mask.bit_count() > 1}
    reported = {one.mask for one in found.sets}
    assert reported <= wanted
    for mask in wanted - reported:  # an agreement on one question that quarrels in itself: nothing that relations add
        assert len({statement.lead.question for statement in network.chosen(mask)}) == 1
    sizes = [len(one.statements) for one in found.sets]
    assert sizes == sorted(sizes)


@given(libraries())
def test_constraints_of_a_set_make_it_impossible(library: tuple[list[Figure], list[Relation]]) -> None:
    judge = Judge(build(*library))
    for one in conflicts(judge).sets:
        assert judge.core(one.mask, one.constraints) is not None
        for number in one.constraints:
            assert judge.core(one.mask, [other for other in one.constraints if other != number]) is None


# -- What does not matter, and what copies add ------------------------------------------------------------------


@given(libraries(), st.randoms(use_true_random=False))
def test_order_does_not_matter(library: tuple[list[Figure], list[Relation]], random: object) -> None:
    figures, bound = library
    before = build(figures, bound)
    random.shuffle(figures)  # type: ignore[attr-defined]
    random.shuffle(bound)  # type: ignore[attr-defined]
    after = build(figures, bound)
    assert names(conflicts(Judge(before)).sets) == names(conflicts(Judge(after)).sets)
    assert names(quarrels(before)) == names(quarrels(after))


@given(libraries(), st.data())
def test_copy_adds_nothing(library: tuple[list[Figure], list[Relation]], data: st.DataObject) -> None:
    figures, bound = library
    original = data.draw(st.sampled_from(figures))
    copied_by = source(99, copy_of=original.source.key)
    copy = replace(original, id=99, key="f.99", source=copied_by)
    before, after = build(figures, bound), build([*figures, copy], bound)
    found, again = conflicts(Judge(before)).sets, conflicts(Judge(after)).sets
    assert [without(one, "f.99") for one in again] == [without(one, "f.99") for one in found]
    assert [way.origins for way in ways(before, found)] == [way.origins for way in ways(after, again)]


def without(one: Conflict, key: str) -> list[frozenset[str]]:
    return [statement.keys - {key} for statement in one.statements]


def test_independent_printing_adds_weight_and_a_copy_none() -> None:
    town = figure(quantity(60, "t REO"), id=1, asked=STOCK_OF_TOWN)
    land = figure(quantity(50, "t REO"), id=2, asked=STOCK_OF_LAND)
    again = replace(town, id=3, key="f.3", source=source(3))
    copy = replace(town, id=4, key="f.4", source=source(4, origin="paper-1"))
    network = build([town, land, again, copy], [related("part", whole="f.2", part="f.1")])
    (one,) = conflicts(Judge(network)).sets
    assert [len(statement.origins) for statement in sorted(one.statements, key=lambda s: s.lead.id)] == [2, 1]
    (way,) = ways(network, [one])
    assert [statement.lead.key for statement in way.statements] == ["f.2"]


# -- Giving way and switching off -----------------------------------------------------------------------------


@given(libraries())
def test_switching_off_a_way_dissolves_all_and_no_part_of_it_does(
    library: tuple[list[Figure], list[Relation]],
) -> None:
    figures, bound = library
    network = build(figures, bound)
    sets = (*conflicts(Judge(network)).sets, *quarrels(network))
    for way in ways(network, sets) if sets else ():
        given_up = [figure.key for statement in way.statements for figure in statement.figures]
        left = build(figures, bound, frozenset(given_up))
        assert conflicts(Judge(left)).sets == ()
        assert quarrels(left) == ()
        for statement in way.statements:
            assert any(not one.mask & way.mask & ~bit_of(network, statement.lead.key) for one in sets)


def bit_of(network: Network, key: str) -> int:
    return next(1 << n for n, statement in enumerate(network.statements) if key in statement.keys)


@given(libraries())
def test_ways_rest_on_the_fewest_origins(library: tuple[list[Figure], list[Relation]]) -> None:
    network = build(*library)
    sets = (*conflicts(Judge(network)).sets, *quarrels(network))
    if not sets:
        return
    hitting = [m for m in range(1 << len(network.statements)) if all(m & one.mask for one in sets)]
    origins = {m: frozenset[str]().union(*(s.origins for s in network.chosen(m))) for m in hitting}
    least = min((len(origins[m]), m.bit_count()) for m in hitting)
    found = ways(network, sets, most=1000)
    assert {way.mask for way in found} == {m for m in hitting if (len(origins[m]), m.bit_count()) == least}


@given(libraries(), st.data())
def test_switching_off_makes_nothing_impossible(
    library: tuple[list[Figure], list[Relation]], data: st.DataObject
) -> None:
    figures, bound = library
    off = frozenset(data.draw(st.lists(st.sampled_from([one.key for one in figures]))))
    every, left = (build(figures, bound, keys) for keys in (frozenset[str](), off))
    remaining = {one for one in names(conflicts(Judge(every)).sets) if all(keys - off for keys in one)}
    assert names(conflicts(Judge(left)).sets) == remaining


def test_source_that_is_off_takes_its_figures_along() -> None:
    town = figure(quantity(60, "t REO"), id=1, asked=STOCK_OF_TOWN)
    land = figure(quantity(50, "t REO"), id=2, asked=STOCK_OF_LAND)
    bound = [related("part", whole="f.2", part="f.1")]
    assert conflicts(Judge(build([town, land], bound))).sets
    assert not conflicts(Judge(build([town, land], bound, frozenset({"paper-2"})))).sets


# -- Unknowns -----------------------------------------------------------------------------------------------


def shares(*printed: str) -> tuple[list[Figure], list[Relation]]:
    """Give one amount as several shares of a whole that nobody prints."""
    town = figure(quantity("43.5", "t REO", scale=10**6), id=1, asked=STOCK_OF_TOWN)
    stated = [figure(one, id=number) for number, one in enumerate(printed, 2)]
    return [town, *stated], [related("share", share=one.key, part="f.1") for one in stated]


def test_shares_of_one_amount_meet_in_the_whole_that_is_not_printed() -> None:
    network = build(*shares("38", "30"))
    (one,) = conflicts(Judge(network)).sets
    assert {statement.lead.key for statement in one.statements} == {"f.1", "f.2", "f.3"}
    assert names(quarrels(network)) == {frozenset({frozenset({"f.2"}), frozenset({"f.3"})})}


def test_agreeing_shares_need_one_whole() -> None:
    network = build(*shares("38", "37.8"))
    judge = Judge(network)
    assert conflicts(judge).sets == ()
    whole = next(n for n, variable in enumerate(network.variables) if variable.question == STOCK_OF_LAND)
    needed = judge.narrowed(0b111).interval(whole)
    assert needed.contains(Decimal("115e6"))  # 43.5 Mt of 37.8%
    assert not needed.contains(Decimal("114.7e6"))  # 43.45 Mt of 37.85% is 114.8 Mt
    assert not needed.contains(Decimal("115.4e6"))  # 43.55 Mt of 37.75% is 115.36 Mt


def test_share_and_amount_imply_the_whole() -> None:
    network = build(*shares("83"))
    whole = next(n for n, variable in enumerate(network.variables) if variable.question == STOCK_OF_LAND)
    needed = Judge(network).narrowed(0b11).interval(whole)
    assert needed.contains(Decimal("52.4e6"))
    assert not needed.contains(Decimal("52.0e6"))


def test_unknown_is_the_number_that_another_figure_prints() -> None:
    figures, bound = shares("38")
    land = figure(quantity("100", "t REO", scale=10**6, hedge="about"), id=9, asked=STOCK_OF_LAND)
    (one,) = conflicts(Judge(build([*figures, land], bound))).sets
    assert {statement.lead.key for statement in one.statements} == {"f.1", "f.2", "f.9"}


def test_nothing_is_no_share_of_any_whole() -> None:
    none = figure(quantity(0, "1"), id=1, asked=amount("a"))
    some = figure(quantity(1, "1", hedge="over"), id=2, asked=amount("b"))
    share = figure(0, id=3, asked=per_cent("a", "b"), of_a_whole=True)
    network = build([none, some, share], [related("share", share="f.3", part="f.1", whole="f.2")])
    assert conflicts(Judge(network)).sets == ()
    assert witness(Judge(network), 0b111) is not None


def test_unknown_of_another_basis_is_another_number() -> None:
    figures, bound = shares("38")
    elsewhere = replace(STOCK_OF_LAND, basis="some")
    land = figure(quantity("100", "t REO", scale=10**6), id=9, asked=elsewhere)
    assert not conflicts(Judge(build([*figures, land], bound))).sets


def test_growth_ties_the_start_that_it_does_not_print() -> None:
    year = replace(STOCK_OF_TOWN, period=Period("2015", "2015"))
    end = figure(quantity("300", "t REO"), id=1, asked=year)
    grown = Question("growth-of-stock", "salt", "town", Period("2014", "2015"), "all", "", "growth")
    growth = figure(quantity("50"), id=2, asked=grown)
    start = figure(quantity("150", "t REO"), id=3, asked=replace(year, period=Period("2014", "2014")))
    (one,) = conflicts(Judge(build([end, growth, start], [related("growth", end="f.1", growth="f.2")]))).sets
    assert len(one.statements) == 3


def test_annual_growth_over_years_is_not_one_step() -> None:
    grown = Question("growth-of-stock", "salt", "town", Period("2010", "2015"), "annual", "", "growth")
    ends = [replace(STOCK_OF_TOWN, period=Period(year, year)) for year in ("2010", "2015")]
    figures = [
        figure(quantity("100", "t REO"), id=1, asked=ends[0]),
        figure(quantity("300", "t REO"), id=2, asked=ends[1]),
        figure(quantity("24"), id=3, asked=grown),
    ]
    assert not build(figures, [related("growth", start="f.1", end="f.2", growth="f.3")]).constraints


def test_editions_of_one_series_are_not_set_against_each_other() -> None:
    figures, bound = shares("38")
    editions = [
        figure(
            quantity(number, "t REO", scale=10**6),
            id=n,
            asked=STOCK_OF_LAND,
            of=source(n, series="Yearbook", edition=str(2000 + n)),
        )
        for n, number in enumerate(("110.0", "115.0", "120.0"), 10)
    ]
    network = build([*figures, *editions], bound)
    found = names(conflicts(Judge(network)).sets)
    assert {next(iter(keys)) for one in found for keys in one} == {"f.1", "f.2", "f.10", "f.12"}
    assert all(len(one) == 3 for one in found)
    assert quarrels(network) == ()


@pytest.mark.parametrize("kind, roles", [("bound", ("value", "limit")), ("part", ("part", "whole"))])
def test_units_of_two_dimensions_do_not_meet(kind: str, roles: tuple[str, str]) -> None:
    town = figure(quantity(60, "t"), id=1, asked=STOCK_OF_TOWN)
    land = figure(quantity(50, "t REO"), id=2, asked=STOCK_OF_LAND)
    network = build([town, land], [related(kind, **{roles[0]: "f.1", roles[1]: "f.2"})])
    assert network.constraints == []
