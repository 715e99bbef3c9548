"""Sources left out: what is left is judged anew, what is out stays listed, and what the quarrel hangs on is named."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Outcome
from rareearth_gui.domain.relation import Relation
from rareearth_gui.ops import leave_out
from rareearth_gui.ops.compare import SideBySide, lay_out
from tests.samples import SHARE_OF_STOCK, SHARE_OF_TOWN, STOCK_OF_TOWN, case, figure, quantity, source
from tests.strategies import cases


def side(judged: Case) -> SideBySide:
    return lay_out(judged, judged.figures, judged.around)


def listed(shown: SideBySide) -> Counter[str]:
    every = (*shown.counted, *shown.copies, *(figure for figure, _ in shown.apart), *shown.off)
    return Counter(figure.key for figure in every)


def contradicts(shown: SideBySide) -> bool:
    return any(finding.outcome is Outcome.CONTRADICT for finding in shown.findings)


@given(cases(), st.data())
def test_every_figure_stays_listed_once(judged: Case, data: st.DataObject) -> None:
    whole = side(judged)
    keys = [paper.key for paper in leave_out.sources(whole)]
    off = frozenset(data.draw(st.lists(st.sampled_from(keys)))) if keys else frozenset[str]()
    left = leave_out.without(whole, off)
    assert listed(left) == listed(whole)
    assert all(figure.source.key in off for figure in left.off)
    assert not any(figure.source.key in off for figure in (*left.counted, *left.copies, *left.case.around))
    cited = {key for finding in left.findings for key in finding.figures}
    assert not cited & {figure.key for figure in left.off}


@given(cases())
def test_quarrel_is_gone_without_a_hinge_and_only_then(judged: Case) -> None:
    whole = side(judged)
    found = leave_out.hinges(whole)
    for paper in leave_out.sources(whole):
        gone = not contradicts(leave_out.without(whole, frozenset({paper.key})))
        assert (paper.key in found) == (contradicts(whole) and gone)


def test_nothing_left_out_is_the_whole() -> None:
    whole = side(case(figure(30, id=1), figure(38, id=2)))
    assert leave_out.without(whole, frozenset()) is whole


def test_two_sources_are_both_hinges_and_three_that_quarrel_none() -> None:
    assert leave_out.hinges(side(case(figure(30, id=1), figure(38, id=2)))) == {"paper-1", "paper-2"}
    assert leave_out.hinges(side(case(figure(30, id=1), figure(38, id=2), figure(50, id=3)))) == frozenset()
    assert leave_out.hinges(side(case(figure(30, id=1), figure(38, id=2), figure(30, id=3)))) == {"paper-2"}


def test_figures_that_agree_hang_on_nothing() -> None:
    assert leave_out.hinges(side(case(figure(38, id=1), figure(38, id=2)))) == frozenset()


def test_copy_speaks_for_an_original_that_is_switched_off() -> None:
    copy = figure(38, id=3, of=source(3, origin="paper-2", copy_of="paper-2"))
    whole = side(case(figure(30, id=1), figure(38, id=2), copy))
    assert [one.key for one in whole.copies] == ["f.3"]
    left = leave_out.without(whole, frozenset({"paper-2"}))
    assert [one.key for one in left.counted] == ["f.1", "f.3"]
    assert left.origins == 2
    assert leave_out.hinges(whole) == {"paper-1"}


def test_what_stood_apart_keeps_its_reason_when_nothing_is_left_to_compare() -> None:
    part = figure(quantity(435, "t REO"), id=2, asked=STOCK_OF_TOWN)
    whole = side(Case(SHARE_OF_TOWN, SHARE_OF_STOCK, (figure(38, id=1),), (part,)))
    left = leave_out.without(whole, frozenset({"paper-1"}))
    assert left.counted == ()
    assert left.apart == whole.apart != ()


def test_relation_of_a_source_goes_with_it() -> None:
    bound = Relation("r", "bound", (("limit", "f.1"), ("value", "f.2")), source="paper-3")
    figures: tuple[Figure, ...] = (figure(30, id=1), figure(38, id=2), figure(30, id=3))
    whole = side(Case(SHARE_OF_TOWN, SHARE_OF_STOCK, figures, (), (bound,)))
    assert leave_out.without(whole, frozenset({"paper-3"})).case.relations == ()
    assert leave_out.without(whole, frozenset({"paper-2"})).case.relations == ()
    judged = case(*figures, relations=(Relation("r", "bound", bound.members, reason="Law."),))
    assert len(leave_out.without(side(judged), frozenset({"paper-3"})).case.relations) == 1
