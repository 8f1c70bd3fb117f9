"""The client's questions as they are shipped, and every way through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import flows
from flows.client.asking import answer, current, for_gemeente
from flows.client.model import Questions
from flows.client.reader import read_questions
from flows.gemeente import Options

QUESTIONS = Path(flows.__file__).resolve().parent / "client" / "questions.toml"
FACTS = {"client_inkomen": True, "client_diploma": True, "client_hulp": True}
LADDER = ("q1", "q2", "q2b", "q2c", "q3", "q3b", "q3c", "q4", "q4b", "q5", "q5b")
VALUES = ("ja", "nee", "weet_niet")
# What the professional answers about the grounds that a client cannot know.
NO_GROUNDS = {"instrument": "nee", "leerwerk": "nee"}


@cache
def questions_text() -> str:
    """The file with the questions."""
    return QUESTIONS.read_text(encoding="utf-8")


@cache
def questions(*, facts: bool = False) -> Questions:
    """The questions of a municipality that asks the facts, or of one that leaves them to the file."""
    options = Options(**FACTS) if facts else Options()  # type: ignore[arg-type]  # all are switches
    return for_gemeente(read_questions("questions", questions_text()), options)


def ways(asks: Questions, answers: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Every way to answer what is asked, to the end; of a screen that decides nothing one answer stands for all."""
    open_ends = [dict(answers or {})]
    while open_ends:
        so_far = open_ends.pop()
        screen = current(asks, so_far)
        if screen is None:
            yield so_far
            continue
        values = [button.id for button in screen.buttons][: 1 if screen.beside else None]
        open_ends.extend(answer(asks, so_far, screen.id, value) for value in values)


def told(asks: Questions, person: Mapping[str, str]) -> dict[str, str]:
    """The dialogue with somebody who has an answer to every screen, also those that are not asked."""
    answers: dict[str, str] = {}
    while (screen := current(asks, answers)) is not None:
        answers = answer(asks, answers, screen.id, person.get(screen.id, screen.buttons[0].id))
    return answers


def by_hand(person: Mapping[str, str]) -> dict[str, str]:
    """What these answers say about the professional's questions, without the engine.

    The first screen of a question that needs everything decides alone when it is not a yes.
    """
    found = {"Q1": _open(person["q1"])}
    if found["Q1"] == "ja":
        support = [person[name] for name in ("q2", "q2b", "q2c")]
        found["Q2"] = "ja" if "ja" in support else "onbekend" if "weet_niet" in support else "nee"
        return found
    for question, names in (("Q3", ("q3", "q3b", "q3c")), ("Q4", ("q4", "q4b")), ("Q5", ("q5", "q5b"))):
        first, *later = (person[name] for name in names)
        if first != "ja":
            found[question] = _open(first)
        elif "nee" in later:
            found[question] = "nee"
        else:
            found[question] = "onbekend" if "weet_niet" in later else "ja"
        if found[question] == "ja":
            break
    return found


def people() -> Iterator[dict[str, str]]:
    """Everybody there is: each answer to each screen of the ladder."""
    for values in product(VALUES, repeat=len(LADDER)):
        yield dict(zip(LADDER, values, strict=True))


def _open(value: str) -> str:
    return "onbekend" if value == "weet_niet" else value
