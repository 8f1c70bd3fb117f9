"""Somebody at random in a flow, the same steps taken by both engines, and what each says after every one of them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from playwright.async_api import Page

import bot.web
from flows import engine, explain
from flows.conditions import Answers, holds
from flows.gemeente import Options
from flows.given import GEGEVEN, asked_after_all, still_given
from flows.hermeting import confirmed
from flows.model import ONBEKEND, Flow, Kind, Step
from flows.paths import progress
from flows.portable import portable
from flows.values import Accepted, accept, bounds, observed, planned
from flows.vrijstelling import on_day
from support.random_flows import DAYS

SOURCE = Path(bot.web.__file__).parent / "static" / "flow.js"
WRONG = ("", "nooit", "31", "2026-02-30", "x" * 9, "-1", "9999-12-31", "0001-01-01", ONBEKEND)
Action = list[str]
State = dict[str, Any]

# One step of a walk and what is so after it, as the engine of the page says it; the mirror of `_done` and `state`.
_PLAY = """async ([source, given]) => {
  const E = await import(source);
  const { flows, walks } = JSON.parse(given);
  const state = (whole, answers, earlier, today) => {
    const flow = E.onDay(whole, E.observed(answers, today));
    const here = E.current(flow, answers);
    const id = (each) => each?.id ?? null;
    return {
      answers, current: id(here), outcome: id(E.outcome(flow, answers)), settled: E.settled(flow, answers),
      progress: E.progress(flow, answers), screens: E.screens(flow, answers),
      passed: E.passed(flow, answers).map(id), cautions: E.cautions(flow, answers).map(id),
      offered: here ? E.offered(here, answers).map(id) : [],
      proposal: here ? E.proposal(here, answers, earlier) ?? null : null,
      bounds: here && ["date", "plan"].includes(here.kind) ? E.bounds(here, answers, today) : null,
      planned: E.planned(answers, today) ?? null, given: E.stillGiven(answers),
      reasons: E.reasons(flow, answers).map((each) => [each.outcome, each.step, each.wanted, each.given, each.holds]),
      flips: E.nearestFlips(flow, answers).map((each) => [each.step, each.choice, each.outcomes, each.further]),
    };
  };
  const done = (whole, answers, earlier, today, [what, ...rest]) => {
    const flow = E.onDay(whole, E.observed(answers, today));
    if (what === "answer") {
      const said = E.accept(E.stepOf(flow, rest[0]), rest[1], answers, today);
      if (said.code) return answers;
      return E.askedAfterAll(E.answer(flow, answers, rest[0], said.value), rest[0]);
    }
    if (what === "confirm") return E.confirmCard(flow, answers, rest[0], earlier);
    return what === "back" ? E.back(flow, answers) : E.confirmed(flow, answers, earlier);
  };
  return JSON.stringify(walks.map(({ number, start, earlier, today, actions }) => {
    const flow = flows[number];
    let answers = start;
    return [state(flow, answers, earlier, today), ...actions.map((action) => {
      answers = done(flow, answers, earlier, today, action);
      return state(flow, answers, earlier, today);
    })];
  }));
}"""


@dataclass
class Walk:
    """A flow, what is known beforehand, and what somebody does; ``states`` is what Python says after each step."""

    flow: Flow
    start: Answers
    earlier: Answers
    today: date
    actions: list[Action] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin where nothing was done yet."""
        self.states.append(state(self.flow, self.start, self.earlier, self.today))


def walk(flow: Flow, chance: Random, options: Options, *, earlier: Answers | None = None, steps: int = 14) -> Walk:
    """Go through ``flow`` at random: mostly forward, now and then back, an edit or something that cannot be."""
    answers: dict[str, str] = {**flow.given}
    if flow.facts and chance.random() < 0.5:
        answers |= {name: chance.choice(values) for name, values in flow.facts.items()}
    if (first := flow.steps[0]).choices and chance.random() < 0.2:
        answers |= {first.id: first.choices[0].id, GEGEVEN: first.id}
    found = Walk(flow, answers, earlier or {}, chance.choice(DAYS))
    if found.earlier.get("uitslag", "0") in "123456":
        _step(found, ["confirmed"], options)
    for _ in range(steps):
        _step(found, _chosen(found, chance), options)
    return found


def play(flow: Flow, start: Answers, actions: list[Action], options: Options) -> Walk:
    """A walk of which the steps are known."""
    found = Walk(flow, start, {}, DAYS[0])
    for action in actions:
        _step(found, action, options)
    return found


async def on_page(page: Page, walks: list[Walk], options: Options, source: str = "") -> list[list[State]]:
    """What the engine of the page, ours or another ``source``, says after each step of these walks; in one call."""
    source = source or SOURCE.read_text(encoding="utf-8")
    address = "data:text/javascript;base64," + base64.b64encode(source.encode()).decode()
    flows = list(dict.fromkeys(each.flow for each in walks))
    asked = [
        {
            "number": flows.index(each.flow),
            "start": each.start,
            "earlier": each.earlier,
            "today": each.today.isoformat(),
            "actions": each.actions,
        }
        for each in walks
    ]
    given = json.dumps({"flows": [portable(flow, options) for flow in flows], "walks": asked})
    found: list[list[State]] = json.loads(await page.evaluate(_PLAY, [address, given]))
    return found


def differences(walks: list[Walk], said: list[list[State]]) -> list[str]:
    """Where the two disagree, in words."""
    assert [len(each.states) for each in walks] == [len(each) for each in said]
    wrong = []
    for walked, states in zip(walks, said, strict=True):
        for number, (ours, theirs) in enumerate(zip(walked.states, states, strict=True)):
            done = [name for name in ours if ours[name] != theirs[name]]
            wrong += [f"{walked.actions[:number]}: {name} {ours[name]!r} != {theirs[name]!r}" for name in done]
    return wrong


def state(whole: Flow, answers: Answers, earlier: Answers, today: date) -> State:
    """Everything that Python says of these answers."""
    flow = on_day(whole, observed(answers, today))
    here, reached, plan = engine.current(flow, answers), engine.outcome(flow, answers), planned(answers, today)
    dated = here is not None and here.kind in (Kind.DATE, Kind.PLAN)
    return {
        "answers": dict(answers),
        "current": here.id if here else None,
        "outcome": reached.id if reached else None,
        "settled": engine.settled(flow, answers),
        "progress": list(progress(flow, answers)),
        "screens": list(engine.screens(flow, answers)),
        "passed": [step.id for step in engine.passed(flow, answers)],
        "cautions": [each.id for each in flow.cautions if holds(each.when, answers)],
        "offered": [choice.id for choice in engine.offered(here, answers)] if here else [],
        "proposal": engine.proposal(here, answers, earlier) if here else None,
        "bounds": [day.isoformat() for day in bounds(here, answers, today)] if here and dated else None,
        "planned": plan.isoformat() if plan else None,
        "given": list(still_given(answers)),
        "reasons": [[e.outcome, e.step, list(e.wanted), e.given, e.holds] for e in explain.reasons(flow, answers)],
        "flips": [[e.step, e.choice, list(e.outcomes), e.further] for e in explain.nearest_flips(flow, answers)],
    }


def _step(walked: Walk, action: Action, options: Options) -> None:
    answers = _done(walked, walked.states[-1]["answers"], action, options)
    walked.actions.append(action)
    walked.states.append(state(walked.flow, answers, walked.earlier, walked.today))


def _done(walked: Walk, answers: dict[str, str], action: Action, options: Options) -> dict[str, str]:
    flow = on_day(walked.flow, observed(answers, walked.today))
    match action:
        case ["answer", step_id, value]:
            verdict = accept(flow.by_id[step_id], value, answers, walked.today)
            if not isinstance(verdict, Accepted):
                return answers
            return asked_after_all(engine.answer(flow, answers, step_id, verdict.value), step_id)
        case ["confirm", card]:
            return engine.confirm_card(flow, answers, card, walked.earlier)
        case ["back"]:
            return engine.back(flow, answers)
        case _:
            return confirmed(flow, answers, walked.earlier, options)


def _chosen(walked: Walk, chance: Random) -> Action:
    """What somebody does next."""
    answers: dict[str, str] = walked.states[-1]["answers"]
    flow = on_day(walked.flow, observed(answers, walked.today))
    here, dice = engine.current(flow, answers), chance.random()
    if dice < 0.1:
        return ["back"]
    if here is None or dice < 0.3:
        step = chance.choice(flow.steps)
        return ["answer", step.id, _value(walked, step, chance)]
    if here.card and chance.random() < 0.4:
        return ["confirm", here.card]
    return ["answer", here.id, _value(walked, here, chance)]


def _value(walked: Walk, step: Step, chance: Random) -> str:
    answers: dict[str, str] = walked.states[-1]["answers"]
    if chance.random() < 0.05:
        return chance.choice(WRONG)
    if step.kind is Kind.OUTCOME:
        reached = engine.outcome(walked.flow, answers)
        return reached.id if reached else "5"
    if step.kind is Kind.NUMBER:
        return str(chance.randint(0, 2_000_000))
    choices = engine.offered(step, answers)
    if choices and chance.random() < 0.9:
        return chance.choice(choices).id
    first, last = walked.today, walked.today
    if step.kind in (Kind.DATE, Kind.PLAN):
        first, last = bounds(step, answers, walked.today)
    return (chance.choice((first, last)) + timedelta(days=chance.randint(-2, 2))).isoformat()
