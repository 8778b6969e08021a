"""`python -m tests.scale [PART ...] [options]`: prove the large form, and print figures.

The parts are syncing, mixing, cutting and growing; without a name all of them run. The options (`--help`) make it
smaller, for a first look. Growing weighs the tables that grow and reads years of snapshots; it takes 10 GB of the
temporary folder.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time

from tests.postgres import find_server
from tests.redis import redis_is_installed
from tests.scale import cutting, mixing, syncing
from tests.scale.hosts import in_a_network_of_its_own, is_in_a_network_of_its_own
from tests.scale.report import Report

_PARTS = ("syncing", "mixing", "cutting", "growing")


def main(arguments: list[str]) -> int:
    if not find_server() or not redis_is_installed():
        print("The large form was not measured: install the packages `postgresql` and `redis-server`.")
        return 1
    if not is_in_a_network_of_its_own():
        code = in_a_network_of_its_own("tests.scale", arguments)
        if code is not None:
            return code
    wanted = _wanted(arguments)
    where = "network namespaces" if is_in_a_network_of_its_own() else "processes of one machine: not root, or no `ip`"
    print(f"Python {platform.python_version()}, {platform.system()}; hosts are {where}\n", flush=True)
    broken = []
    for part in wanted.parts or _PARTS:
        started = time.monotonic()
        report = _measured(part, wanted)
        broken += report.broken
        print("\n".join(report.lines))
        print(f"  ({part} took {(time.monotonic() - started) / 60:.1f} min)\n", flush=True)
    print("\n".join(["Not as promised:", *broken]) if broken else "All as promised.")
    return int(bool(broken))


def _measured(part: str, wanted: argparse.Namespace) -> Report:
    if part == "syncing":
        return syncing.syncing(wanted.wallets, window_seconds=wanted.seconds)
    if part == "mixing":
        return mixing.mixing(wanted.chats or mixing.CHATS)
    if part == "cutting":
        return cutting.cutting(wanted.chats or cutting.CHATS)
    return _growing(wanted.lines)


def _growing(lines: int) -> Report:
    """Run the programs that fill databases of their own."""
    report = Report()
    for program, *arguments in (("tests.bench.growth",), ("tests.bench.snapshot_lines", str(lines))):
        command = [sys.executable, "-m", program, *arguments]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        report.lines += ended.stdout.splitlines()
        report.say(f"  {program} exited with {ended.returncode}", kept=ended.returncode == 0)
    return report


def _wanted(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description="Prove the large form.")
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], metavar="PART", help="all of them by default")
    parser.add_argument("--chats", type=int, help="people who write while processes die")
    parser.add_argument("--wallets", type=int, default=syncing.WALLETS)
    parser.add_argument("--seconds", type=float, default=syncing.WINDOW_SECONDS, help="in which a rate is measured")
    parser.add_argument("--lines", type=int, default=50_000_000, help="of snapshots, of which years are read")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
