"""Lint of a flow: every path ends in exactly one outcome, everything named exists, nothing is dead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from flows.conditions import Condition, holds, terms
from flows.engine import offered
from flows.faults import Fault
from flows.gemeente import Options
from flows.ladder import NIET_INGEDEELD, TREDEN, UIT_BEELD
from flows.model import LONGEST_BUTTON, LONGEST_TEXT, ONBEKEND, Flow, Kind, Step
from flows.paths import Path, paths

POSITIONS = frozenset(map(str, (NIET_INGEDEELD, *TREDEN, UIT_BEELD)))


def lint(flow: Flow) -> tuple[Fault, ...]:
    """All faults of a flow; their file and line are still to be filled in."""
    named = tuple(_names(flow)) + tuple(_texts(flow))
    if any(fault.code in ("unknown_step", "unknown_answer", "unknown_field", "twice") for fault in named):
        return named
    return named + tuple(_ways(flow, tuple(paths(flow))))


def _fault(item: str, code: str, **params: str) -> Fault:
    return Fault("", 0, item, code, params)


def _names(flow: Flow) -> Iterator[Fault]:
    """Ids that are used twice or do not exist."""
    for group in (flow.steps, flow.outcomes, flow.cautions):
        counted = Counter(each.id for each in group)
        yield from (_fault(name, "twice") for name, times in counted.items() if times > 1)
    earlier: dict[str, tuple[str, ...]] = dict(flow.facts)
    outcomes = tuple(each.id for each in flow.outcomes)
    for step in flow.steps:
        yield from _own(step)
        yield from _condition(step.id, step.when, earlier)
        for choice in step.choices:
            yield from _condition(step.id, choice.when, earlier)
        for default in step.default:
            yield from _condition(step.id, default.when, earlier)
        if step.follows is not None and step.follows not in earlier:
            yield _fault(step.id, "unknown_step", value=step.follows)
        earlier[step.id] = outcomes if step.kind is Kind.OUTCOME else tuple(c.id for c in step.choices)
    conditions = [(each.id, each.when) for each in flow.outcomes]
    conditions += [(each.id, each.when) for each in flow.cautions]
    for item, condition in conditions:
        yield from _condition(item, condition, earlier)
    for name in (each.id for each in flow.outcomes if each.id not in POSITIONS):
        yield _fault(name, "unknown_value", field="id", value=name)
    for item, option in dict.fromkeys(_options(flow)):
        if option not in Options.readings():
            yield _fault(item, "unknown_option", value=option)


def _own(step: Step) -> Iterator[Fault]:
    """What a step says about itself that cannot be."""
    choices = Counter(choice.id for choice in step.choices)
    yield from (_fault(step.id, "twice", value=name) for name, times in choices.items() if times > 1)
    for default in step.default:
        if choices and default.value not in choices:
            yield _fault(step.id, "unknown_answer", step=step.id, value=default.value)
    if step.card is not None and ONBEKEND in choices:
        yield _fault(step.id, "reserved", value=ONBEKEND)
    if step.kind is Kind.OUTCOME and step.card is not None:
        yield _fault(step.id, "unknown_field", field="card")


def _options(flow: Flow) -> Iterator[tuple[str, str]]:
    for outcome in flow.outcomes:
        if outcome.option:
            yield outcome.id, outcome.option
    for step in flow.steps:
        switches = (step.option, *(c.option for c in step.choices))
        yield from ((step.id, option) for option in switches if option)
        yield from ((rule.id, rule.option) for rule in step.rules if rule.option)


def _condition(item: str, condition: Condition, earlier: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    for term in terms(condition):
        if term.step not in earlier:
            yield _fault(item, "unknown_step", value=term.step)
        else:
            for value in term.values:
                if value not in earlier[term.step]:
                    yield _fault(item, "unknown_answer", step=term.step, value=value)


def _texts(flow: Flow) -> Iterator[Fault]:
    """Texts that are too long for a button or a small screen, and questions without answers."""
    for step in flow.steps:
        if step.kind is Kind.CHOICE and not step.choices:
            yield _fault(step.id, "no_choices")
        for choice in step.choices:
            if len(choice.label) > LONGEST_BUTTON:
                yield _fault(step.id, "button_too_long", value=choice.label, most=str(LONGEST_BUTTON))
        texts = [(step.id, step.ask), (step.id, step.help)]
        texts += [(rule.id, text) for rule in step.rules for text in (rule.text, rule.otherwise, rule.ground)]
        for item, text in texts:
            if len(text) > LONGEST_TEXT:
                yield _fault(item, "text_too_long", value=text[:40], most=str(LONGEST_TEXT))


def _ways(flow: Flow, found: tuple[Path, ...]) -> Iterator[Fault]:
    """What walking every path shows."""
    for path in found:
        ends = [each.id for each in flow.outcomes if holds(each.when, path.answers)]
        last = path.stuck or next(reversed(list(path.answers)), flow.id)
        if path.stuck is not None or not ends:
            yield _fault(last, "no_end", way=_way(path))
        elif len(ends) > 1:
            yield _fault(ends[1], "overlap", value=", ".join(ends), way=_way(path))
    reached = {each.id for each in flow.outcomes for path in found if holds(each.when, path.answers)}
    yield from (_fault(each.id, "outcome_unreachable") for each in flow.outcomes if each.id not in reached)
    for step in flow.steps:
        on = [path for path in found if holds(step.when, path.answers)]
        if not on:
            yield _fault(step.id, "step_unreachable")
        else:
            yield from _dead_choices(step, on)


def _dead_choices(step: Step, found: Iterable[Path]) -> Iterator[Fault]:
    alive = {choice.id for path in found for choice in offered(step, path.answers)}
    for choice in step.choices:
        if choice.id not in alive:
            yield _fault(step.id, "dead_choice", value=choice.id)


def _way(path: Path) -> str:
    return " · ".join(f"{step}={value}" for step, value in path.answers.items())
