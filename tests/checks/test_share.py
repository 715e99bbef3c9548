"""Share, the denominator detective, against libraries whose shares are true by construction."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rareearth_gui.checks.share import Implied, candidates, eligible, findings, implied_wholes
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import plain
from tests.samples import STOCK_OF_LAND, STOCK_OF_TOWN, case, figure, quantity, source


def amount(value: int | str | Decimal, id: int, issued: str = "2012", **changes: object) -> Figure:
    """Make an amount of the land's stock, printed in full in a source of its own."""
    of = source(id, issued=issued, **changes)
    return figure(quantity(value, "t REO"), id=id, asked=STOCK_OF_LAND, of=of)


def part(value: int | str | Decimal, id: int = 2, **changes: object) -> Figure:
    return figure(quantity(value, "t REO"), id=id, asked=STOCK_OF_TOWN, of=source(id, **changes))


def share(value: int | str | Decimal, id: int = 1, issued: str = "2016") -> Figure:
    return figure(value, id=id, of=source(id, issued=issued))


@st.composite
def consistent(draw: st.DrawFn) -> tuple[Case, Figure]:
    """Draw a part, the whole that it is truly a part of, its share as printed, and other wholes beside it."""
    whole = draw(st.integers(1_000, 10**9))
    true_part = draw(st.integers(1, whole))
    places = draw(st.integers(0, 3))
    true_share = Decimal(true_part) * 100 / whole
    printed = true_share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    assume(printed > 0)
    digits = draw(st.integers(2, 9))
    printed_part = rounded(true_part, digits)
    others = draw(st.lists(st.integers(1_000, 10**9), max_size=4))
    wholes = [amount(whole, 10), *(amount(other, 11 + n) for n, other in enumerate(others))]
    stated = figure(quantity(printed), id=1, of=source(1, issued="2016"))
    return case(stated, around=(part(printed_part), *wholes)), wholes[0]


def rounded(value: int, digits: int) -> Decimal:
    """Round to so many significant digits and write it as an integer, as a printer does."""
    number = Decimal(value)
    return number.quantize(Decimal(1).scaleb(max(number.adjusted() - digits + 1, 0)), ROUND_HALF_EVEN).quantize(1)


@given(consistent())
def test_true_whole_lies_in_what_its_share_implies(library: tuple[Case, Figure]) -> None:
    judged, whole = library
    (implied,) = implied_wholes(judged)
    assert implied.whole.contains(whole.middle)


@given(consistent())
def test_true_whole_is_found_to_fit(library: tuple[Case, Figure]) -> None:
    judged, whole = library
    (implied,) = implied_wholes(judged)
    assert implied.fits(whole)
    (found,) = findings(judged)
    assert found.outcome is Outcome.EXPLAINS
    assert whole.key in found.figures
    assert found.suspicion == 0


@given(consistent(), st.integers(1_000, 10**9))
def test_what_fits_makes_the_printed_share(library: tuple[Case, Figure], other: int) -> None:
    judged, _ = library
    (implied,) = implied_wholes(judged)
    candidate = amount(other, 30)
    least, most = (end * 100 / other for end in ends(implied.part))
    band = implied.share.band
    assert band.low is not None
    assert band.high is not None
    assert implied.fits(candidate) == (least <= band.high and most >= band.low)


def ends(stated: Figure) -> tuple[Decimal, Decimal]:
    assert stated.rounded.low is not None
    assert stated.rounded.high is not None
    return stated.rounded.low, stated.rounded.high


QUARREL = case(
    share(38, 1, "2017"),
    share(30, 3, "2016-11-05"),
    around=(
        part(4350, 2, issued="2017"),
        amount(11360, 10, "2011"),
        amount(14000, 11, "2014", series="Yearbook", edition="2014"),
        amount(12000, 12, "2017", series="Yearbook", edition="2017"),
        amount(14500, 13, "2020"),
    ),
)


def only(judged: Case) -> Finding:
    (found,) = findings(judged)
    return found


def test_quarrel_of_shares_is_put_down_to_their_wholes() -> None:
    found = only(QUARREL)
    said = plain(found.prose)
    assert found.outcome is Outcome.EXPLAINS
    assert found.suspicion > 0
    assert found.measure == Decimal(38) / 30
    assert "38% needs a total for land of 11,285.71 to 11,613.33 t REO" in said
    assert "30% needs a total for land of 14,245.9 to 14,762.71 t REO" in said
    assert "f.10" in found.figures
    assert "f.13" not in found.figures


def test_wholes_printed_only_after_the_share_are_set_aside_and_counted() -> None:
    tried = {
        one.share.key: [whole.key for whole in eligible(QUARREL, one, candidates(QUARREL))]
        for one in implied_wholes(QUARREL)
    }
    assert tried == {"f.1": ["f.10", "f.11", "f.12"], "f.3": ["f.10", "f.11"]}
    found = only(QUARREL)
    assert found.tried == 5
    assert "3 totals printed only after the share were set aside" in plain(found.prose)


@pytest.mark.parametrize(
    "asked, printed, tried",
    [
        ("2016", "2017", False),
        ("2016", "2016", True),
        ("2016", "2016-12", True),
        ("2016-11-05", "2016", True),
        ("2016-11-05", "2016-11-06", False),
        ("2016-11", "2016-12-01", False),
        ("", "2030", True),
        ("2016", "", True),
    ],
)
def test_dates_are_compared_as_precisely_as_both_are_known(asked: str, printed: str, tried: bool) -> None:
    judged = case(share(38, issued=asked), around=(part(38), amount(100, 10, printed)))
    (implied,) = implied_wholes(judged)
    assert bool(eligible(judged, implied, candidates(judged))) == tried


def test_each_printed_value_is_judged_by_its_own_total() -> None:
    around = (part(435, 20), amount(1136, 10, "2011"), amount(1150, 11, "2012"))
    found = only(case(share(38, 1, "2017"), share("37.8", 3, "2018"), share("37.8", 4, "2016"), around=around))
    said = plain(found.prose)
    assert "37.8% needs a total for land of 1,147.952 to 1,153.642 t REO" in said
    assert "38%, which is the same after rounding, needs one of 1,128.571 to 1,161.333 t REO" in said
    assert "37.8%: 1,150 t REO of Printer 2012 (all) fits, for 435 t REO of it is 37.8%" in said
    assert "38%: 1,150 t REO of Printer 2012 (all), as does 1 more, fits" in said
    assert "denominators differ" not in said
    assert found.tried == 4
    assert found.suspicion == 0


def test_one_total_that_came_later_was_set_aside() -> None:
    found = only(case(share(38, issued="2016"), around=(part(38), amount(100, 10, "2015"), amount(100, 11, "2017"))))
    assert "; 1 total printed only after the share was set aside; 1 fits" in plain(found.prose)


def test_lone_share_that_nothing_fits_is_not_explained() -> None:
    found = only(case(share(38), around=(part(38), amount(200, 10))))
    assert (found.outcome, found.suspicion) == (Outcome.UNEXPLAINED, 0)
    assert "no total printed up to 2016 fits; nearest is" in plain(found.prose)


def test_proposal_says_what_it_tried_and_what_would_fit_by_chance() -> None:
    around = (part(50), *(amount(value, 10 + n) for n, value in enumerate((100, 200, 300, 400, 500))))
    found = only(case(share(50), around=around))
    assert found.tried == 5
    (implied,) = implied_wholes(case(share(50), around=around))
    assert implied.whole.high is not None
    expected = (implied.whole.high - 100) / 400 * 5
    assert found.by_chance == expected.quantize(Decimal("0.01"))
    assert "Tried 5 combinations of a share with a printed total; 1 fits, about" in plain(found.prose)


def test_part_of_the_same_source_comes_first() -> None:
    judged = case(
        share(38, 1), around=(part(10, 2), figure(quantity(38, "t REO"), id=3, asked=STOCK_OF_TOWN, of=source(1)))
    )
    (implied,) = implied_wholes(judged)
    assert implied.part.id == 3


@pytest.mark.parametrize("nothing", ["part", "wholes", "both"])
def test_without_part_or_whole_there_is_nothing_to_say(nothing: str) -> None:
    around = {"part": (amount(100, 10),), "wholes": (part(38),), "both": ()}[nothing]
    assert list(findings(case(share(38), around=around))) == []


def test_whole_of_nothing_is_no_candidate() -> None:
    judged = case(share(38), around=(part(38), amount(0, 10), amount(100, 11)))
    found = only(judged)
    assert found.outcome is Outcome.EXPLAINS
    assert "f.10" not in found.figures
    assert list(findings(case(share(38), around=(part(38), amount(0, 10))))) == []


def test_share_of_nothing_implies_no_whole() -> None:
    assert only(case(share(0), around=(part(0), amount(100, 10)))).tried == 1


def test_range_of_wholes_is_no_candidate() -> None:
    ranged = figure(quantity(90, "t REO", high=110), id=10, asked=STOCK_OF_LAND, of=source(10, issued="2012"))
    assert candidates(case(share(38), around=(part(38), ranged))) == ()


def test_implied_whole_of_an_open_share_has_one_end() -> None:
    over = figure(quantity(80, hedge="over"), id=1)
    under = figure(quantity(20, hedge="under"), id=3)
    made = {one.share.id: one for one in implied_wholes(case(over, under, around=(part(40),)))}
    assert ends_of(made[1]) == (Decimal("39.5"), Decimal("50.625"))
    assert ends_of(made[3]) == (Decimal("197.5"), None)


def ends_of(implied: Implied) -> tuple[Decimal | None, Decimal | None]:
    return implied.whole.low, implied.whole.high
