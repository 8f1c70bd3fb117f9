"""Bounds every small number of many made-up organisations.

``python tests/masking/proof.py --populations 1000`` prints one closing line of figures: how many numbers from one to
four there were, how many of them can have fewer than three values, and how many of the headlines can be read. Each
organisation is asked about one pair of days, or with ``--whole`` about all three days and pairs at once; ``--own
team:0`` is the worst that can be: the answers to a team lead put together with those to somebody of beleid.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from masking.attack import Attack  # noqa: E402  # found only now, when run as a program
from masking.counting import named, number_of  # noqa: E402
from masking.people import PAIRS, organisation  # noqa: E402
from masking.rules import ours  # noqa: E402

from flows.reports.publishing import SMALLEST_TOLD  # noqa: E402

_HEADLINES = ("op_ladder_nu", "gestegen", "gelijk", "gedaald")


def headlines(attack: Attack, pair: int) -> int:
    """How many of the headlines of the whole are five or more, and so told."""
    found = (attack.value(number_of("alles", "beweging", pair, name)) for name in _HEADLINES)
    return sum(n >= SMALLEST_TOLD for n in found)


def main() -> int:
    """Attack them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--populations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--own", default="")
    asked = parser.parse_args()
    small = narrow = told = 0
    began = time.monotonic()
    for seed in range(asked.seed, asked.seed + asked.populations):
        made = organisation(seed)
        pairs = range(len(PAIRS)) if asked.whole else (seed % len(PAIRS),)
        attack = Attack(made, ours, pairs, asked.own)
        found = list(attack.narrow())
        small, narrow, told = small + len(attack.small), narrow + len(found), told + headlines(attack, pairs[-1])
        for place in found:
            print(f"  {seed}: {named(int(attack.numbers[place]))} is {attack.n[place]}", flush=True)
        print(f"{seed}: {len(made.clients)} clients, {len(attack.small)} small, {len(found)} narrowed", flush=True)
    took = time.monotonic() - began
    print(
        f"{asked.populations} organisations: {small} small numbers, {narrow} narrowed; of {len(_HEADLINES)} headlines"
    )
    print(f"{told / asked.populations:.2f} are five or more; {took:.0f} s")
    return 1 if narrow else 0


if __name__ == "__main__":
    sys.exit(main())
