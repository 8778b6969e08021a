"""Run the chains until Ctrl-C, for trying things by hand: `python -m tests.chain [FILE]`.

A block comes every two seconds, as trades wait for blocks behind their own. On its input it takes lines such as
`fund 0x… USDC 1000`, or with a chain's index at the end.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Final

import tests.environment  # noqa: F401 - first of all: the stand-in's prices need settings
from tests.chain.ledger import Ledger
from tests.chain.node import why_not
from tests.chain.world import World, shared_world
from tokens.models import NATIVE_ADDRESS

__all__ = ["main"]

BLOCK_SECONDS: Final = 2
CHAINS: Final = (1, 8453)


def main(arguments: list[str]) -> int:
    reason = why_not()
    if reason:
        print(reason, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the nodes are stopped then, too
    world = shared_world()
    path = world.write(Path(arguments[0] if arguments else "chain.json").resolve())
    print(f"SANDBOX_CHAIN={path}")
    for index in CHAINS:
        print(f"RPC_URL_{index}={world[index].rpc.url}", flush=True)
    threading.Thread(target=_mine, args=(world,), daemon=True).start()
    try:
        for line in sys.stdin:
            print(_obey(world, line.split()), flush=True)
        signal.pause()  # nobody types
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _mine(world: World) -> None:
    while True:
        time.sleep(BLOCK_SECONDS)
        for index in CHAINS:
            world[index].mine()


def _decimals(ledger: Ledger, symbol: str) -> int:
    address = ledger.address(symbol)
    return 18 if address == NATIVE_ADDRESS else int(ledger.rpc.read(address, "decimals()", returns="uint8"))


def _obey(world: World, words: list[str]) -> str:
    """Give an address what a line asks for."""
    match words:
        case ["fund", address, symbol, amount, *index] if len(index) < 2:
            ledger = world[int(index[0]) if index else CHAINS[0]]
            try:
                ledger.fund(address, symbol, int(Decimal(amount) * 10 ** _decimals(ledger, symbol)))
            except (ArithmeticError, LookupError, ValueError) as error:
                return f"That cannot be: {error!r}"
            return f"{address} has {amount} {symbol} more."
        case _:
            return "Say: fund ADDRESS SYMBOL AMOUNT [CHAIN]"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
