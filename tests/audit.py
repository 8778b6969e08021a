"""`python -m tests.audit`: have pip-audit look for known holes in what is pinned.

Where its service cannot be reached, that is said, and nothing fails; where it can, everything must have been looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Verdict", "judge", "main"]

ROOT = Path(__file__).resolve().parents[1]
_COMMAND = (
    "--requirement requirements.txt --requirement requirements-scale.txt --require-hashes --disable-pip --format json "
    "--progress-spinner off --timeout 15"
)

# How requests and urllib3 call it when nobody answers, or not whom was asked.
_UNREACHED = ("ConnectionError", "Timeout", "NameResolutionError", "SSLError")


@dataclass(frozen=True)
class Verdict:
    """What to say, and whether the build may go on."""

    is_good: bool
    words: str


def judge(output: str, *, errors: str) -> Verdict:
    """Judge by what pip-audit printed."""
    try:
        found: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        if any(name in errors for name in _UNREACHED):
            return Verdict(
                is_good=True, words="Known holes: NOT LOOKED FOR, since pip-audit's service cannot be reached."
            )
        return Verdict(is_good=False, words=f"pip-audit failed:\n{errors}")
    holes = [f"{each['name']} {each['version']}: {hole['id']}" for each in found for hole in each.get("vulns", ())]
    unknown = [each["name"] for each in found if "skip_reason" in each]
    if holes:
        return Verdict(is_good=False, words="Known holes:\n  " + "\n  ".join(holes))
    if unknown and len(unknown) == len(found):
        return Verdict(is_good=True, words="Known holes: NOT LOOKED FOR, since PyPI's own service cannot be reached.")
    if unknown:
        return Verdict(is_good=False, words=f"pip-audit knows nothing of {', '.join(unknown)}.")
    return Verdict(is_good=True, words=f"Known holes: none in {len(found)} packages.")


def main() -> int:
    """Look, say what was found, and return the exit code."""
    command = [str(Path(sys.executable).parent / "pip-audit"), *_COMMAND.split()]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    verdict = judge(done.stdout, errors=done.stderr)
    print(verdict.words)
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
