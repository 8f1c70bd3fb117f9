"""Walk at random through flows with both engines, and see whether they ever say something else.

``python tests/web/agreement.py --walks 10000 --seed 1`` prints one line of figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from support.browser import launch  # noqa: E402  # found only now, when run as a program
from support.builders import shipped  # noqa: E402
from support.random_flows import random_flow  # noqa: E402
from support.walks import Walk, differences, on_page, walk  # noqa: E402

from flows.gemeente import Gemeente, Options, permitted  # noqa: E402
from flows.model import Flow  # noqa: E402

BATCH = 250
# A new random flow for so many walks; finding every way through one takes longer than walking.
PER_FLOW = 10


@dataclass
class Report:
    """The figures of one run, with what was found wrong."""

    walks: int = 0
    states: int = 0
    flows: int = 0
    seconds: float = 0.0
    seed: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.walks} walks through {self.flows} flows, {self.states} states compared, {len(self.wrong)} differ;"
            f" {self.seconds:.0f} s, seed {self.seed}"
        )


async def run(walks: int, seed: int) -> Report:
    """Walk so many times, half of them through what is shipped under settings drawn at random."""
    chance, report, began = Random(seed), Report(seed=seed), time.monotonic()
    async with launch() as browser:
        page = await browser.new_page()
        while report.walks < walks:
            options = _settings(chance)
            batch = list(_walks(chance, options, min(BATCH, walks - report.walks), report))
            report.wrong += differences(batch, await on_page(page, batch, options))
            report.walks += len(batch)
            report.states += sum(len(each.states) for each in batch)
    report.seconds = time.monotonic() - began
    return report


def _walks(chance: Random, options: Options, number: int, report: Report) -> list[Walk]:
    found: list[Walk] = []
    shipped_ones = [shipped(name, Gemeente(options=options)) for name in ("stroomschema", "direct")]
    report.flows += len(shipped_ones)
    while len(found) < number:
        flow = random_flow(chance) if chance.random() < 0.5 else chance.choice(shipped_ones)
        report.flows += flow.id == "random"
        for _ in range(min(PER_FLOW, number - len(found))):
            found.append(walk(flow, chance, options, earlier=_earlier(flow, chance, options)))
    return found


def _earlier(flow: Flow, chance: Random, options: Options) -> dict[str, str]:
    """The answers of last time: some way through the same flow, or nothing."""
    if chance.random() < 0.5:
        return {}
    return dict(walk(flow, chance, options, steps=10).states[-1]["answers"])


def _settings(chance: Random) -> Options:
    names = sorted(Options.readings() - {"volledig"})
    chosen = {name: chance.choice(permitted(name)) for name in chance.sample(names, 8)}
    return Options(**{"volledig": chance.random() < 0.8, **chosen})  # type: ignore[arg-type]  # each by its name


def main() -> int:
    """Run once, say what was found and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    report = asyncio.run(run(given.walks, given.seed))
    for line in report.wrong[:20]:
        print(line)
    print(report)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
