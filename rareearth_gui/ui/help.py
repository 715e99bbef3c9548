"""Help: the keys and the filter's grammar on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

ROWS = (
    ("Ctrl+1 … Ctrl+7", "go to a tab"),
    ("F5", "recheck everything"),
    ("Ctrl+Z", "undo the last edit; in a box, what was typed"),
    ("Ctrl+Shift+S", "copy the safe sentence with its footnotes, on its page"),
    ("Ctrl+F", "filter the list of this tab, or find in the text of a source where the cursor is"),
    ("Enter, double-click", "open the record or follow the link"),
    ("Alt+Left, Alt+Right", "back and forward among records"),
    ("Ctrl+C", "copy the selected rows with headers"),
    ("Ctrl+Shift+C", "compare the selected figures"),
    ("words", "rows that hold all of them"),
    ("column:words", "rows whose column holds them, as unit:t or conflict:open"),
    ("value>1000, >1000", "rows whose value is larger; also < >= <= = !="),
    ("38%, 43.5 Mt, 4350万吨, >30%", "figures that print, round to or allow that quantity"),
)


class HelpBox(QDialog):
    """Shows the keys and the filter's grammar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and filters")
        rows = "".join(f"<tr><td><b>{key}</b></td><td width='20'></td><td>{does}</td></tr>" for key, does in _escaped())
        words = QLabel(f"<table cellspacing='0' cellpadding='3'>{rows}</table>", self)
        words.setTextFormat(Qt.TextFormat.RichText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(buttons)


def _escaped() -> list[tuple[str, str]]:
    from html import escape

    return [(escape(key), escape(does)) for key, does in ROWS]
