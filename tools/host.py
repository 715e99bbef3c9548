"""What the program needs of the system: libraries that let Qt start, a font, Debian's other half of Python.

Where root's rights come without a password it is installed with apt-get, elsewhere the line to type is shown.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Debian's names, which Ubuntu shares. Each was seen to be necessary; they bring what else Qt needs.
QT_PACKAGES = ("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0")
X11_PACKAGES = ("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0")
WAYLAND_PACKAGES = ("libwayland-cursor0",)
CHINESE_FONT = "fonts-wqy-microhei"

SAFE = "No library or document of yours was touched."

PROBE = """
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
app = QApplication([])
print(len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)))
"""


class Stop(Exception):
    """The start ends here; the text says what happened, what is safe and what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def make_qt_start(python: Path, platform: str) -> None:
    """Try Qt on the platform; where libraries of the system are missing, install them and try again."""
    fonts, trouble = try_qt(python, platform)
    no_answer = platform == "xcb" and "could not connect to display" in trouble
    if trouble and not no_answer:
        install_packages(packages_for(platform), "Qt does not start, as libraries of the system are missing")
        fonts, trouble = try_qt(python, platform)
    if trouble:
        raise Stop(f"Qt does not start on the platform {platform!r}. {SAFE} Qt said:\n{trouble}")
    if not fonts:
        wish_for_chinese_font()


def try_qt(python: Path, platform: str) -> tuple[int, str]:
    """Start Qt in a child, as it may abort; return how many fonts write Chinese, and what went wrong."""
    env = {**os.environ, "QT_QPA_PLATFORM": platform} if platform == "offscreen" else None
    command = [str(python), "-c", PROBE]
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, errors="replace", timeout=60)
    except subprocess.TimeoutExpired:
        return 0, "(nothing, for a minute)"
    if done.returncode:
        return 0, done.stderr.strip() or f"(nothing, but ended with status {done.returncode})"
    return int(done.stdout.split()[-1]), ""


def packages_for(platform: str) -> list[str]:
    wayland = WAYLAND_PACKAGES if "wayland" in platform else ()
    x11 = X11_PACKAGES if wayland or "xcb" in platform else ()  # Qt falls back from the one to the other
    return [*QT_PACKAGES, *x11, *wayland, CHINESE_FONT]


def wish_for_chinese_font() -> None:
    """Install a font for Chinese where that asks nobody; elsewhere say what is missing and go on."""
    try:
        install_packages([CHINESE_FONT], "No font here writes Chinese, so Chinese names show as boxes")
    except Stop as stop:
        say(str(stop))


def install_packages(packages: Sequence[str], why: str) -> None:
    """Install packages of the system, or stop with what the person has to do."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        asks = f"Install what this system calls these Debian packages, then start again:\n    {names}"
        raise Stop(f"{why}. {SAFE}\n{asks}")
    rights = rights_of_root()
    if rights is not None:
        say(f"{why}: installing {names} ...")
    if rights is None or not apt_get_install(rights, packages):
        asks = f"Install them with this line, then start again:\n    sudo apt-get install {names}"
        raise Stop(f"{why}. {SAFE}\n{asks}")


def apt_get_install(rights: Sequence[str], packages: Sequence[str]) -> bool:
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], stdout=sys.stderr)  # where this fails, the lists that are there may do
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, stdout=sys.stderr).returncode == 0


def rights_of_root() -> list[str] | None:
    """Return what to put before a command so that it has root's rights and asks nothing, or None."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and not subprocess.run([*sudo, "true"], capture_output=True).returncode:
        return sudo
    return None
