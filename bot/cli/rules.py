"""The borderline rules of a flow as rows: what applies here, where it comes from and which setting decides it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from enum import StrEnum

import typer

from bot.cli.saying import in_utf8
from bot.conversation.screen import t
from bot.texts.translations import Words
from bot.ui import explanation, wording
from flows.gemeente import Options, as_text
from flows.model import Flow, Rule


class Form(StrEnum):
    """What the rules are written as."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def write(flow: Flow, options: Options, said: Words, form: Form) -> None:
    """Print every rule once, in the order of the questions."""
    in_utf8()
    rows = [_row(flow, rule, options, said) for rule in _rules(flow)]
    match form:
        case Form.JSON:
            typer.echo(json.dumps({"version": flow.rules, "rules": rows}, ensure_ascii=False, indent=2))
        case Form.CSV:
            # Every rule has the same fields, so the first one names the columns.
            writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [], delimiter=";", lineterminator="\n")
            writer.writeheader()
            writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
        case Form.TEXT:
            typer.echo("\n".join(_lines(flow, options, said)))


def _rules(flow: Flow) -> list[Rule]:
    return list(dict.fromkeys(rule for step in flow.steps for rule in step.rules))


def _row(flow: Flow, rule: Rule, options: Options, said: Words) -> dict[str, object]:
    return {
        "id": rule.id,
        "topic": said.say(explanation.topic(rule)),
        "rule": said.say(wording.reading(rule)),
        "ground": said.say(explanation.ground(rule)) if rule.ground else "",
        "questions": [step for step in rule.steps if step in flow.by_id],
        "effect": list(rule.leads_to),
        "sources": [source.value for source in rule.sources],
        "setting": rule.option or "",
        "value": as_text(getattr(options, rule.option)) if rule.option else "",
    }


def _lines(flow: Flow, options: Options, said: Words) -> Iterator[str]:
    yield said.say(t("moment.rules", "Regelversie {version}", version=flow.rules))
    for rule in _rules(flow):
        labels = ", ".join(said.say(wording.label(flow.by_id[step])) for step in rule.steps if step in flow.by_id)
        yield ""
        yield f"{rule.id} · {said.say(explanation.topic(rule))}"
        yield f"  {said.say(explanation.grounded(rule))}"
        yield f"  {said.say(t('cli.rules.questions', 'Vraag: {labels}', labels=labels))}"
        effect = t("cli.rules.open", "De andere antwoorden beslissen.")
        if rule.leads_to:
            effect = t("cli.rules.effect", "Leidt tot trede {treden}", treden=", ".join(rule.leads_to))
        yield f"  {said.say(effect)}"
        origin = said.say(t("cli.rules.origin", "Herkomst: {origin}", origin=explanation.origin(rule)))
        if rule.option:
            origin = f"{origin} ({rule.option} = {as_text(getattr(options, rule.option))})"
        yield f"  {origin}"


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value
