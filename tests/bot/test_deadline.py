"""How soon a measurement is due, in words that are true on the day they are read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.planning.deadline import deadline, line_of
from bot.texts.translations import words
from flows.planning import Termijn

TODAY = date(2026, 12, 1)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("planned", "ultimate", "said"),
    [
        (14, 200, "gepland 15 december 2026"),
        (10, 20, "gepland 11 december 2026, uiterste datum 21 december 2026"),
        (20, 20, "uiterste datum 21 december 2026"),
        (40, 40, "gepland 10 januari 2027"),
        (0, 200, "vandaag gepland"),
        (0, 20, "vandaag gepland, uiterste datum 21 december 2026"),
        (-3, 200, "was gepland op 28 november 2026"),
        (-3, 20, "uiterste datum 21 december 2026"),
        (-3, 0, "vandaag is de uiterste datum"),
        (0, 0, "vandaag is de uiterste datum"),
        (-9, -1, "verlopen sinds 1 december 2026"),
        (-9, -5, "verlopen sinds 27 november 2026"),
        (5, -5, "gepland 6 december 2026"),
        (0, -5, "vandaag gepland"),
        (-2, -5, "verlopen sinds 30 november 2026"),
    ],
)
def test_a_deadline_in_words(planned: int, ultimate: int, said: str) -> None:
    assert words("nl").say(deadline(Termijn(day(planned), day(ultimate)), TODAY)) == said


@pytest.mark.parametrize(("until", "said"), [(None, ""), (0, ""), (1, " (herinnering vanaf 2 december 2026)")])
def test_a_line_says_until_when_it_dozes(until: int | None, said: str) -> None:
    termijn = Termijn(day(0), day(200), None if until is None else day(until))
    assert words("nl").say(line_of("K-7Q4FNP", termijn, TODAY)) == f"K-7Q4FNP: vandaag gepland{said}"
