"""Inside a measured process: tells its CPU time and memory when asked, and ends it when nobody asks any more."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
from pathlib import Path

from bench.memory import peak


def report_on_request() -> None:
    """Answer every line on standard input, from a thread that sleeps in between."""
    threading.Thread(target=_answer, daemon=True).start()


def _answer() -> None:
    for _ in sys.stdin:
        print(json.dumps({"cpu": _cpu(), "children": _children(), "peak": peak()}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _children() -> float:
    """What the processes took that this one started and that still run."""
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    return sum(cpu_of(int(pid)) for pid in pids)


def cpu_of(pid: int) -> float:
    """CPU seconds of a process so far, to a hundredth."""
    used = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")
