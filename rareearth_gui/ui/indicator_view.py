"""An indicator on screen: what it measures, pickers, its figures over time, and what each source changes in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from rareearth_gui.ops import compare, series
from rareearth_gui.ops.topic import topic
from rareearth_gui.ui.elided_label import ElidedLabel
from rareearth_gui.ui.indicator_pickers import IndicatorPickers
from rareearth_gui.ui.indicator_plots import IndicatorPlots
from rareearth_gui.ui.source_switch import SourceSwitch
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    import sqlite3

    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ops.series import Series
    from rareearth_gui.ops.topic import Combination, Topic
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket, Work

NOTHING = "Choose an indicator to see its figures over time."
NO_FIGURES = "No source in this library has a figure on it yet."
UNDATED = "No figure here says on which period it is: there is no course over time to draw."
ONE_PERIOD = "The only period here is {period}: there is no course over time to draw."
MOST_BESIDE = 200
"""Figures that are set side by side; more cannot be taken in, and the table lists them all."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is drawn of a series when some sources are off: the sentence on it, and the intervals without a course."""

    says: str
    side: SideBySide | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator with the combination that is picked of it; None where it has no figures."""

    topic: Topic
    at: Combination | None
    series: Series | None
    told: Told | None


class IndicatorView(QWidget):
    """Shows one indicator at a time; everything is asked for off the window's thread."""

    shown = Signal()
    """Another indicator or another combination stands on screen."""
    figure_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.number: int | None = None
        self.now: Shown | None = None
        self._picked: dict[int, Combination] = {}
        self._ticket: Ticket | None = None
        self._build()
        desk.themed.connect(self._on_themed)

    def _build(self) -> None:
        self.pickers = IndicatorPickers(self)
        self.pickers.picked.connect(self._on_picked)
        self.plots = IndicatorPlots(self.desk, self)
        self.plots.figure_chosen.connect(self.figure_chosen)
        self.switch = SourceSwitch(self)
        self.switch.switched.connect(self._on_switched)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.plots)
        self.split.addWidget(self.switch)
        self.split.setSizes([810, 270])
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.says = _words(self, "")
        self.says.setAccessibleName("What the plot shows, and what a source that is switched off changes")
        self.says.setMinimumHeight(2 * self.says.fontMetrics().lineSpacing() + 6)  # the plot stays where it is
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head(page))
        layout.addWidget(self.split, 1)
        layout.addWidget(self.says)
        nothing = _words(self, "muted")
        nothing.setText(NOTHING)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(nothing)
        self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _head(self, page: QWidget) -> QWidget:
        head = QWidget(page)
        self.name, self.unit = QLabel(head), ElidedLabel(head)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("role", "title")
        self.unit.setProperty("role", "muted")
        self.definition = ElidedLabel(head)
        self.save = QToolButton(head)
        self.save.setText("Save plot…")
        self.save.setToolTip("Save the plot as PNG or SVG, with its sources under it")
        self.save.clicked.connect(self.plots.ask_and_save)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.name)
        first.addWidget(self.unit, 1)
        first.addWidget(self.save)
        layout = QVBoxLayout(head)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(3)
        layout.addLayout(first)
        layout.addWidget(self.definition)
        layout.addWidget(self.pickers)
        return head

    def show_indicator(self, number: int) -> None:
        """Show an indicator with the combination last picked of it, or else that with the longest series."""
        self.number = number
        wanted = self._picked.get(number)
        self._ask(lambda db: read(db, number, wanted))

    def refresh(self) -> None:
        """Ask again for what is shown."""
        if self.number is not None:
            self.show_indicator(self.number)

    def clear(self) -> None:
        """Show no indicator."""
        self.desk.jobs.drop(self._ticket)
        self.number = self.now = None
        self.pages.setCurrentIndex(0)
        self.shown.emit()

    def _ask(self, work: Work) -> None:
        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(work, self._on_read)

    def _on_picked(self, at: Combination) -> None:
        if self.now is not None and self.number is not None:
            self._picked[self.number] = at
            known = self.now.topic
            self._ask(lambda db: read_combination(db, known, at))

    def _on_read(self, now: Shown) -> None:
        self.now = now
        self.pages.setCurrentIndex(1)
        self._show_head(now.topic)
        nothing = now.series is None
        for widget in (self.pickers, self.says, self.save):
            widget.setVisible(not nothing)
        self.switch.setVisible(now.series is not None and len(now.series.lines) > 1)
        if now.at is None or now.series is None or now.told is None:
            self.plots.say(NO_FIGURES)
        else:
            self.pickers.show_topic(now.topic, now.at)
            self.switch.show_lines(now.series.lines, self.desk.theme, swatches=now.series.has_course)
            self._show(now.series, now.told)
        self.shown.emit()

    def _show_head(self, told: Topic) -> None:
        self.name.setText(told.indicator.name)
        self.unit.setText("  ".join(filter(None, [told.name_zh, _unit(told.indicator.unit)])))
        self.definition.setText(told.definition)
        self.definition.setToolTip(tip(told.definition))

    def _show(self, drawn: Series, told: Told) -> None:
        """Draw, and say what is drawn."""
        self.says.setText(" ".join(filter(None, (told.says, _beside_why(drawn), series.aside(drawn)))))
        hidden = self.switch.hidden
        if drawn.has_course:
            self.plots.show_series(drawn, hidden, self.title)
        elif told.side is not None:
            self.plots.show_beside(told.side, self.title)
        else:
            self.plots.say("Every source is switched off.")

    @property
    def title(self) -> str:
        """Put what is shown into the words that head a saved plot."""
        return "" if self.now is None or self.now.at is None else self.now.topic.title(self.now.at)

    def _on_switched(self, hidden: frozenset[str]) -> None:
        if self.now is None or self.now.series is None:
            return
        drawn = self.now.series
        if drawn.has_course:
            self.plots.show_series(drawn, hidden, self.title)
        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(lambda db: tell(db, drawn, hidden), self._on_told)

    def _on_told(self, told: Told) -> None:
        if self.now is not None and self.now.series is not None:
            self._show(self.now.series, told)

    def _on_themed(self) -> None:
        self.switch.set_theme(self.desk.theme)


def read(connection: sqlite3.Connection, number: int, wanted: Combination | None) -> Shown:
    """Read an indicator, and the figures of the combination wanted of it, or of its first."""
    known = topic(connection, number)
    if not known.combinations:
        return Shown(known, None, None, None)
    kept = next((one for one in known.combinations if wanted is not None and _same(one, wanted)), None)
    return read_combination(connection, known, kept or known.combinations[0])


def _same(one: Combination, other: Combination) -> bool:
    return (one.subject, one.place, one.denominator, one.basis) == (
        other.subject,
        other.place,
        other.denominator,
        other.basis,
    )


def read_combination(connection: sqlite3.Connection, known: Topic, at: Combination) -> Shown:
    """Read the figures of a combination, all sources switched on."""
    found = series.series(connection, known.indicator, at)
    return Shown(known, at, found, tell(connection, found, frozenset()))


def tell(connection: sqlite3.Connection, drawn: Series, hidden: frozenset[str]) -> Told:
    """Say what the hidden sources change; set what is left side by side where it has no course over time."""
    says = series.told(drawn, hidden)
    rest = series.left(drawn, hidden)
    if drawn.has_course or not rest:
        return Told(says)
    asked = Counter(figure.question.key for figure in rest)
    usual = sorted(rest, key=lambda figure: -asked[figure.question.key])  # others stand apart from these, with why
    return Told(says, compare.chosen(connection, [figure.id for figure in usual[:MOST_BESIDE]]))


def _beside_why(drawn: Series) -> str:
    """Say why figures are not drawn over time; blank when they are."""
    if drawn.has_course or not drawn.drawn:
        return ""
    if not drawn.dated:
        return UNDATED
    return "" if drawn.undated else ONE_PERIOD.format(period=drawn.dated[0].question.period.label)


def _unit(key: str) -> str:
    return f"in {key}" if key != "1" else "counted"


def _words(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(12, 2, 12, 4)
    if role:
        label.setProperty("role", role)
    return label
