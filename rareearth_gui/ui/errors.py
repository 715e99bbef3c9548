"""Whose fault? What the person can mend is said in words; what is our bug gets a box with details to copy."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from rareearth_gui.domain.refused import Refused

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox

log = logging.getLogger("rareearth_gui")


class ErrorBox(QObject):
    """Shows refusals and bugs one at a time; installed as the exception hook before the first window."""

    raised = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = parent
        self._showing = False
        self.raised.connect(self.show_error, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over sys.excepthook, so that an exception in a slot is seen and the program goes on."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        self.raised.emit(error)

    def show_error(self, error: BaseException) -> None:
        """Show an error unless one is being shown."""
        if self._showing:
            return
        self._showing = True
        try:
            box = refusal_box(error, self._window) if isinstance(error, Refused) else bug_box(error, self._window)
            box.exec()
        finally:
            self._showing = False


def refusal_box(refused: Refused, parent: QWidget | None) -> QMessageBox:
    """Make the box for what the person can mend: what happened, what is safe, what to do."""
    from PySide6.QtWidgets import QMessageBox  # on first use: a window that starts has nothing to say yet

    box = QMessageBox(QMessageBox.Icon.Information, "Rare Earth Desk", refused.message, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(refused.hint)
    return box


def bug_box(error: BaseException, parent: QWidget | None) -> QMessageBox:
    """Make the box for our bug, with the trace folded away."""
    from PySide6.QtWidgets import QMessageBox  # on first use: a window that starts has nothing to say yet

    box = QMessageBox(
        QMessageBox.Icon.Warning, "Rare Earth Desk", "Something went wrong that should not have.", parent=parent
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("Your library is safe: every act is written whole or not at all. Details can be copied.")
    box.setDetailedText("".join(traceback.format_exception(error)))
    return box
