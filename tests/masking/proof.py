"""Bounds every small number of many made-up organisations, for somebody who asks for everything on every day.

``python tests/masking/proof.py --populations 1000`` prints a line for each and two closing ones: a sentence, and the
same figures for a program, so that runs from one ``--seed`` to the next can be added up. ``narrowed`` are the numbers
from one to four that can have fewer than three values. An organisation is ``readable`` when, in every period, each
headline (who is on the ladder now, who rose, who stayed, who fell, of the whole) of eight or more is told, and at least
one of those three ways.

Only beleid is told published numbers of everything; a beheerder is told two of those (the campaign). The worst that can
be is a ``teamleider`` who puts them beside what is known of the clients of the own team, and so is left with numbers
about all others; a klantmanager knows fewer of them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from masking.attack import Attack  # noqa: E402  # found only now, when run as a program
from masking.counting import named  # noqa: E402
from masking.headlines import is_readable  # noqa: E402
from masking.people import PAIRS, organisation  # noqa: E402
from masking.rules import ours  # noqa: E402

from flows.people import Rol  # noqa: E402

# The unit whose clients somebody knows beside what is published.
_OWN = {Rol.BELEID: "", Rol.TEAMLEIDER: "team:0"}


def main() -> int:
    """Attack them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--populations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first of them")
    parser.add_argument("--role", type=Rol, choices=list(_OWN), default=Rol.BELEID)
    asked = parser.parse_args()
    figures: Counter[str] = Counter(populations=0, small=0, narrowed=0, readable=0)
    began = time.monotonic()
    for seed in range(asked.seed, asked.seed + asked.populations):
        made = organisation(seed)
        attack = Attack(made, ours, own=_OWN[asked.role])
        found = list(attack.narrow())
        readable = all(is_readable(attack, pair) for pair in range(len(PAIRS)))
        figures.update(populations=1, small=len(attack.small), narrowed=len(found), readable=readable)
        for place in found:
            print(f"  {seed}: {named(int(attack.numbers[place]))} is {attack.n[place]}")
        print(f"{seed}: {len(made.clients)} clients, {len(attack.small)} small, {len(found)} narrowed", flush=True)
    print(
        f"{figures['populations']} organisations: {figures['small']} small numbers, {figures['narrowed']} narrowed; "
        f"headlines stay readable in {100 * figures['readable'] / figures['populations']:.1f} of 100"
    )
    took = round(time.monotonic() - began)
    print(json.dumps({"role": asked.role, "seed": asked.seed, **figures, "seconds": took}))
    return 1 if figures["narrowed"] else 0


if __name__ == "__main__":
    sys.exit(main())
