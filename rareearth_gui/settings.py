"""Where things lie: the bundled catalogue, the resources and the person's own library."""

from pathlib import Path

APP = "rareearth-gui"
"""The folder name under which the platform keeps this program's data."""

LIBRARY = "library.sqlite"
"""The file name of the library that opens when `--db` names no other."""

_PACKAGE = Path(__file__).resolve().parent


def _bundle() -> Path:
    """Return the folder that holds `db` and `resources`: in the wheel `_data`, in a checkout its top."""
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


def catalogue_dir() -> Path:
    """Return the folder of the bundled reference, one CSV file a noun."""
    return _bundle() / "db" / "catalogue"


def resources_dir() -> Path:
    """Return the folder of icons, styles, report templates and translations."""
    return _bundle() / "resources"


def library_path() -> Path:
    """Return where the person's library lies; the folder is not made here, it may not exist yet."""
    import platformdirs  # on first use: a start with --db needs none of it

    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / LIBRARY
