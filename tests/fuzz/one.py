"""Fuzz one target here: ``python -m tests.fuzz.one TARGET [arguments of libFuzzer]``; with a file, run that input alone."""

from __future__ import annotations

import sys

import atheris

#: Packages whose branches the fuzzer follows.
FOLLOWED = ["kb", "feedparser", "warcio", "defusedxml", "tests.fuzz.targets"]


def main() -> None:
    """Run what the command line says; ends the process."""
    name, *arguments = sys.argv[1:]
    with atheris.instrument_imports(include=FOLLOWED):
        from tests.fuzz.seeds import SEEDS  # noqa: PLC0415
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415

        # readers import what they need when they are used
        for seed in SEEDS.get(name, []):
            TARGETS[name].run(seed)
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
