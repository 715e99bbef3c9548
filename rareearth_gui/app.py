"""The composition root: it makes the application, the library, the desk and the window; nobody imports it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from rareearth_gui.ops.start import start
from rareearth_gui.ui import theme
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.splash import Splash
from rareearth_gui.ui.window import NAME, Window

if TYPE_CHECKING:
    from pathlib import Path


def open_window(path: Path) -> int:
    """Open the window over the library at `path`, making the library first when there is none."""
    app = application()
    settings = window_settings(path)
    theme.apply(app, theme.wanted(str(settings.value("look", "system"))))
    window = make_window(path, settings)
    window.errors.install()
    window.show()
    return app.exec()


def make_window(path: Path, settings: QSettings) -> Window:
    """Make the window; Refused when the file is no library of ours."""
    splash = None if path.exists() else Splash()
    library = start(path, splash.say if splash is not None else _silent)
    if splash is not None:
        splash.close()
    desk = Desk(library)
    desk.set_theme(theme.wanted(str(settings.value("look", "system"))))
    return Window(desk, settings)


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
        app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    return app


def window_settings(path: Path) -> QSettings:
    """Keep the window's geometry and filters beside the person's data, in a file of our own choosing."""
    return QSettings(str(path.with_name("window.ini")), QSettings.Format.IniFormat)


def _silent(_words: str) -> None:
    pass
