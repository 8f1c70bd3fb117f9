"""The repeat measurement: last time's answers, confirmed or changed; growth is always judged anew."""

from __future__ import annotations

from flows.conditions import Answers, holds, terms
from flows.engine import answer, applicable, confirm_card, offered, outcome, proposal, settled
from flows.gemeente import Options
from flows.given import GEGEVEN
from flows.meetmoment import Bevestiging, Meting, answers_of
from flows.model import ONBEKEND, Flow, Kind

_ANEW = frozenset({"G1", "datum", "gepland"})
_EXPECTED = "G2"


def last_answers(last: Meting) -> tuple[str, dict[str, str]]:
    """The flow and the answers of last time that may be confirmed: all but growth, the day and the plan."""
    flow_id, answers = answers_of(last)
    return flow_id, {step: value for step, value in answers.items() if step not in _ANEW}


def to_confirm(flow: Flow, answers: Answers) -> dict[str, str]:
    """Last time's answers without what was not asked then or is asked afresh; what was left open stays open."""
    asked = {step.id for step in applicable(flow, answers)}
    afresh = {step.id for step in flow.steps if step.afresh}
    kept = {step: value for step, value in answers.items() if value != ONBEKEND or step in asked}
    return left_open(flow, {step: value for step, value in kept.items() if step not in afresh})


def left_open(flow: Flow, answers: Answers) -> dict[str, str]:
    """These answers, with what was left open and costs no question."""
    absent = [step.id for step in applicable(flow, answers) if step.open and step.id not in answers]
    return {**answers, **dict.fromkeys(absent, ONBEKEND)}


def confirmed(flow: Flow, answers: Answers, earlier: Answers, options: Options) -> dict[str, str]:
    """Take last time's answers over where they still apply, with the municipality's interval as the plan."""
    taken = {**answers, **{step: value for step, value in earlier.items() if step in flow.by_id or step == GEGEVEN}}
    taken = answer(flow, taken, "uitslag", earlier["uitslag"])
    plan = flow.by_id.get("gepland")
    months = str(options.interval(int(earlier["uitslag"])))
    if plan is not None and any(choice.id == months for choice in offered(plan, taken)):
        taken["gepland"] = months
    return taken


def as_proposed(flow: Flow, answers: Answers, earlier: Answers, options: Options) -> dict[str, str]:
    """Answers to a position that is known, with all that can be proposed filled in; what cannot is still asked."""
    found = dict(answers)
    for step in flow.steps:
        if step.id in found or step.silent or not holds(step.when, found):
            continue
        if step.kind is Kind.OUTCOME and (reached := outcome(flow, found)) is not None:
            found[step.id] = reached.id
        elif step.afresh and (likely := proposal(step, found, {})) is not None:
            found[step.id] = likely
        elif step.card is not None:
            found = confirm_card(flow, found, step.card, earlier)
        elif step.kind is Kind.PLAN and "uitslag" in found:
            months = str(options.interval(int(found["uitslag"])))
            if any(choice.id == months for choice in offered(step, found)):
                found[step.id] = months
    return found


def only_taken_over(flow: Flow, answers: Answers, earlier: Answers, options: Options) -> bool:
    """Whether last time's answers were taken over and nothing was said or changed since."""
    said = _ANEW - {"gepland"}
    return said.isdisjoint(answers) and confirmed(flow, answers, earlier, options) == dict(answers)


def deciding(flow: Flow, answers: Answers) -> str | None:
    """The step whose answer decided the position: the last one that the outcome reached depends on."""
    reached = outcome(flow, answers)
    if reached is None:
        return None
    asked = [step.id for step in applicable(flow, answers) if step.id in answers]
    wanted = {term.step for term in terms(reached.when)} & set(asked)
    return max(wanted, key=asked.index, default=None)


def judged(flow: Flow, answers: Answers, earlier: Answers, said: Bevestiging) -> Bevestiging:
    """Whether complete answers confirm last time's: only when that was said and nothing turned out otherwise."""
    now = settled(flow, answers)
    before = {step: value for step, value in earlier.items() if step in flow.by_id and step != _EXPECTED}
    same = all(now.get(step, value) == value for step, value in before.items())
    return said if same else Bevestiging.GEWIJZIGD
