"""What the tests of shared state need: a process that shares a Redis, and counting what several of them sent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.serving import ROOT, environment

__all__ = ["Process", "paced_processes", "send_between", "sent_by"]

Process = subprocess.Popen[str]


@contextmanager
def paced_processes(redis_url: str, *, count: int, per_second: int, threads: int) -> Iterator[list[Process]]:
    """Start processes that stand ready to send (`tests.paced_process`), and end them."""
    settings = {"DEBUG": "True", "SANDBOX": "True", "LOG_LEVEL": "ERROR", "REDIS_URL": redis_url}
    settings |= {"DJANGO_SETTINGS_MODULE": "esther_site.settings", "REDIS_FALLBACK_PROCESSES": "8"}
    env = environment("sqlite://:memory:", **settings)
    command = [sys.executable, "-m", "tests.paced_process", str(per_second), str(threads)]
    started = [_started(command, env) for _ in range(count)]
    try:
        for process in started:
            assert _line_of(process) == "ready\n"
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def send_between(processes: list[Process], start: float, end: float) -> None:
    """Have them send from one moment to another (seconds since 1970); it does not wait for them."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(f"{start} {end}\n")
        process.stdin.flush()


def sent_by(processes: list[Process]) -> list[float]:
    """Wait until they are done, and return when they sent, in order."""
    said = [_line_of(process) for process in processes]
    return sorted(float(moment) for words in said for moment in words.split())


def _started(command: list[str], env: dict[str, str]) -> Process:
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr, text=True
    )


def _line_of(process: Process) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "a process ended, with its reason above"
    return line
