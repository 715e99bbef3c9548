"""The strongest safe sentence: what all standing evidence supports, in English and Chinese, and what not to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain import chinese
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.ops import adjudicate, compare
from rareearth_gui.store import conflicts, records

if TYPE_CHECKING:
    import sqlite3

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ops.adjudicate import Standing
    from rareearth_gui.ops.compare import SideBySide

NO_SINGLE = "No single figure is safe."
NO_SINGLE_ZH = "没有可以单独采用的数字。"
_HEDGES_ZH = {
    Hedge.NONE: "",
    Hedge.OVER: "超过",
    Hedge.AT_LEAST: "不低于",
    Hedge.UNDER: "不到",
    Hedge.AT_MOST: "不超过",
    Hedge.NEARLY: "近",
    Hedge.ABOUT: "约",
    Hedge.HUNDREDS: "数百，",
}
_OUTCOMES_ZH = {
    "same": "相同",
    "same after rounding": "舍入后相同",
    "compatible through a hedge": "因措辞留有余地而相容",
    "different period": "时期不同",
    "different scope": "范围不同",
    "different basis": "口径不同",
    "different denominator": "分母不同",
    "different edition": "版本不同",
    "copied": "转引",
    "transcription or translation slip": "抄写或翻译之误",
    "source error": "来源有误",
    "one figure stands": "其中一个数字成立",
    "both right": "两者皆可",
}
_BASES_ZH = {
    "industrial reserves": "工业储量",
    "usgs reserves": "美国地质调查局储量口径",
    "class not stated": "储量类别未注明",
    "proven": "探明",
    "mine output": "矿山产量",
    "total": "总量",
}
SETTLES_NOTHING = frozenset({"neither", "cannot tell yet"})


@dataclass(frozen=True, slots=True)
class SafeSentence:
    """What may be written (blank: nothing), its footnotes, and what must not be written, with the reason for each."""

    safe: bool
    english: str
    chinese: str
    footnotes: tuple[str, ...]
    avoid: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Write it for the clipboard: both languages, then the footnotes."""
        notes = (f"[{number}] {note}" for number, note in enumerate(self.footnotes, 1))
        return "\n".join([self.english, self.chinese, "", *notes]).strip() + "\n"


@dataclass(frozen=True, slots=True)
class _Names:
    title: str
    title_zh: str
    period: str
    basis: str


def strongest(connection: sqlite3.Connection, question_id: int) -> SafeSentence:
    """Compose the sentence for a question from what is accepted: the ruling where one holds, else every witness."""
    side = compare.question(connection, question_id)
    standing = adjudicate.standing(connection, question_id)
    asked = side.case.question
    title, _ = conflicts.question_words(connection, question_id)
    names = _Names(title, records.title_zh(connection, question_id) or title, asked.period.key, asked.basis)
    return compose(side, standing, names)


def compose(side: SideBySide, standing: Standing, names: _Names) -> SafeSentence:
    """Compose from figures side by side: a pure function of the evidence and the ruling."""
    accepted = _accepted(side, standing)
    avoid = tuple(_avoid(side, standing, accepted))
    if not accepted:
        return SafeSentence(False, "Nothing is safe to write yet.", "目前没有可以安全采用的表述。", (), avoid)
    common = _common(accepted)
    footnotes = tuple(_cited(figure) for figure in accepted)
    marks = "".join(f"[{number}]" for number in range(1, len(accepted) + 1))
    if common is None:
        return SafeSentence(False, *_range(accepted, standing, names, marks), footnotes, avoid)
    unit = accepted[0].quantity.unit
    basis = f" ({names.basis})" if names.basis else ""
    words = accepted[0].said if len(accepted) == 1 else _worded(common, accepted, span(common, unit))
    english = f"{names.title}{basis}: {words}.{marks}"
    basis_zh = _basis_zh(names)
    zh = f"{names.title_zh}{basis_zh}：{chinese.span(_shown(common, accepted), unit)}。{marks}"
    return SafeSentence(True, english, zh, footnotes, avoid)


def _accepted(side: SideBySide, standing: Standing) -> tuple[Figure, ...]:
    """Give the witnesses that stand: those a ruling in force names, none where it settles nothing, else all."""
    last = standing.last
    if last is None or last.act != "rule" or standing.state != "ruled":
        return side.counted
    if last.verdict.outcome in SETTLES_NOTHING:
        return ()
    named = tuple(figure for figure in side.counted if figure.key in last.verdict.stands)
    return named or side.counted


def _common(figures: tuple[Figure, ...]) -> Interval | None:
    """Intersect the bands; None when they do not all meet or are not of one dimension."""
    if len({figure.quantity.unit.dimension for figure in figures}) > 1:
        return None
    common = figures[0].band
    for figure in figures[1:]:
        if not common.meets(figure.band):
            return None
        common = common.clipped(figure.band.low, figure.band.high)
        common = _open_ends(common, figure.band)
    return common


def _open_ends(common: Interval, band: Interval) -> Interval:
    """Leave an end out when the band that sets it leaves it out."""
    low_open = common.low_open or (common.low == band.low and band.low_open)
    high_open = common.high_open or (common.high == band.high and band.high_open)
    return Interval(common.low, common.high, low_open, high_open)


def _worded(common: Interval, figures: tuple[Figure, ...], fallback: str) -> str:
    """Prefer the words in which a witness printed it, where all of them agree with that witness's band."""
    same = [figure for figure in figures if figure.band == common]
    return same[0].said if same else fallback


def _shown(common: Interval, figures: tuple[Figure, ...]) -> Interval:
    """Show a printed value where the common band is one witness's plain reading of it."""
    for figure in figures:
        single = figure.quantity.single
        if figure.band == common and single is not None and not figure.quantity.hedge:
            return Interval.point(single)
    return common


def _range(figures: tuple[Figure, ...], standing: Standing, names: _Names, marks: str) -> tuple[str, str]:
    """Say what is true of the publications when no figure is true of the thing."""
    ordered = sorted(figures, key=lambda figure: (figure.middle, figure.id))
    low, high = ordered[0], ordered[-1]
    why, why_zh = "the difference is not settled", "差异尚未查明"
    if standing.state == "ruled" and standing.last is not None:
        why = f"ruled: {standing.last.verdict.outcome}"
        why_zh = f"裁定：{_OUTCOMES_ZH.get(standing.last.verdict.outcome, standing.last.verdict.outcome)}"
    basis = f" ({names.basis})" if names.basis else ""
    english = (
        f"{NO_SINGLE} Published figures for {names.title}{basis} range from {low.said} ({low.source.label}) "
        f"to {high.said} ({high.source.label}); {why}.{marks}"
    )
    zh = (
        f"{NO_SINGLE_ZH}关于{names.title_zh}{_basis_zh(names)}，已发表的数字从{_said_zh(low)}（{low.source.label}）"
        f"到{_said_zh(high)}（{high.source.label}）不等；{why_zh}。{marks}"
    )
    return english, zh


def _basis_zh(names: _Names) -> str:
    """Write the basis in Chinese where the word is known, else as it is: a basis is never dropped."""
    return f"（{_BASES_ZH.get(names.basis.casefold(), names.basis)}）" if names.basis else ""


def _said_zh(figure: Figure) -> str:
    """Write a printed value with its hedge in Chinese."""
    interval = figure.quantity.printed_interval.scaled(figure.quantity.unit.factor)
    return f"{_HEDGES_ZH[figure.quantity.hedge]}{chinese.span(interval, figure.quantity.unit)}"


def _cited(figure: Figure) -> str:
    source = figure.source
    parts = [source.publisher, source.title, source.issued, figure.locator.section]
    if figure.locator.start is not None:
        parts.append(f"characters {figure.locator.start} to {figure.locator.end}")
    if figure.via:
        parts.append(f"read in {figure.via}")
    return ", ".join(part for part in parts if part) + f': "{figure.words}"'


def _avoid(side: SideBySide, standing: Standing, accepted: tuple[Figure, ...]) -> list[tuple[str, str]]:
    """List what must not be written, each with its reason; nothing that was set aside is left out."""
    made = []
    last = standing.last
    for figure in side.counted:
        if figure not in accepted and last is not None:
            made.append((figure.said, f"set aside by the ruling: {last.verdict.outcome}"))
        elif _common(accepted) is None:
            made.append((f"{figure.said} alone", f"contradicted by {_opponents(figure, accepted)}"))
        if figure.quantity.hedge and figure.hedge_words:
            made.append((f"{figure.printed} without “{figure.hedge_words}”", "the hedge belongs to the figure"))
    made += [(f"{figure.said} as a second witness", f"it goes back to {figure.origin_name}") for figure in side.copies]
    made += [(f"{figure.said} ({figure.source.label}) beside it", reason) for figure, reason in side.apart]
    if standing.state == "review owed":
        made.insert(0, ("what was ruled", "the evidence has changed since: the ruling owes a review"))
    return made


def _opponents(figure: Figure, figures: tuple[Figure, ...]) -> str:
    against = [other for other in figures if not other.band.meets(figure.band)]
    told = ", ".join(f"{other.said} ({other.source.label})" for other in against[:3])
    return told or "the others taken together"
