"""A file is a door: the modules of a package, found by walking its folder."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def discover(package: ModuleType, marker: str) -> Iterator[ModuleType]:
    """Give the modules of `package`, by name, that declare `marker`."""
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        if hasattr(module, marker):
            yield module
