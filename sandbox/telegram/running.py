"""The one stand-in Telegram of this process: woken on first use, and able to be switched off and on again."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sandbox.telegram.archive import Archive
from sandbox.telegram.courier import Courier
from sandbox.telegram.state import Telegram

__all__ = ["switch_off", "telegram"]


@dataclass
class _Process:
    telegram: Telegram | None = None
    courier: Courier | None = None


_process = _Process()
_starting = threading.Lock()


def telegram() -> Telegram:
    """Return this process's Telegram; the first call reads the kept state and starts the webhook deliveries."""
    with _starting:
        if _process.telegram is None:
            folder = Path(settings.SANDBOX_STATE)
            _process.telegram = Telegram(Archive(folder))
            _process.courier = Courier(_process.telegram)
            _process.courier.start()
        return _process.telegram


@atexit.register
def switch_off() -> None:
    """Stop delivering and write everything down; the next use starts again from what was written."""
    with _starting:
        if _process.courier:
            _process.courier.stop()
        if _process.telegram:
            _process.telegram.close()
        _process.telegram = _process.courier = None
