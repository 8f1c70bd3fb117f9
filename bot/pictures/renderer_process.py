"""Turns pictures into PNG in a process of its own; :mod:`bot.pictures.renderer` runs this file and nothing imports it.

It imports nothing of Meetlat, so that it starts fast, and ends when nobody holds the other end of its pipe.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress

import resvg_py

HEADER = 4
# People who tap go first.
NICE = 5


def main() -> None:
    """Draw what is asked for until the pipe closes; what cannot be drawn is nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.nice(NICE)
    while length := sys.stdin.buffer.read(HEADER):
        wanted = json.loads(sys.stdin.buffer.read(int.from_bytes(length)))
        try:
            drawn = resvg_py.svg_to_bytes(**wanted)
        except ValueError:
            drawn = b""
        sys.stdout.buffer.write(len(drawn).to_bytes(HEADER) + drawn)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Whoever asked may have been killed meanwhile; nobody is left to tell.
    with suppress(BrokenPipeError):
        main()
