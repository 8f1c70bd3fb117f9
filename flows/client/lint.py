"""Lint of a client's questions: everything named exists, every screen is asked, every question is concluded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from flows.client.model import JA, LEVEL, LIEVER_NIET, NEE, WEET_NIET, ClientScreen, Questions
from flows.conditions import Condition, holds, terms
from flows.faults import Fault
from flows.gemeente import Options
from flows.model import LONGEST_TEXT, ONBEKEND

_OUTCOMES = (JA, NEE, ONBEKEND)


def lint(questions: Questions) -> tuple[Fault, ...]:
    """All faults of what was read; their file and line are still to be filled in."""
    found = [*_twice(each.id for each in questions.screens)]
    found += [fault for screen in questions.screens for fault in _screen(screen)]
    found += _used(questions)
    concluded = [*_conclusions(questions)]
    # Walking every way makes sense, and takes no time, only where each question is concluded once.
    return (*found, *concluded, *(() if concluded else _reached(questions)))


def _fault(item: str, code: str, **params: str) -> Fault:
    return Fault("", 0, item, code, params)


def _twice(names: Iterable[str]) -> Iterator[Fault]:
    yield from (_fault(name, "twice") for name, times in Counter(names).items() if times > 1)


def _screen(screen: ClientScreen) -> Iterator[Fault]:
    """What a screen says about itself that cannot be."""
    own = [each for each in screen.buttons if each.key not in ("btn.unknown", "btn.private")]
    if len(own) < 2:
        yield _fault(screen.id, "no_choices")
    for name in (each.id for each in own if each.id in (WEET_NIET, LIEVER_NIET, ONBEKEND)):
        yield _fault(screen.id, "reserved", value=name)
    for values in ([each.id for each in own], [each.label for each in screen.buttons]):
        yield from (
            _fault(screen.id, "name_twice", value=value) for value, times in Counter(values).items() if times > 1
        )
    for text in (screen.ask, screen.help, screen.ex):
        if len(text) > LONGEST_TEXT:
            yield _fault(screen.id, "text_too_long", value=text[:40], most=str(LONGEST_TEXT))
    if screen.option is not None and screen.option not in Options.client():
        yield _fault(screen.id, "unknown_option", value=screen.option)


def _conclusions(questions: Questions) -> Iterator[Fault]:
    """One for each question of the professional, about screens that ask yes or no, and earlier conclusions."""
    earlier: dict[str, tuple[str, ...]] = {}
    for conclusion in questions.conclusions:
        if conclusion.id not in LEVEL:
            yield _fault(conclusion.id, "not_permitted", field="id", value=conclusion.id, choices=", ".join(LEVEL))
        if conclusion.id in earlier:
            yield _fault(conclusion.id, "twice")
        if conclusion.left and not conclusion.enough:
            yield _fault(conclusion.id, "unknown_field", field="left")
        for name in conclusion.screens:
            screen = questions.by_id.get(name)
            if screen is None:
                yield _fault(conclusion.id, "unknown_step", value=name)
            else:
                yield from _yes_or_no(screen)
        yield from _condition(conclusion.id, conclusion.when, earlier)
        earlier[conclusion.id] = _OUTCOMES
    for name in LEVEL:
        if name not in earlier:
            yield _fault("questions", "missing", field=name)


def _yes_or_no(screen: ClientScreen) -> Iterator[Fault]:
    """A screen that something is concluded from has a yes, a no and nothing else, and is there for everybody."""
    values = {each.id for each in screen.buttons} - {WEET_NIET}
    for name in sorted({JA, NEE} - values):
        yield _fault(screen.id, "unknown_answer", step=screen.id, value=name)
    for name in sorted(values - {JA, NEE}):
        yield _fault(screen.id, "not_permitted", field="buttons", value=name, choices=f"{JA}, {NEE}")
    if screen.option is not None:
        yield _fault(screen.id, "unknown_field", field="option")


def _condition(item: str, condition: Condition, earlier: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    for term in terms(condition):
        if term.step not in earlier:
            yield _fault(item, "unknown_step", value=term.step)
        else:
            lost = [value for value in term.values if value not in earlier[term.step]]
            yield from (_fault(item, "unknown_answer", step=term.step, value=value) for value in lost)


def _used(questions: Questions) -> Iterator[Fault]:
    """Every screen belongs to one conclusion, or stands beside a step of the professional."""
    used = Counter(name for each in questions.conclusions for name in each.screens)
    for screen in questions.screens:
        if screen.beside is None and screen.id not in used:
            yield _fault(screen.id, "step_unreachable")
        if screen.beside is not None and screen.id in used:
            yield _fault(screen.id, "unknown_field", field="beside")
        if used[screen.id] > 1:
            yield _fault(screen.id, "name_twice", value=screen.id)


def _reached(questions: Questions) -> Iterator[Fault]:
    """Conclusions that no answers lead to."""
    ways: list[dict[str, str]] = [{}]
    for conclusion in questions.conclusions:
        on = [way for way in ways if holds(conclusion.when, way)]
        if not on:
            yield _fault(conclusion.id, "step_unreachable")
        ways += [{**way, conclusion.id: value} for way in on for value in _OUTCOMES]
        ways = [way for way in ways if conclusion.id in way or not holds(conclusion.when, way)]
