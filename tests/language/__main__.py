"""`python -m tests.language [--all]`: how both halves are understood, and the mistakes of the tuning half.

With `--all` the mistakes of the reporting half, too: who has read them must not change the grammar by them.
"""

from __future__ import annotations

import sys

import tests.environment  # noqa: F401 - first of all: the grammar needs settings
from tests.language.printing import confusion_lines, figure_lines, mistake_lines
from tests.language.scoring import score
from tests.language.sentences import HALVES, read_half

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    shown = HALVES if "--all" in arguments else ("tuning",)
    for name in HALVES:
        found = score(read_half(name))
        print("\n".join([*figure_lines(name, found), *confusion_lines(found)]))
        if name in shown:
            print("\n".join(mistake_lines(found)))
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
