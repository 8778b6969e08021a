"""One of several processes that send as fast as OKX's pace lets them: run with REDIS_URL set.

    python -m tests.paced_process <requests a second> <threads>

says `ready`; for each line that it reads, with the moments to begin and to end (seconds since 1970), it sends, and then
says in one line when it did.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from esther_site.lib.okx_guards import Pace


def main(per_second: int, threads: int) -> None:
    from esther_site.lib.okx_guards import Pace

    pace = Pace(host="paced.example", requests_per_second=per_second)
    print("ready", flush=True)
    for line in sys.stdin:
        start, end = (float(moment) for moment in line.split())
        time.sleep(max(0.0, start - time.time()))
        with ThreadPoolExecutor(threads) as pool:
            senders = [pool.submit(_send_until, end, pace) for _ in range(threads)]
        print(*(f"{moment:.6f}" for sender in senders for moment in sender.result()), flush=True)


def _send_until(end: float, pace: Pace) -> list[float]:
    sent = []
    while time.time() < end:
        pace.wait()
        sent.append(time.time())
    return [moment for moment in sent if moment < end]


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
