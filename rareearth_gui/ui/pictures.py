"""Pictures: every tab as PNG, light and dark, wide and narrow; for the README and for looking at what we made."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rareearth_gui.ui.window import Window

SIZES = (("wide", 1440, 900), ("narrow", 1024, 640))
LOOKS = ("light", "dark")
LONGEST_S = 20.0
QUIET_MS = 250


def take(make: Callable[[], Window], folder: Path) -> Iterator[Path]:
    """Save the pictures and give their paths."""
    window = make()
    try:
        window.path.hide()  # a picture is for others: where the library lies is nobody's business
        window.show()
        for size, width, height in SIZES:
            window.resize(width, height)
            for look in LOOKS:
                window.set_look(look)
                for number, title in enumerate(window.titles()):
                    window.show_tab(number)
                    wait(window)
                    path = folder / f"{title.lower().replace(' ', '-')}-{look}-{size}.png"
                    window.grab().save(str(path))
                    yield path
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def wait(window: Window) -> None:
    """Let the window settle: until no job is on its way and a quiet moment has passed."""
    until = monotonic() + LONGEST_S
    while monotonic() < until:
        loop = QEventLoop()
        QTimer.singleShot(QUIET_MS, loop.quit)
        loop.exec()
        if not window.desk.jobs.busy:
            return
