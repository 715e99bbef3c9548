"""What holds for all checks: the order of figures, and printing one of them again, change no finding."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.check import all_checks, cite, origins, run
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import pieces
from tests.samples import case, figure, quantity, source
from tests.strategies import cases

COUNTS_COPIES = "echo"
"""The one check whose business copies are."""


def heart(finding: Finding) -> tuple[str, Outcome, frozenset[str], Decimal | None, int | None, Decimal]:
    """Give what a finding says, apart from the order in which its prose says it."""
    return (
        finding.check,
        finding.outcome,
        frozenset(finding.figures),
        finding.measure,
        finding.tried,
        finding.suspicion,
    )


def hearts(judged: Case) -> list[object]:
    return sorted(map(heart, run(judged)), key=repr)


@given(cases(), st.randoms())
def test_order_of_figures_changes_no_finding(judged: Case, chance: object) -> None:
    mixed = replace(judged, figures=shuffled(judged.figures, chance), around=shuffled(judged.around, chance))
    assert hearts(mixed) == hearts(judged)


def shuffled(figures: tuple[Figure, ...], chance: object) -> tuple[Figure, ...]:
    mixed = list(figures)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    return tuple(mixed)


@given(cases(), st.data())
def test_printing_a_figure_again_adds_no_finding_and_no_origin(judged: Case, data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(judged.figures))
    reprint = replace(first.source, id=90, key="reprint", copy_of=first.source.key)
    again = replace(first, id=90, key="f.90", source=reprint)
    more = replace(judged, figures=(*judged.figures, again))
    before, after = ([one for one in run(of) if one.check != COUNTS_COPIES] for of in (judged, more))
    assert [(one.check, one.outcome, one.measure) for one in after] == [
        (one.check, one.outcome, one.measure) for one in before
    ]
    assert origins(more.figures) == origins(judged.figures)
    assert {key for one in after for key in one.figures} - {again.key} == {key for one in before for key in one.figures}


@given(cases())
def test_findings_are_sound(judged: Case) -> None:
    for finding in run(judged):
        assert finding.check in all_checks()
        assert all(judged.figure(key) for key in finding.figures)
        assert 0 <= finding.suspicion <= 1
        assert (finding.suspicion > 0) <= (finding.outcome is not Outcome.HOLDS)
        assert {key for _, key in pieces(finding.prose) if key} <= {
            figure.key for figure in (*judged.figures, *judged.around)
        }


@given(cases())
def test_most_suspicious_finding_comes_first(judged: Case) -> None:
    suspicions = [finding.suspicion for finding in run(judged)]
    assert suspicions == sorted(suspicions, reverse=True)


def test_checks_are_found_by_their_files() -> None:
    assert {"share", "spread", "total"} <= set(all_checks())


def test_one_figure_alone_has_nothing_to_quarrel_with() -> None:
    assert run(case(figure(38))) == ()


def test_copies_are_one_origin() -> None:
    one = figure(38, id=1)
    assert origins((one, figure(38, id=2), figure(38, id=3, of=source(3, origin="paper-1")))) == 2
    assert origins((one, figure(38, id=4, own_origin="paper-1"))) == 1


def test_citation_keeps_the_hedge_and_leads_to_the_figure() -> None:
    stated = figure(quantity(80, hedge="over"), printed="80%", hedge_words="more than")
    assert list(pieces(cite(stated))) == [("more than 80%", "f.1")]
