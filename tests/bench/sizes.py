"""How much is measured: enough to trust, or just enough to see that it works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Repetitions and amounts of every part."""

    warm_ups: int
    repetitions: int
    dialogues: int
    people: int
    rounds_alone: int
    rounds: int
    many: int
    network_rounds: int
    seconds: float
    starts: int
    crowd: int
    crowd_seconds: float
    clients: tuple[int, ...]
    cards: tuple[int, ...]
    cards_each: int
    visitors: int
    meetmomenten: tuple[int, ...]
    kills: int
    freezes: int
    tappers: int
    backlog: int
    quiet_seconds: float
    drain_seconds: float
    drain_all: bool = False


FULL = Sizes(
    warm_ups=1, repetitions=5, dialogues=200, people=20, rounds_alone=12, rounds=3, many=200, network_rounds=3,
    seconds=8.0, starts=9, crowd=1000, crowd_seconds=30.0, clients=(10_000, 100_000, 1_000_000), meetmomenten=(10_000,),
    cards=(1_000, 100_000), cards_each=10, visitors=20,
    kills=9, freezes=3, tappers=100, backlog=10_000, quiet_seconds=30.0, drain_seconds=75.0,
)  # fmt: skip
QUICK = Sizes(
    warm_ups=0, repetitions=1, dialogues=5, people=2, rounds_alone=1, rounds=1, many=3, network_rounds=1,
    seconds=0.5, starts=1, crowd=5, crowd_seconds=0.5, clients=(600, 1_200), meetmomenten=(600,),
    cards=(40, 80), cards_each=2, visitors=2,
    kills=1, freezes=1, tappers=30, backlog=50, quiet_seconds=0.5, drain_seconds=2.0,
)  # fmt: skip
