"""The box that a list is filtered by: it says what may be typed, and tells when the typing pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rareearth_gui.ui.table import debounced

if TYPE_CHECKING:
    from rareearth_gui.domain.listing import Listing

TYPING_MS = 20


class FilterBox(QLineEdit):
    """A filter of one listing. `typed` comes once the keys rest, or at once when a filter is put in."""

    typed = Signal()

    def __init__(self, listing: Listing, parent: QWidget) -> None:
        super().__init__(parent)
        title = listing.title.lower()
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(f"Filter {title}: words, or {_example(listing)}")
        self.setAccessibleName(f"Filter {title}")
        names = ", ".join(column.key for column in listing.columns)
        self.setToolTip(
            f'Words are searched for. column:words, column="exact", column>number narrow it. Columns: {names}.'
        )
        self._pause = debounced(self, TYPING_MS)
        self._pause.timeout.connect(self.typed)
        self.textChanged.connect(self._pause.start)

    def put(self, text: str) -> None:
        """Filter as if typed, at once."""
        self.setText(text)
        self._pause.stop()
        self.typed.emit()

    def restore(self, text: str) -> None:
        """Take up a remembered filter; whoever shows the list asks for it."""
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)

    def find(self) -> None:
        """Take the cursor, over what is typed already."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


def _example(listing: Listing) -> str:
    first = next(iter(listing.facets), "")
    return "38%, >30%, unit:t" if listing.column("value") else f"{first}:…" if first else "column:value"
