"""The composition root: it makes the application, the library, the desk and the window; nobody imports it."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from rareearth_gui.ops.start import start, unheard
from rareearth_gui.ui import theme
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.window import NAME, Window

if TYPE_CHECKING:
    from pathlib import Path

    from rareearth_gui.ops.start import Library

STANDS_MS = 1000
"""When the window has stood for a while, in which nothing but the first screen was to be done."""


def open_window(path: Path) -> int:
    """Open the window over the library at `path`, making the library first when there is none."""
    app = application()
    settings = window_settings(path)
    theme.apply(app, theme.wanted(str(settings.value("look", "system"))))
    window = make_window(path, settings, merge=False)
    window.errors.install()
    window.show()
    QTimer.singleShot(STANDS_MS, window.catch_up)
    QTimer.singleShot(STANDS_MS, _collect_from_now)
    return app.exec()


def _collect_from_now() -> None:
    """Let Python clear up again, but never go through what was made at the start: that stays."""
    gc.freeze()
    gc.enable()


def make_window(path: Path, settings: QSettings, *, merge: bool = True) -> Window:
    """Make the window; Refused when the file is no library of ours. `merge` takes in a later catalogue first."""
    library = _made(path) if not path.exists() else start(path, unheard, merge=merge)
    desk = Desk(library)
    desk.set_theme(theme.wanted(str(settings.value("look", "system"))))
    return Window(desk, settings)


def _made(path: Path) -> Library:
    from rareearth_gui.ui.splash import Splash

    splash = Splash()
    library = start(path, splash.say)
    splash.close()
    return library


def save_pictures(path: Path, folder: Path) -> int:
    """Save every tab as PNG, light and dark, wide and narrow."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()
    from rareearth_gui.ui.pictures import take

    folder.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(folder / ".pictures.ini"), QSettings.Format.IniFormat)
    settings.clear()
    try:
        for picture in take(lambda: make_window(path, settings), folder):
            print(picture)
    finally:
        (folder / ".pictures.ini").unlink(missing_ok=True)
    return 0


def application() -> QApplication:
    """Make the one QApplication."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", theme.STYLE])
        app.setProperty(theme.STYLED, True)
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    return app


def window_settings(path: Path) -> QSettings:
    """Keep the window's geometry and filters beside the person's data, in a file of our own choosing."""
    return QSettings(str(path.with_name("window.ini")), QSettings.Format.IniFormat)
