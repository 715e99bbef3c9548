"""A comparison on screen: heading, side by side, plots and explanation, of a question or of chosen figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import leave_out, opinion
from rareearth_gui.ui.comparison_plots import ComparisonPlots
from rareearth_gui.ui.explanation import Explanation
from rareearth_gui.ui.ruling_form import RulingForm
from rareearth_gui.ui.settling import SentencePage, SettlePage
from rareearth_gui.ui.side_by_side import SideBySideTable
from rareearth_gui.ui.source_chips import SourceChips

if TYPE_CHECKING:
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ops.opinion import Opinion
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

EMPTY = "Choose a conflict to see its figures side by side."
MOST_NAMED = 3
Shown = tuple[int | None, tuple[int, ...]]


class ComparisonView(QWidget):
    """Shows one comparison at a time; asks for it off the window's thread.

    `whole` has all its sources; `side` is what is shown, without those that are switched off. What is ruled on is
    always the whole.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.whole: SideBySide | None = None
        self.side: SideBySide | None = None
        self.question: int | None = None
        self._asked: Shown = (None, ())
        self._shown: Shown | None = None
        self._hinges: frozenset[str] = frozenset()
        self._ticket: Ticket | None = None
        self._switching: Ticket | None = None
        self._hanging: Ticket | None = None
        self._build()
        desk.themed.connect(self._on_themed)

    def _build(self) -> None:
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "title")
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        self.all_on = QToolButton(self)
        self.all_on.setText("Switch all on")
        self.all_on.clicked.connect(self._on_all_on)
        self.all_on.hide()
        self.chips = SourceChips(self)
        self.chips.switched.connect(self._on_switched)
        self.table = SideBySideTable(self)
        self.table.set_theme(self.desk.theme)
        self.table.figure_opened.connect(self._on_figure)
        self.plots = ComparisonPlots(self.desk, self)
        self.plots.figure_chosen.connect(self._on_figure)
        self.explanation = Explanation(self.desk, self)
        self.ruling = RulingForm(self.desk, self)
        self.sentence = SentencePage(self.desk, self)
        self.settling = SettlePage(self.desk, self)
        self.pages_below = QTabWidget(self)
        self.pages_below.setDocumentMode(True)
        pages: tuple[tuple[QWidget, str], ...] = (
            (self.explanation, "Explanation"),
            (self.ruling, "Ruling"),
            (self.sentence, "Sentence"),
            (self.settling, "To settle"),
        )
        for below, title in pages:
            self.pages_below.addTab(below, title)
        self.below = QSplitter(Qt.Orientation.Horizontal, self)
        self.below.addWidget(self.plots)
        self.below.addWidget(self.pages_below)
        self.below.setSizes([500, 420])
        self.below.setChildrenCollapsible(False)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(self.table)
        self.split.addWidget(self.below)
        self.split.setSizes([330, 420])
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 5)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        counts = QHBoxLayout()
        counts.setContentsMargins(0, 0, 12, 0)
        counts.addWidget(self.summary, 1)
        counts.addWidget(self.all_on)
        for label in (self.heading, self.summary):
            label.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.heading)
        layout.addLayout(counts)
        layout.addWidget(self.chips)
        layout.addWidget(self.split, 1)
        nothing = QLabel(EMPTY, self)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setProperty("role", "muted")
        self.pages = QStackedWidget(self)
        self.pages.addWidget(nothing)
        self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def show_question(self, number: int) -> None:
        """Show all figures of a question."""
        self.question, self._asked = number, (number, ())
        self._ask(lambda db: opinion.of_question(db, number))

    def show_chosen(self, ids: list[int]) -> None:
        """Show figures that a person picked, in conflict or not."""
        self.question, self._asked = None, (None, tuple(ids))
        self._ask(lambda db: opinion.of_chosen(db, ids))

    def refresh(self) -> None:
        """Ask again for the question that is shown."""
        if self.question is not None:
            self.show_question(self.question)

    def _ask(self, work: Any) -> None:
        for ticket in (self._ticket, self._switching, self._hanging):
            self.desk.jobs.drop(ticket)
        self._ticket = self.desk.jobs.read(work, self._on_laid_out)

    def _on_laid_out(self, found: Opinion) -> None:
        self.whole = found.side
        self.pages.setCurrentIndex(1)
        self.heading.setText(found.title)
        self._show_sources(found.side)
        whole = found.question is not None
        for number in range(1, self.pages_below.count()):
            self.pages_below.setTabVisible(number, whole)
        if found.question is not None and found.standing is not None and found.sentence is not None:
            self.ruling.show_standing(found.question, found.side, found.standing, found.seen)
            self.sentence.show_sentence(found.sentence)
            self.settling.show_facts(found.question, found.missing)

    # -- Sources switched off ----------------------------------------------------------------------------------

    def _show_sources(self, whole: SideBySide) -> None:
        """Show the sources; those switched off stay so while the same thing is shown."""
        listed = leave_out.sources(whole)
        kept = self.chips.off if self._shown == self._asked else frozenset()
        self._shown, self._hinges = self._asked, frozenset()
        off = kept & {source.key for source in listed}
        self.chips.show_sources(listed, off)
        if off:
            self._on_switched(off)
        else:
            self._show(whole)
        self._hanging = self.desk.jobs.read(lambda _: leave_out.hinges(whole), self._on_hinges, long=True)

    def _on_switched(self, off: frozenset[str]) -> None:
        self.desk.jobs.drop(self._switching)
        whole = self.whole
        if whole is not None:
            self._switching = self.desk.jobs.read(lambda _: leave_out.without(whole, off), self._show)

    def _on_hinges(self, hinges: frozenset[str]) -> None:
        self._hinges = hinges
        self.chips.mark(hinges)
        self._summarize()

    def _on_all_on(self) -> None:
        self.chips.set_off(frozenset())

    def _show(self, side: SideBySide) -> None:
        """Show a comparison, whole or without some sources."""
        self.side = side
        self._summarize()
        self.table.show_comparison(side)
        gone = _named(self.whole, self.chips.off)
        self.plots.show_comparison(side, f"{self.heading.text()}{f' (without {gone})' if gone else ''}")
        self.explanation.show_comparison(side)

    def _summarize(self) -> None:
        if self.side is None:
            return
        off, counts = self.chips.off, _summary(self.side)
        self.all_on.setVisible(bool(off))
        if off:
            switched = f"{len(off)} {'source' if len(off) == 1 else 'sources'} switched off"
            self.summary.setText(f"{switched}: {_named(self.whole, off)}. Left: {counts}")
        elif self._hinges:
            one = len(self._hinges) == 1
            hangs = "hangs on one source alone" if one else "ends without any one of these"
            self.summary.setText(f"{counts}; the quarrel {hangs}: {_named(self.whole, self._hinges)}")
        else:
            self.summary.setText(counts)

    def _on_figure(self, number: int) -> None:
        self.desk.go(Kind.FIGURE, number)

    def _on_themed(self) -> None:
        self.table.set_theme(self.desk.theme)


def _named(whole: SideBySide | None, keys: frozenset[str]) -> str:
    """Name sources, the first few of them."""
    names = [source.label for source in leave_out.sources(whole) if source.key in keys] if whole is not None else []
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])


def _summary(side: SideBySide) -> str:
    """Count what is shown, and the values that it comes to."""
    near = "" if side.chosen else "near but "
    apart = f", {len(side.apart)} {near}not comparable" if side.apart else ""
    return f"{side.counts}, {counted(len(side.groups), 'value')} after rounding{apart}"
