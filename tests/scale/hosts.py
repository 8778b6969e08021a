"""Hosts to run Esther's processes on: network namespaces where the machine allows them, else this machine itself.

Namespaces are made inside a network of this program's own (`in_a_network_of_its_own`), which the kernel takes away with
the last of its processes, however they end: nothing of it is left on the machine, and nothing of it reaches beyond.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.serving import ROOT, Environment

__all__ = ["Host", "in_a_network_of_its_own", "is_in_a_network_of_its_own", "network"]

HUB = "10.77.0.1"  # where the database, Redis and the stand-ins are
_BRIDGE = "hub"
_MARK = "ESTHER_SCALE_NETWORK"
_ISOLATED = ("unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child")


@dataclass
class Host:
    """One host: where it is reached, and how a command is started on it."""

    name: str
    address: str
    is_namespace: bool
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, command: list[str], env: Environment, log: Path) -> subprocess.Popen[bytes]:
        """Start a command in a process group of its own."""
        prefix = ["ip", "netns", "exec", self.name] if self.is_namespace else []
        with log.open("ab") as output:
            process = subprocess.Popen(
                [*prefix, *command], cwd=ROOT, env=env, stdout=output, stderr=output, start_new_session=True
            )
        self.processes.append(process)
        return process

    def cut_off(self) -> None:
        """Take the host from the network; where it has no network of its own, freeze what runs on it."""
        if self.is_namespace:
            _ip("link", "set", f"v-{self.name}", "down")
        else:
            self._signal(signal.SIGSTOP)

    def join(self) -> None:
        """Undo `cut_off`."""
        if self.is_namespace:
            _ip("link", "set", f"v-{self.name}", "up")
        else:
            self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, number)


def is_in_a_network_of_its_own() -> bool:
    return os.environ.get(_MARK) == "1"


def in_a_network_of_its_own(module: str, arguments: list[str]) -> int | None:
    """Run a module once more, in a network that is gone afterwards; return its exit code, None where that cannot be."""
    if os.geteuid() or not all(map(shutil.which, ("ip", "unshare"))):
        return None
    if subprocess.run([*_ISOLATED, "true"], check=False, stderr=subprocess.DEVNULL).returncode:
        return None
    # A shell waits for what nobody else waits for, as the first process of a machine must.
    shell = ["sh", "-c", 'ip link set lo up; "$@"; exit $?', "sh"]
    inside = [*_ISOLATED, *shell, sys.executable, "-m", module, *arguments]
    program = subprocess.Popen(inside, cwd=ROOT, env=os.environ | {_MARK: "1"})
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:
            continue  # it reached the program inside as well, which tidies up


@contextmanager
def network(names: list[str]) -> Iterator[tuple[str, dict[str, Host]]]:
    """Yield the address of the hub and the hosts by their names, each with an address of its own where possible."""
    if not is_in_a_network_of_its_own():
        yield "127.0.0.1", {name: Host(name, "127.0.0.1", is_namespace=False) for name in names}
        return
    _ip("link", "add", _BRIDGE, "type", "bridge")
    _ip("addr", "add", f"{HUB}/24", "dev", _BRIDGE)
    _ip("link", "set", _BRIDGE, "up")
    hosts = {name: _namespace(name, f"10.77.0.{number}") for number, name in enumerate(names, start=11)}
    try:
        yield HUB, hosts
    finally:
        for name in names:
            _ip("netns", "del", name)
        _ip("link", "del", _BRIDGE)


def _namespace(name: str, address: str) -> Host:
    _ip("netns", "add", name)
    _ip("link", "add", f"v-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("link", "set", f"v-{name}", "master", _BRIDGE, "up")
    _ip("-n", name, "addr", "add", f"{address}/24", "dev", "eth0")
    _ip("-n", name, "link", "set", "eth0", "up")
    _ip("-n", name, "link", "set", "lo", "up")
    return Host(name, address, is_namespace=True)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
