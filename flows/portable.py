"""A configured flow as plain data, for an engine elsewhere that knows no rule of the ladder itself.

``bot/web/static/flow.js`` runs what is made here. Both carry ``ENGINE``, which is raised when either is changed so that
the other no longer means the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from flows.conditions import All, Condition, Either, Term
from flows.gemeente import Options
from flows.ladder import TREDEN
from flows.model import Choice, Flow, Outcome, Step
from flows.paths import most_after
from flows.vrijstelling import CODE

ENGINE = 1
Data = Mapping[str, object] | Sequence[object] | str | int | bool | None


def portable(flow: Flow, options: Options) -> dict[str, Data]:
    """What the engine elsewhere needs: no texts, only what decides what is asked and what follows from it."""
    most: dict[str, dict[str, int]] = {}
    for (screen, reached), number in most_after(flow).items():
        most.setdefault(screen, {})[reached or ""] = number
    return {
        "engine": ENGINE,
        "id": flow.id,
        "version": flow.version,
        "rules": flow.rules,
        "steps": [_step(step) for step in flow.steps],
        "outcomes": [_outcome(each) for each in flow.outcomes],
        "cautions": [{"id": each.id, "when": _condition(each.when)} for each in flow.cautions],
        "facts": sorted(flow.facts),
        "given": dict(flow.given),
        "interval": {str(trede): str(options.interval(trede)) for trede in TREDEN},
        "most": most,
    }


def number(data: Data) -> str:
    """One number for everything that decides: the same number means the same questions, rules and settings."""
    written = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(written.encode()).hexdigest()[:16]


def _step(step: Step) -> dict[str, Data]:
    found: dict[str, Data] = {
        "id": step.id,
        "kind": step.kind.value,
        "when": _condition(step.when),
        "choices": [_choice(each) for each in step.choices],
        "default": [{"value": each.value, "when": _condition(each.when)} for each in step.default],
        "card": step.card,
        "follows": step.follows,
        "bounds": None if step.bounds is None else list(step.bounds),
        "months": step.months,
        "optional": step.option is not None,
        "dated": step.id == CODE,
    }
    flags = {name: getattr(step, name) for name in ("silent", "derived", "open", "afresh", "unsure")}
    return {**found, **flags}


def _choice(choice: Choice) -> dict[str, Data]:
    return {
        "id": choice.id,
        "when": _condition(choice.when),
        "van": None if choice.van is None else choice.van.isoformat(),
        "tot": None if choice.tot is None else choice.tot.isoformat(),
    }


def _outcome(outcome: Outcome) -> dict[str, Data]:
    return {"id": outcome.id, "when": _condition(outcome.when), "trede": int(outcome.id) in TREDEN}


def _condition(condition: Condition) -> dict[str, Data]:
    match condition:
        case Term(step, values):
            return {"step": step, "in": list(values)}
        case All(parts):
            return {"all": [_condition(part) for part in parts]}
        case Either(parts):
            return {"any": [_condition(part) for part in parts]}
