"""The first start: one line that says what is being made, painted as it changes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class Splash(QWidget):
    """A small window with a progress line, for the second or two in which the library is made."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen)
        self._line = QLabel("Making your library", self)
        self._line.setMinimumWidth(360)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addWidget(QLabel("<b>Rare Earth Desk</b>", self))
        layout.addWidget(self._line)
        self.show()

    def say(self, words: str) -> None:
        """Show what is being done; painted at once, for the work goes on in this thread."""
        self._line.setText(f"Making your library: {words[0].lower()}{words[1:]}")
        self.repaint()
