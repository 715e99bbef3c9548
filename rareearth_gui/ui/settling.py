"""The safe sentence and what would settle the quarrel, on one page each."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.ops import adjudicate

if TYPE_CHECKING:
    from rareearth_gui.domain.entities import Kind
    from rareearth_gui.ops.sentence import SafeSentence
    from rareearth_gui.ops.settle import MissingFact
    from rareearth_gui.ui.desk import Desk

NOTHING_MISSING = "Nothing that the library knows of is missing on this question."


class SentencePage(QWidget):
    """The strongest sentence that all standing evidence supports; one key copies it with its footnotes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._sentence: SafeSentence | None = None
        self.text = QTextBrowser(self)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(10)
        self.text.setAccessibleName("Safe sentence")
        self.copy = QPushButton("Copy with footnotes", self)
        self.copy.setToolTip("Ctrl+Shift+S")
        self.copy.clicked.connect(self._on_copy)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+S"), self)
        shortcut.activated.connect(self._on_copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 8)
        row.addWidget(self.copy)
        row.addStretch(1)
        layout.addLayout(row)

    def show_sentence(self, sentence: SafeSentence) -> None:
        """Show a sentence, what it rests on, and what must not be written."""
        self._sentence = sentence
        theme = self.desk.theme
        colour = theme.good if sentence.safe else theme.bad
        parts = [f"<p style='color:{colour}'><b>{'Safe to write' if sentence.safe else 'Write with care'}</b></p>"]
        parts += [f"<p style='font-size:15px'>{escape(text)}</p>" for text in (sentence.english, sentence.chinese)]
        parts += [
            f"<p style='color:{theme.muted};margin:1px 0'>[{number}] {escape(note)}</p>"
            for number, note in enumerate(sentence.footnotes, 1)
        ]
        if sentence.avoid:
            parts.append("<p><b>Do not write</b></p>")
            rows = (
                f"<tr><td style='padding:1px 12px 1px 0'>{escape(what)}</td><td>{escape(why)}</td></tr>"
                for what, why in sentence.avoid
            )
            parts.append(f"<table cellspacing='0'>{''.join(rows)}</table>")
        self.text.setHtml("".join(parts))

    def _on_copy(self) -> None:
        if self._sentence is not None:
            QGuiApplication.clipboard().setText(self._sentence.text())
            self.desk.said.emit("Copied the sentence with its footnotes.")


class SettlePage(QWidget):
    """The missing facts, the one that would decide most first, and a log of searches for them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._question: int | None = None
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.fact = QComboBox(self)
        self.fact.setAccessibleName("Fact looked for")
        self.fact.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.where = QLineEdit(self)
        self.where.setPlaceholderText("Where did you look?")
        self.where.setAccessibleName("Looked in")
        self.result = QComboBox(self)
        self.result.addItems(["not found", "found"])
        self.result.setAccessibleName("Result")
        self.log = QPushButton("Log search", self)
        self.log.clicked.connect(self._on_log)
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(self.result)
        row.addWidget(self.log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.fact)
        layout.addLayout(row)

    def show_facts(self, question: int, facts: tuple[MissingFact, ...]) -> None:
        """Show the missing facts of a question."""
        self._question = question
        kept = self.fact.currentText()
        self.fact.clear()
        self.fact.addItems([fact.words for fact in facts])
        self.fact.setCurrentText(kept)
        for widget in (self.fact, self.where, self.result, self.log):
            widget.setVisible(bool(facts))
        self.log.setEnabled(self.desk.library.writable)
        self.text.setText(self._html(facts))

    def _html(self, facts: tuple[MissingFact, ...]) -> str:
        if not facts:
            return NOTHING_MISSING
        rows = []
        for number, fact in enumerate(facts, 1):
            hangs = f"bears on {fact.decides} {'conflict' if fact.decides == 1 else 'conflicts'}"
            rows.append(
                f"<p style='margin:0 0 1px 0'><b>{number}. {escape(fact.words)}</b></p>"
                f"<p style='margin:0 0 6px 16px'>{escape(fact.why)}; {hangs}.{_searches(fact)}</p>"
            )
        return "".join(rows)

    def _on_log(self) -> None:
        question, fact, where = self._question, self.fact.currentText(), self.where.text()
        found = self.result.currentText() == "found"
        if question is not None:
            self.desk.jobs.write(
                lambda db: adjudicate.searched(db, question, fact, where, found=found), self._on_written
            )

    def _on_written(self, kinds: frozenset[Kind]) -> None:
        self.where.clear()
        self.desk.said.emit("Logged.")
        self.desk.changed.emit(kinds)


def _searches(fact: MissingFact) -> str:
    told = "; ".join(
        f"{escape(where)}: {result} ({escape(who)}, {at[:10]})" for where, result, who, at in fact.searched
    )
    return f"<br>Searched: {told}." if told else ""
