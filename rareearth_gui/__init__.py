"""Rare Earth Desk: figures that disagree, side by side, with what may be printed and why."""

__version__ = "0.1.0"
