"""What stands where the text of a source would: how the source is cited, and what attaching its text would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

ATTACH = "Attach documents…"
COPY = "Copy citation"


class CitationPage(QWidget):
    """As high as its words need, so that the record above it has the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.citation = self._label("Citation")
        self.citation.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words = self._label("Text")
        self.words.setProperty("role", "muted")
        self.copy = QPushButton(COPY, self)
        self.copy.setToolTip("Copy the citation, and with it the words of the figure that is shown")
        self.attach = QPushButton(ATTACH, self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.attach)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        layout.addWidget(self.citation)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAccessibleName(name)
        return label

    def tell(self, citation: str, words: str, *, known: bool) -> None:
        """Show the citation of a source; where the library knows a text of it, that can be attached."""
        self.citation.setText(citation)
        self.words.setText(words)
        self.attach.setVisible(known)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        if layout.hasHeightForWidth():
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
