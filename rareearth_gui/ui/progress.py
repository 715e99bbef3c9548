"""Progress in the status line: a bar, a count and a button to stop, read ten times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

if TYPE_CHECKING:
    from rareearth_gui.ops.progress import Progress

EVERY_MS = 100


class ProgressLine(QWidget):
    """Shows the progress of one piece of work; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self.words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(self._on_stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.bar, self.stop):
            layout.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_tick)
        self.hide()

    def watch(self, progress: Progress) -> None:
        """Show a piece of work until `end` is called."""
        self._progress = progress
        self.stop.setEnabled(True)
        self._on_tick()
        self.show()
        self._timer.start()

    def end(self) -> None:
        """Hide: the work is over, done or not."""
        self._timer.stop()
        self._progress = None
        self.hide()

    @property
    def busy(self) -> bool:
        """Say whether something is being watched."""
        return self._progress is not None

    def _on_tick(self) -> None:
        if self._progress is None:
            return
        self.bar.setMaximum(self._progress.total)
        self.bar.setValue(self._progress.done)
        self.words.setText(f"{self._progress.words}: {self._progress.done:,} of {self._progress.total:,}")

    def _on_stop(self) -> None:
        if self._progress is not None:
            self._progress.stop = True
            self.stop.setEnabled(False)
