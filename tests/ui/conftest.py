"""What every test of the window begins with: no widgets that an earlier one left to be cleared up."""

import gc

import pytest


@pytest.fixture(autouse=True)
def cleared_up() -> None:
    """Let Python clear up now: a heap of dead windows that goes all at once, at any time, takes Qt down with it."""
    gc.collect()
