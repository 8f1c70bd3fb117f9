"""Measures the bot: ``make bench``, or ``python tests/bench/run.py [--quick] [--only PART …] [--json FILE]``.

``--only reports leads --meetmomenten 10000 100000 1000000`` measures the reports over as many, ``--only card --clients
1000 1000000`` the card of a client among as many; the last of each takes minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    TESTS = Path(__file__).resolve().parents[1]
    sys.path[:1] = [str(TESTS.parent), str(TESTS)]
    from bench.main import main

    main()
