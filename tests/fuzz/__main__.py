"""Fuzz every target, each in a process of its own, for a time; tell cases and findings. Exit code 1 when something was found."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS

_WORDS = Path(__file__).with_name("words.dict")
_LIMITS = ("-timeout=30", "-rss_limit_mb=3000", "-print_final_stats=1", "-len_control=10", f"-dict={_WORDS}")


def main() -> int:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"out of {', '.join(TARGETS)}; all when none is given")
    parser.add_argument("--seconds", type=int, default=60, help="time for each target (default: 60)")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="folder for inputs that fail (default: fuzz-found)")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    options.found.mkdir(exist_ok=True)
    failed = [name for name in options.targets or TARGETS if not _fuzz(name, options.seconds, options.found)]
    print(f"failed: {', '.join(failed)}" if failed else "nothing found")
    return 1 if failed else 0


def _fuzz(name: str, seconds: int, found: Path) -> bool:
    """Fuzz the target *name* in a process of its own; return whether nothing was found."""
    with tempfile.TemporaryDirectory(prefix="kb-fuzz-") as corpus:
        for number, seed in enumerate(SEEDS.get(name, [b"A."])):
            Path(corpus, str(number)).write_bytes(seed)
        limits = [*_LIMITS, f"-max_total_time={seconds}", f"-max_len={TARGETS[name].longest}", f"-artifact_prefix={found}/{name}-"]
        command = [sys.executable, "-m", "tests.fuzz.one", name, *limits, corpus]
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    cases = re.findall(r"stat::number_of_executed_units:\s*(\d+)", ended.stdout) or ["0"]
    edges = re.findall(r"cov: (\d+)", ended.stdout) or ["?"]
    print(f"{name}: {int(cases[-1]):,} cases, {edges[-1]} edges, {'FOUND' if ended.returncode else 'nothing found'}", flush=True)
    if ended.returncode:
        print("\n".join(ended.stdout.splitlines()[-40:]))
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
