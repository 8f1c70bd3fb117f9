"""What a client is asked next, and what the answers so far say about the professional's questions.

As in the staff flow everything follows from the answers; there is no place to be lost in. What "weet ik niet" does:

- It is an answer, and never a ``nee`` by itself. A question of the professional that the client could not answer is
  ``onbekend``. The screens after it are asked as after a ``nee``, so that the rest is known: who does not know about
  paid work goes on to work without pay. The professional decides what is open.
- Where all screens have to be ``ja``, the later ones are about the first ("bij dit werk", "daar"). Who does not know
  the first is not asked about it any further.
- On any other screen the next one is still asked, because it may decide: one ``nee`` where all have to be ``ja``, one
  ``ja`` where one is enough. Only when none decided does a single "weet ik niet" leave the question ``onbekend``.

So taking information away can leave a question open, and never turns its ``ja`` into ``nee`` or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flows.client.model import JA, NEE, WEET_NIET, ClientScreen, Conclusion, Questions
from flows.conditions import All, Answers, Condition, Either, Term
from flows.gemeente import Options
from flows.model import ONBEKEND

_ANY = frozenset({JA, NEE, ONBEKEND})


@dataclass(frozen=True, slots=True)
class _Part:
    """One conclusion in a dialogue: the screens that belong to it now, and what came out; none when one is open."""

    conclusion: Conclusion
    screens: tuple[str, ...]
    value: str | None


def for_gemeente(questions: Questions, options: Options) -> Questions:
    """The questions as one municipality asks them: without the facts that it leaves to the file."""
    on = (each for each in questions.screens if each.option is None or getattr(options, each.option))
    return replace(questions, screens=tuple(on))


def asked(questions: Questions, answers: Answers) -> tuple[ClientScreen, ...]:
    """The screens of this dialogue as far as the answers decide them, answered or not, in order."""
    names: list[str] = []
    for part in _parts(questions, answers):
        names.extend(part.screens)
        if part.value is None:
            return tuple(questions.by_id[name] for name in names)
    return (*(questions.by_id[name] for name in names), *questions.apart)


def current(questions: Questions, answers: Answers) -> ClientScreen | None:
    """The screen to show now; none when everything is answered and only the summary is left."""
    return next((screen for screen in asked(questions, answers) if not _said(screen, answers)), None)


def given(questions: Questions, answers: Answers) -> dict[str, str]:
    """The answers that count, in the order of the questions: what the summary shows."""
    return {screen.id: answers[screen.id] for screen in asked(questions, answers) if _said(screen, answers)}


def may_answer(questions: Questions, answers: Answers, screen_id: str, value: str) -> bool:
    """Whether this screen takes this answer now: it is shown, or was answered before and is opened from the summary."""
    here = current(questions, answers)
    open_now = {*given(questions, answers), *({here.id} if here else ())}
    return screen_id in open_now and questions.by_id[screen_id].offers(value)


def answer(questions: Questions, answers: Answers, screen_id: str, value: str) -> dict[str, str]:
    """Give or change one answer that :func:`may_answer`; answers that can no longer apply fall out.

    What comes after a screen that is open again stays until it is answered, because it may still apply.
    """
    changed = {**answers, screen_id: value}
    kept = {screen.id for screen in questions.apart}
    for part in _parts(questions, changed):
        kept.update(part.screens)
    return {name: said for name, said in changed.items() if name in kept}


def concluded(questions: Questions, answers: Answers) -> dict[str, str]:
    """``ja``, ``nee`` or ``onbekend`` for each of the professional's questions that the client finished."""
    return {each.conclusion.id: each.value for each in _parts(questions, answers) if each.value is not None}


def _parts(questions: Questions, answers: Answers) -> Iterator[_Part]:
    """The conclusions that belong to this dialogue, or may once what is open is answered."""
    possible: dict[str, frozenset[str]] = {}
    waiting = False
    for conclusion in questions.conclusions:
        if not _possible(conclusion.when, possible):
            continue
        part = _Part(conclusion, conclusion.screens, None) if waiting else _part(questions, conclusion, answers)
        possible[conclusion.id] = _ANY if part.value is None else frozenset({part.value})
        waiting = waiting or part.value is None
        yield part


def _part(questions: Questions, conclusion: Conclusion, answers: Answers) -> _Part:
    decides, otherwise = (JA, NEE) if conclusion.enough else (NEE, JA)
    unsure = False
    for number, name in enumerate(conclusion.screens, 1):
        value = _said(questions.by_id[name], answers)
        shown = conclusion.screens[:number]
        if value is None:
            return _Part(conclusion, shown, None)
        if value == decides:
            return _Part(conclusion, shown, decides)
        if value == WEET_NIET and number == 1 and not conclusion.enough:
            return _Part(conclusion, shown, ONBEKEND)
        unsure = unsure or value == WEET_NIET
    return _Part(conclusion, conclusion.screens, ONBEKEND if unsure else otherwise)


def _said(screen: ClientScreen, answers: Answers) -> str | None:
    """The answer to a screen; none when there is no such answer any more, because the questions changed."""
    value = answers.get(screen.id)
    return value if value is not None and screen.offers(value) else None


def _possible(condition: Condition, values: Mapping[str, frozenset[str]]) -> bool:
    """Whether a condition holds for some of the values that conclusions can still have."""
    match condition:
        case Term(name, wanted):
            return not values.get(name, frozenset()).isdisjoint(wanted)
        case All(parts):
            return all(_possible(part, values) for part in parts)
        case Either(parts):
            return any(_possible(part, values) for part in parts)
