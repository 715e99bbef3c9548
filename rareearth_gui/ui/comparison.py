"""A comparison on screen: heading, side by side, plots and explanation, of a question or of chosen figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import opinion
from rareearth_gui.ui.comparison_plots import ComparisonPlots
from rareearth_gui.ui.explanation import Explanation
from rareearth_gui.ui.ruling_form import RulingForm
from rareearth_gui.ui.settling import SentencePage, SettlePage
from rareearth_gui.ui.side_by_side import SideBySideTable

if TYPE_CHECKING:
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ops.opinion import Opinion
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

EMPTY = "Choose a conflict to see its figures side by side."


class ComparisonView(QWidget):
    """Shows one comparison at a time; asks for it off the window's thread."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.side: SideBySide | None = None
        self.question: int | None = None
        self._ticket: Ticket | None = None
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
        for label in (self.heading, self.summary):
            label.setContentsMargins(12, 4, 12, 4)
            layout.addWidget(label)
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
        self.question = number
        self._ask(lambda db: opinion.of_question(db, number))

    def show_chosen(self, ids: list[int]) -> None:
        """Show figures that a person picked, in conflict or not."""
        self.question = None
        self._ask(lambda db: opinion.of_chosen(db, ids))

    def refresh(self) -> None:
        """Ask again for the question that is shown."""
        if self.question is not None:
            self.show_question(self.question)

    def _ask(self, work: Any) -> None:
        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(work, self._on_laid_out)

    def _on_laid_out(self, found: Opinion) -> None:
        self.side = found.side
        self.pages.setCurrentIndex(1)
        self.heading.setText(found.title)
        self.summary.setText(_summary(found.side))
        self.table.show_comparison(found.side)
        self.plots.show_comparison(found.side, found.title)
        self.explanation.show_comparison(found.side)
        whole = found.question is not None
        for number in range(1, self.pages_below.count()):
            self.pages_below.setTabVisible(number, whole)
        if found.question is not None and found.standing is not None and found.sentence is not None:
            self.ruling.show_standing(found.question, found.side, found.standing, found.seen)
            self.sentence.show_sentence(found.sentence)
            self.settling.show_facts(found.question, found.missing)

    def _on_figure(self, number: int) -> None:
        self.desk.go(Kind.FIGURE, number)

    def _on_themed(self) -> None:
        self.table.set_theme(self.desk.theme)


def _summary(side: SideBySide) -> str:
    """Count what is shown: copies are mentions, not origins."""
    mentions = f"{side.mentions} {'mention' if side.mentions == 1 else 'mentions'}"
    origins = f"{side.origins} {'origin' if side.origins == 1 else 'origins'}"
    values = f"{len(side.groups)} {'value' if len(side.groups) == 1 else 'values'} after rounding"
    apart = f", {len(side.apart)} near but not comparable" if side.apart else ""
    return f"{mentions}, {origins}, {values}{apart}"
