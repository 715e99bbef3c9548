"""Titles: a question put into the words that head its row, from its keys and the names they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rareearth_gui.domain.evidence import Indicator, Question

_PLAIN_MODALITIES = frozenset({"actual", "share", "growth"})
_INDUSTRY = "rare-earths"
_INITIALS = ("R&D", "USGS", "BGS", "GDP")


def title(question: Question, indicator: Indicator, names: Mapping[str, str], whole: str = "") -> str:
    """Write a question as `Baotou, share of world reserves` or `China, mining quota, 2018 (cap)`.

    `whole` is the name of the indicator that a share is a share of; the basis has a column of its own.
    """
    place = names.get(question.place, question.place)
    subject = "" if question.subject in ("", _INDUSTRY) else names.get(question.subject, question.subject)
    what = _lower(_measure(question, indicator, names, whole))
    if subject == place:
        subject = ""
    if subject:
        what = f"{what} of {_lower(subject)}" if not indicator.share_of else f"{what} ({_lower(subject)})"
    parts = [part for part in (place, what, question.period.key) if part]
    text = ", ".join(parts)
    if question.modality not in _PLAIN_MODALITIES:
        text += f" ({question.modality})"
    return text[:1].upper() + text[1:]


def _measure(question: Question, indicator: Indicator, names: Mapping[str, str], whole: str) -> str:
    if not question.denominator:
        return indicator.name
    denominator = names.get(question.denominator, question.denominator)
    if not (indicator.share_of and whole):
        return f"{indicator.name} (of {_lower(denominator)})"
    of = "world" if question.denominator == "world" else f"{denominator}'s"
    return f"share of {of} {_lower(whole)}"


def _lower(text: str) -> str:
    first, _, rest = text.partition(" ")
    keep = first.startswith(_INITIALS) or any(letter.isupper() for letter in first[1:] + rest)
    return text if keep or not text else text[0].lower() + text[1:]
