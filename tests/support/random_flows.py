"""Flows that nobody wrote: valid ones, with every kind of step, drawn from dice that Hypothesis or a seed throws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from flows.conditions import ALWAYS, All, Condition, Either, Term
from flows.model import Caution, Choice, Default, Flow, Kind, Outcome, Step
from flows.vrijstelling import CODE
from support.builders import TODAY

POSITIONS = ("1", "2", "3", "4", "5", "6", "0", "9")
FACTS = {"vorige_trede": ("1", "2", "3")}
JA_NEE = (Choice("ja", "Ja"), Choice("nee", "Nee"))
# Days that something begins or ends on, and ends of months.
DAYS = (TODAY, date(2026, 8, 31), date(2027, 1, 31), date(2028, 2, 29))
_VALUES = ("a", "b", "c", "d")
_DEPTH = 3


def random_flow(chance: Random) -> Flow:
    """Questions that form a tree with a position at the end of every branch, and then whatever follows a position."""
    questions, ends = _tree(chance)
    outcomes = tuple(Outcome(position, _either(where)) for position, where in ends.items())
    steps = [*questions, Step("uitslag", "Positie", "Klopt dit?", Kind.OUTCOME)]
    known: dict[str, tuple[str, ...]] = {step.id: tuple(each.id for each in step.choices) for step in questions}
    known["uitslag"] = tuple(ends)
    known |= FACTS
    for number in range(chance.randint(1, 7)):
        step = _further(chance, f"v{number}", known)
        steps.append(step)
        if step.kind is Kind.CHOICE:
            known[step.id] = tuple(each.id for each in step.choices)
    if (
        card := next((step for step in steps if step.card and step.kind is Kind.CHOICE), None)
    ) and chance.random() < 0.5:
        steps.insert(steps.index(card) + 1, _code(chance, card))
    if chance.random() < 0.7:
        months = tuple(Choice(month, month, when=_maybe(chance, known)) for month in ("3", "6", "12"))
        steps.append(Step("gepland", "Plan", "Wanneer?", Kind.PLAN, choices=months, months=chance.choice((6, 12))))
    steps.append(Step("datum", "Datum", "Welke dag?", Kind.DATE, silent=True, bounds=(-chance.choice((0, 7, 60)), 0)))
    cautions = tuple(Caution(f"c{number}", "Let op", condition(chance, known)) for number in range(2))
    return Flow("random", "1", "Proef", tuple(steps), outcomes, cautions, FACTS, {}, "1")


def condition(chance: Random, known: dict[str, tuple[str, ...]], depth: int = 2) -> Condition:
    """A condition over what is known by then."""
    if depth == 0 or chance.random() < 0.5:
        step = chance.choice(sorted(known))
        return Term(step, tuple(chance.sample(known[step], chance.randint(1, len(known[step])))))
    parts = tuple(condition(chance, known, depth - 1) for _ in range(chance.randint(1, 3)))
    return chance.choice((All, Either))(parts)


def _maybe(chance: Random, known: dict[str, tuple[str, ...]]) -> Condition:
    return condition(chance, known) if chance.random() < 0.6 else ALWAYS


def _tree(chance: Random) -> tuple[list[Step], dict[str, list[Condition]]]:
    """The questions with the way to each, and the ways to each position."""
    questions: list[Step] = []
    ends: dict[str, list[Condition]] = {}

    def grow(way: tuple[Term, ...]) -> None:
        if len(way) == _DEPTH or (way and chance.random() < 0.4):
            ends.setdefault(chance.choice(POSITIONS), []).append(All(way))
            return
        values = _VALUES[: chance.randint(2, 3)]
        step = Step(f"q{len(questions)}", "Vraag", "Vraag?", choices=_choices(values), when=All(way))
        questions.append(step)
        for value in values:
            grow((*way, Term(step.id, (value,))))

    grow(())
    return questions, ends


def _choices(values: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in values)


def _either(ways: list[Condition]) -> Condition:
    return ways[0] if len(ways) == 1 else Either(tuple(ways))


def _further(chance: Random, name: str, known: dict[str, tuple[str, ...]]) -> Step:
    kind = chance.choice((Kind.CHOICE, Kind.CHOICE, Kind.CHOICE, Kind.NUMBER, Kind.DATE))
    choices = JA_NEE if chance.random() < 0.5 else _choices(_VALUES[: chance.randint(2, 4)])
    first, *others = choices
    choices = (first, *(replace(each, when=_maybe(chance, known)) for each in others))
    step = Step(
        name,
        "Vraag",
        "Vraag?",
        kind,
        choices=choices if kind is Kind.CHOICE else (),
        when=_maybe(chance, known),
        card=chance.choice((None, "kaart", "kaart")),
        follows="uitslag" if chance.random() < 0.4 else None,
        derived=chance.random() < 0.15,
        open=chance.random() < 0.2,
        afresh=chance.random() < 0.2,
        unsure=chance.random() < 0.2,
        option="volledig" if chance.random() < 0.3 else None,
    )
    if kind is not Kind.CHOICE or chance.random() < 0.4:
        return step
    always = (Default(first.id),) if chance.random() < 0.7 else ()
    return replace(step, default=(Default(first.id, condition(chance, known)), *always))


def _code(chance: Random, card: Step) -> Step:
    """Codes that hold on some days and not on others, and at times on none."""
    days = [chance.choice(DAYS) - timedelta(days=chance.randint(0, 1)) for _ in range(3)]
    spans: list[tuple[date | None, date | None]] = [(days[0], None), (None, days[1]), (days[1], days[2])]
    codes = tuple(Choice(f"k{number}", "Code", van=van, tot=tot) for number, (van, tot) in enumerate(spans))
    return Step(CODE, "Code", "Welke?", choices=codes, when=Term(card.id, (card.choices[0].id,)), card=card.card)
