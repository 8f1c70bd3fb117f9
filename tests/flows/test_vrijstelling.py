"""The day of the measurement decides which codes there are for an exemption from the duty to work."""

from __future__ import annotations

from datetime import date

import pytest
from support.builders import catalogue

from flows.configure import configure
from flows.engine import current, settled
from flows.gemeente import Gemeente
from flows.hermeting import confirmed, to_confirm
from flows.model import Flow
from flows.vrijstelling import CODE, Vrijstelling, on_day

OLD = Vrijstelling("A1", "Dringende redenen", tot=date(2027, 1, 1))
NEW = Vrijstelling("B1", "Op maat", vanaf=date(2027, 1, 1), tot=date(2030, 1, 1))
GEMEENTE = Gemeente(vrijstellingen=(OLD, NEW))


def flow() -> Flow:
    return configure(catalogue().newest("direct"), GEMEENTE)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 12, 31), ["a1"]),
        (date(2027, 1, 1), ["b1"]),
        (date(2029, 12, 31), ["b1"]),
        (date(2030, 1, 1), None),
    ],
)
def test_the_codes_of_a_day(day: date, codes: list[str] | None) -> None:
    step = on_day(flow(), day).by_id.get(CODE)
    assert (None if step is None else [choice.id for choice in step.choices]) == codes


def test_a_code_of_another_day_is_asked_again() -> None:
    last = {"positie": "4", "uitslag": "4", "vrijstelling_arbeidsplicht": "ja", CODE: "a1"}
    answers = {**to_confirm(flow(), last), "G1": "nee"}
    for day, open_step in ((date(2026, 12, 1), None), (date(2027, 1, 1), CODE)):
        that_day = on_day(flow(), day)
        taken = {**confirmed(that_day, {}, answers, GEMEENTE.options), "G1": "nee"}
        others = [step.id for step in that_day.steps if step.card and step.id != CODE]
        taken = {**dict.fromkeys(others, "onbekend"), **taken}
        here = current(that_day, taken)
        assert (None if here is None else here.id) == open_step, day
        assert (CODE in settled(that_day, taken)) is (open_step is None)


def test_the_same_day_is_the_same_flow() -> None:
    base = flow()
    assert on_day(base, date(2026, 5, 1)) is on_day(base, date(2026, 6, 1))
    plain = configure(catalogue().newest("direct"), Gemeente())
    assert on_day(plain, date(2026, 5, 1)) is plain
