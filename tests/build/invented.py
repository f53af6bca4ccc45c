"""Invented articles, and how a build is run and looked at."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

NAMES = ("Valdor", "Bell", "Dorn", "Orbeli", "Lindqvist", "Marsh", "Tanaka", "Okafor", "Reyes", "Novak")
GERMAN = "Der Minister sagte am Montag, dass die Brücke bis Freitag wieder geöffnet werden muss, sonst drohen dem Land hohe Kosten. " * 2


@dataclass(frozen=True)
class Ended:
    """How a ``kb build`` ended."""

    code: int
    told: str


def articles(count: int) -> list[dict[str, str]]:
    return [
        {
            "id": f"{NAMES[number % len(NAMES)].lower()}-{number}",
            "text": f"Mayor Ines {NAMES[number % len(NAMES)]} said on Monday that bridge number {number} must reopen by Friday.",
            "published": "2031-05-13",
        }
        for number in range(count)
    ]


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "kb", "build", *map(str, words)]
