"""Titles of questions: what heads a row is put into words from keys and names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.evidence import Indicator, Question
from rareearth_gui.domain.naming import title
from rareearth_gui.domain.period import Period

NAMES = {
    "baotou": "Baotou",
    "china": "China",
    "world": "World",
    "magnets": "Permanent magnets",
    "acme": "Acme Works of Baotou",
}
RESERVES = Indicator("reserves", "Reserves", "mass REO", "t REO", ("place",))
SHARE = Indicator("share-of-reserves", "Share of reserves", "share", "%", ("place",), "reserves")
QUOTA = Indicator("mining-quota", "Mining quota", "mass REO", "t REO", ("place",))
SPENDING = Indicator("rd-share", "R&D spending", "share", "%", ("place",))


@pytest.mark.parametrize(
    "asked, indicator, whole, expected",
    [
        (
            Question("s", "rare-earths", "baotou", denominator="world"),
            SHARE,
            "Reserves",
            "Baotou, share of world reserves",
        ),
        (Question("s", "", "baotou", denominator="china"), SHARE, "Reserves", "Baotou, share of China's reserves"),
        (
            Question("q", "", "china", Period("2018", "2018"), modality="cap"),
            QUOTA,
            "",
            "China, mining quota, 2018 (cap)",
        ),
        (
            Question("r", "magnets", "china", modality="target"),
            RESERVES,
            "",
            "China, reserves of permanent magnets (target)",
        ),
        (Question("r", "acme", "baotou"), RESERVES, "", "Baotou, reserves of Acme Works of Baotou"),
        (Question("r", "acme", ""), RESERVES, "", "Reserves of Acme Works of Baotou"),
        (Question("r", "china", "china"), RESERVES, "", "China, reserves"),
        (Question("r", "", "", Period("2011", "2015")), RESERVES, "", "Reserves, 2011/2015"),
        (
            Question("d", "", "china", denominator="operating income"),
            SPENDING,
            "",
            "China, R&D spending (of operating income)",
        ),
        (
            Question("s", "magnets", "baotou", denominator="world"),
            SHARE,
            "Reserves",
            "Baotou, share of world reserves (permanent magnets)",
        ),
        (Question("r", "unheard-of", "nowhere"), RESERVES, "", "Nowhere, reserves of unheard-of"),
    ],
)
def test_question_is_put_into_words(asked: Question, indicator: Indicator, whole: str, expected: str) -> None:
    assert title(asked, indicator, NAMES, whole) == expected


@given(st.text(), st.text(), st.text(), st.sampled_from([RESERVES, SHARE, SPENDING]))
def test_any_question_has_a_title(subject: str, place: str, denominator: str, indicator: Indicator) -> None:
    asked = Question(indicator.key, subject, place, denominator=denominator)
    assert title(asked, indicator, NAMES, "Reserves")


def test_basis_has_a_column_of_its_own() -> None:
    asked = Question("r", "", "china")
    assert title(replace(asked, basis="proven"), RESERVES, NAMES) == title(asked, RESERVES, NAMES)
