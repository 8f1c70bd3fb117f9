"""Inside a measured process: tells its CPU time and memory when asked, and ends it when nobody asks any more."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading

from bench.memory import peak


def report_on_request() -> None:
    """Answer every line on standard input, from a thread that sleeps in between."""
    threading.Thread(target=_answer, daemon=True).start()


def _answer() -> None:
    for _ in sys.stdin:
        print(json.dumps({"cpu": _cpu(), "peak": peak(), "modules": sorted(sys.modules)}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
