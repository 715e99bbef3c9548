"""What stands in the place of a list that has no rows: why there are none, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

LONGEST = 80


class EmptyState(QWidget):
    """Says that nothing matches what was typed, with a button to clear that, or why there is nothing at all."""

    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton("Clear the filter", self)
        self.button.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        self.hide()

    def say(self, title: str, typed: str, nothing: str) -> None:
        """Say that no `title` match what was typed; where nothing was typed, say `nothing`."""
        self.words.setText(f"No {title.lower()} match “{typed[:LONGEST]}”." if typed else nothing)
        self.button.setVisible(bool(typed))

    def _on_clicked(self) -> None:
        self.cleared.emit()
