"""The ruling form: outcome from the closed list, figures that stand, bridge, reason; and the acts so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.domain.ruling import OUTCOMES, Verdict
from rareearth_gui.ops import adjudicate
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from rareearth_gui.domain.entities import Kind
    from rareearth_gui.ops.adjudicate import Standing
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ui.desk import Desk

CHOOSE = "Choose an outcome"
READ_ONLY = "This library is open for reading, so nothing can be ruled here."
REASON_LINES = 4


class RulingForm(QScrollArea):
    """Lets a person rule on the question that is shown. A ruling is appended; it can be withdrawn or superseded."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._question: int | None = None
        self._seen = ""
        self._stands: dict[str, QCheckBox] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("Ruling")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._page())

    def _page(self) -> QWidget:
        page = QWidget(self)
        self.state = QLabel(page)
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome = QComboBox(page)
        self.outcome.addItems([CHOOSE, *OUTCOMES])
        self.outcome.setAccessibleName("Outcome")
        self.outcome.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.outcome.setMinimumContentsLength(18)
        self.standing = QWidget(page)
        self._boxes = QVBoxLayout(self.standing)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(2)
        self.bridge = QLineEdit(page)
        self.bridge.setPlaceholderText("What joins them, when both are right")
        self.reason = QPlainTextEdit(page)
        self.reason.setProperty("role", "entry")
        self.reason.setPlaceholderText("Why? Others will rely on this.")
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.fontMetrics().lineSpacing() * REASON_LINES + 14)
        self.consulted = QLineEdit(page)
        self.consulted.setPlaceholderText("Other sources you looked at")
        self.author = QLineEdit(page)
        self.author.setPlaceholderText("Your name; your login when blank")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Outcome", self.outcome)
        form.addRow("Stands", self.standing)
        form.addRow("&Bridge", self.bridge)
        form.addRow("&Reason", self.reason)
        form.addRow("&Consulted", self.consulted)
        form.addRow("B&y", self.author)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self.state)
        layout.addLayout(form)
        layout.addLayout(self._buttons(page))
        layout.addWidget(self._acts_label(page))
        layout.addStretch(1)
        return page

    def _buttons(self, page: QWidget) -> QVBoxLayout:
        self.save = QPushButton("Save ruling", page)
        self.save.clicked.connect(self._on_save)
        self.withdraw = QPushButton("Withdraw", page)
        self.withdraw.setToolTip("Takes the current ruling back, with the reason above, as an act of its own")
        self.withdraw.clicked.connect(self._on_withdraw)
        self.snooze = QPushButton("Snooze until", page)
        self.snooze.setToolTip("Sets the question aside until a day, with the reason above")
        self.snooze.clicked.connect(self._on_snooze)
        self.until = QDateEdit(QDate.currentDate().addMonths(1), page)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setCalendarPopup(True)
        self.until.setAccessibleName("Snooze until")
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.withdraw)
        row.addStretch(1)
        later = QHBoxLayout()
        later.addWidget(self.snooze)
        later.addWidget(self.until)
        later.addStretch(1)
        rows = QVBoxLayout()
        rows.addLayout(row)
        rows.addLayout(later)
        return rows

    def _acts_label(self, page: QWidget) -> QLabel:
        self.acts = QLabel(page)
        self.acts.setWordWrap(True)
        self.acts.setTextFormat(Qt.TextFormat.PlainText)
        self.acts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.acts.setProperty("role", "muted")
        return self.acts

    def show_standing(self, question: int, side: SideBySide, standing: Standing, seen: str) -> None:
        """Show how a question stands; what was typed stays when the same question is shown again."""
        if question != self._question:
            self._clear()
        self._question, self._seen = question, seen
        self._show_figures(side, standing)
        self.state.setText(_told(standing))
        self.acts.setText(_acts(standing))
        ruled = standing.last is not None and standing.last.act != "withdraw"
        writable = self.desk.library.writable
        for button, possible in ((self.save, True), (self.snooze, True), (self.withdraw, ruled)):
            button.setEnabled(possible and writable)
            button.setToolTip(button.toolTip() if writable else READ_ONLY)
        self.save.setText("Save ruling" if not ruled else "Supersede ruling")

    def _show_figures(self, side: SideBySide, standing: Standing) -> None:
        kept = {key for key, box in self._stands.items() if box.isChecked()}
        if standing.last is not None and not kept:
            kept = set(standing.last.verdict.stands)
        for old in self._stands.values():
            self._boxes.removeWidget(old)
            old.deleteLater()
        self._stands = {}
        for figure in side.counted:
            words = f"{figure.said}  ({figure.source.label})"
            box = QCheckBox(words.replace("&", "&&"), self.standing)
            box.setToolTip(tip(words))
            box.setMinimumWidth(1)  # a long source may be cut off; the tool tip has it whole
            box.setChecked(figure.key in kept)
            self._boxes.addWidget(box)
            self._stands[figure.key] = box

    def _clear(self) -> None:
        self.outcome.setCurrentIndex(0)
        for box in self._stands.values():
            box.setChecked(False)
        for entry in (self.bridge, self.consulted):
            entry.clear()
        self.reason.clear()

    def verdict(self) -> Verdict:
        """Give what is filled in."""
        outcome = self.outcome.currentText() if self.outcome.currentIndex() > 0 else ""
        stands = tuple(key for key, box in self._stands.items() if box.isChecked())
        return Verdict(
            outcome,
            stands,
            self.reason.toPlainText().strip(),
            self.bridge.text().strip(),
            self.consulted.text().strip(),
        )

    def _on_save(self) -> None:
        question, verdict, author, seen = self._question, self.verdict(), self.author.text(), self._seen
        if question is not None:
            self.desk.jobs.write(
                lambda db: adjudicate.rule(db, question, verdict, author=author, seen=seen), self._on_written
            )

    def _on_withdraw(self) -> None:
        question, reason, author = self._question, self.reason.toPlainText(), self.author.text()
        if question is not None:
            self.desk.jobs.write(lambda db: adjudicate.withdraw(db, question, reason, author=author), self._on_written)

    def _on_snooze(self) -> None:
        question, reason, author = self._question, self.reason.toPlainText(), self.author.text()
        until = self.until.date().toString("yyyy-MM-dd")
        if question is not None:
            self.desk.jobs.write(
                lambda db: adjudicate.snooze(db, question, until, reason, author=author), self._on_written
            )

    def _on_written(self, kinds: frozenset[Kind]) -> None:
        self._clear()
        self.desk.said.emit("Saved. The history has it.")
        self.desk.changed.emit(kinds)


def _told(standing: Standing) -> str:
    """Say how the question stands, and what has changed when a review is owed."""
    last = standing.last
    if last is None or standing.state == "open":
        return (
            "Open: nobody has ruled on this question." if last is None else "Open again: the last act was taken back."
        )
    if standing.state == "snoozed":
        return f"Snoozed until {last.until} by {last.author}: {last.verdict.reason}"
    told = f"Ruled by {last.author} on {last.at[:10]}: {last.verdict.outcome}. {last.verdict.reason}"
    if standing.state == "review owed":
        changes = "\n".join(f"• {change}" for change in standing.changes)
        return f"Review owed: the evidence has changed since.\n{changes}\n{told}"
    return told


def _acts(standing: Standing) -> str:
    if not standing.acts:
        return ""
    lines = [
        f"{act.at[:16].replace('T', ' ')}  {act.author}  {act.act}"
        f"{f' ({act.verdict.outcome})' if act.verdict.outcome else ''}: {act.verdict.reason}"
        for act in reversed(standing.acts)
    ]
    return "\n".join(["So far:", *lines])
