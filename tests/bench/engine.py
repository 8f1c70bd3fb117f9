"""One step of the engine: take an answer, find the next question."""

from __future__ import annotations

import time

from bench.report import Row, row
from bench.sizes import Sizes
from support.builders import LEVEL, completed, shipped

from flows.engine import answer, current
from flows.gemeente import AvgClass, FieldKind, Gemeente, LocalField

ANSWERS = 20


def engine(sizes: Sizes) -> list[Row]:
    """A whole dialogue of twenty answers again and again, some of them about fields of the municipality's own."""
    extra = (LocalField(f"eigen{n}", "Eigen", FieldKind.JA_NEE, (), AvgClass.GEWOON, "meten", 12) for n in range(9))
    flow = shipped(gemeente=Gemeente(velden=tuple(extra)))
    given = list(completed(flow, LEVEL["3"]).items())[:ANSWERS]
    assert len(given) == ANSWERS
    times = []
    for _ in range(sizes.repetitions):
        began = time.process_time()
        for _ in range(sizes.dialogues):
            answers = dict(flow.given)
            for step, value in given:
                answers = answer(flow, answers, step, value)
                current(flow, answers)
        times.append((time.process_time() - began) / sizes.dialogues / ANSWERS * 1e6)
    return [row(f"Engine: one step of {ANSWERS}, CPU", "µs", times)]
