"""Numbers of things in words, one or many; apart from `printing`, which loads all that a quantity needs."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Write how many there are of something that takes an s: `1 figure`, `1,200 figures`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
