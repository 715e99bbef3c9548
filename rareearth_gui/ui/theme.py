"""Light and dark: our own palettes on Fusion, and the accents that plots and marks share (Okabe-Ito)."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

from rareearth_gui import settings

OKABE_ITO_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8A6D00", "#2A7FA8", "#B04A00", "#000000")
OKABE_ITO_DARK = ("#56B4E9", "#E69F00", "#2BC79A", "#E39BC4", "#F0E442", "#8CCBF0", "#FF9A56", "#FFFFFF")
STYLE = "Fusion"
STYLED = "styled"
"""The property of an application that has the style."""
LOOK = "look"
"""The property of an application that names the theme it has."""
CHOICES = ("system", "light", "dark")


class Theme(NamedTuple):
    """The colours of one look; every text colour has at least 4.5:1 on its ground."""

    name: str
    window: str
    base: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    differs: str
    marked: str
    current: str
    bad: str
    good: str
    accents: tuple[str, ...]


LIGHT = Theme(
    "light",
    window="#F4F3F0",
    base="#FFFFFF",
    raised="#ECEAE5",
    text="#1E2124",
    muted="#5B6168",
    line="#D5D2CB",
    accent="#00609C",
    on_accent="#FFFFFF",
    differs="#FCEBD3",
    marked="#FFF3B8",
    current="#FFD75E",
    bad="#A83200",
    good="#006B4F",
    accents=OKABE_ITO_LIGHT,
)
DARK = Theme(
    "dark",
    window="#1F2225",
    base="#17191B",
    raised="#2A2E32",
    text="#E6E4DF",
    muted="#A3A9B0",
    line="#3B4046",
    accent="#6CBDF0",
    on_accent="#10202B",
    differs="#4A3820",
    marked="#4D4419",
    current="#8A6D10",
    bad="#FF9A6B",
    good="#5FD3AC",
    accents=OKABE_ITO_DARK,
)


def wanted(choice: str) -> Theme:
    """Give the theme for `system`, `light` or `dark`; the system's wish is read, never relied on."""
    if choice == "light":
        return LIGHT
    if choice == "dark":
        return DARK
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application a theme; one that it has already costs nothing, where Qt would visit every widget."""
    if app.property(LOOK) == theme.name:
        return
    app.setProperty(LOOK, theme.name)
    if app.topLevelWidgets():
        gc.collect()  # a widget that Python lets go while the style visits all widgets brings the process down
    if not app.property(STYLED):  # not known at its making, as by the program itself, which saves some milliseconds
        app.setStyle(STYLE)
        app.setProperty(STYLED, True)
    app.setPalette(palette(theme))
    app.setStyleSheet(_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """Make Qt's palette of a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.base),
        (role.AlternateBase, theme.window),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.bad),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.PlaceholderText, theme.muted),
        (role.Light, theme.base),
        (role.Midlight, theme.raised),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
        (role.Shadow, theme.line),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.muted))
    return made


def _sheet(theme: Theme) -> str:
    """Say in a style sheet the little that a palette cannot."""
    return (
        f"QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.line};"
        " padding: 3px; }"
        f"QSplitter::handle {{ background: {theme.line}; }}"
        "QSplitter::handle:horizontal { width: 1px; } QSplitter::handle:vertical { height: 1px; }"
        f"QHeaderView::section {{ background: {theme.raised}; color: {theme.muted}; border: 0;"
        f" border-right: 1px solid {theme.line}; border-bottom: 1px solid {theme.line}; padding: 3px 6px; }}"
        f"QTabBar::tab {{ padding: 6px 14px; color: {theme.muted}; border: 0; border-bottom: 2px solid transparent; }}"
        f"QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}"
        f"QTabBar::tab:focus {{ background: {theme.raised}; }}"
        f"QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{"
        " width: 12px; height: 12px;"
        f" border: 1px solid {theme.muted}; border-radius: 2px; background: {theme.base}; }}"
        f"QCheckBox::indicator:checked, QTreeView::indicator:checked,"
        f" QListView::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};"
        f" image: url({_icon(f'tick-{theme.name}')}); }}"
        "QHeaderView::down-arrow, QHeaderView::up-arrow { subcontrol-position: top center; width: 10px; height: 6px; }"
        "QTabWidget::pane { border: 0; }"
        f"QLabel[role='muted'] {{ color: {theme.muted}; }} QLabel[role='fault'] {{ color: {theme.bad}; }}"
        f"QLineEdit, QComboBox, QPlainTextEdit[role='entry'] {{ background: {theme.base}; color: {theme.text};"
        f" border: 1px solid {theme.line}; border-radius: 3px; padding: 3px 6px; }}"
        f"QLineEdit:focus, QComboBox:focus, QPlainTextEdit[role='entry']:focus {{ border-color: {theme.accent}; }}"
        "QComboBox::drop-down { border: 0; width: 18px; }"
        f"QComboBox::down-arrow {{ image: url({_icon(f'down-{theme.name}')}); width: 10px; height: 10px; }}"
        "QToolButton[popupMode='2'] { padding-right: 9px; }"
        f"QToolButton::menu-indicator {{ image: url({_icon(f'down-{theme.name}')}); width: 8px; height: 8px;"
        " subcontrol-origin: padding; subcontrol-position: right center; right: 1px; }"
        f"QLabel[role='title'] {{ font-size: 15px; font-weight: 600; }}"
        f"QLabel[role='heading'] {{ font-weight: 600; }}"
        f"QLabel[role='banner'] {{ background: {theme.differs}; color: {theme.text}; padding: 5px 10px; }}"
    )


def _icon(name: str) -> str:
    return (settings.resources_dir() / "icons" / f"{name}.svg").as_posix()


def figures_font(base: QFont) -> QFont:
    """Give a font whose digits all have one width, so that columns of numbers line up."""
    font = QFont(base)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
