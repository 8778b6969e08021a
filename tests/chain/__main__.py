"""Run the chains until Ctrl-C, for trying things by hand: `python -m tests.chain [FILE]`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import tests.environment  # noqa: F401 - first of all: the stand-in's prices need settings
from tests.chain.node import why_not
from tests.chain.world import shared_world

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    reason = why_not()
    if reason:
        print(reason, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the nodes are stopped then, too
    world = shared_world()
    path = world.write(Path(arguments[0] if arguments else "chain.json").resolve())
    print(f"SANDBOX_CHAIN={path}")
    for index in (1, 8453):
        print(f"RPC_URL_{index}={world[index].rpc.url}", flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
