"""The question list of a flow as plain text: every question with its help, examples, answers and conditions."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, verbatim
from bot.texts.translations import Words
from bot.ui import wording
from bot.ui.explanation import sourced
from flows.conditions import ALWAYS, All, Condition, Either, Term
from flows.ladder import TREDEN, UIT_BEELD
from flows.model import Flow, Kind, Step

_WIDTH = 96
_POSITIONS = {str(each) for each in (0, *TREDEN, UIT_BEELD)}
_KINDS = {
    Kind.DATE: t("cli.flow.date", "Antwoord: een datum"),
    Kind.NUMBER: t("cli.flow.number", "Antwoord: een getal"),
    Kind.OUTCOME: t("cli.flow.outcome", "De uitkomst wordt getoond en bevestigd."),
}


def question_list(flows: ConfiguredFlows, flow: Flow, said: Words) -> str:
    """Everything that can be asked, in order, and what it leads to."""
    lines = [said.say(Text(f"flow.{flow.id}.title", flow.title))]
    lines.append(said.say(t("moment.rules", "Regelversie {version}", version=flow.rules or flow.version)))
    for step in flow.steps:
        lines += ["", *one_question(flows, flow, step, said)]
    lines += ["", said.say(t("cli.flow.outcomes", "Uitkomsten"))]
    for outcome in flow.outcomes:
        when = _in_words(flows, flow, outcome.when)
        named = wording.named(flows, outcome.id)
        lines += _wrapped(said.say(t("cli.flow.leads", "{named}, bij {when}", named=named, when=when)), "   - ")
    if flow.cautions:
        lines += ["", said.say(t("cli.flow.warnings", "Waarschuwingen, die niets tegenhouden"))]
        for caution in flow.cautions:
            lines += _wrapped(said.say(Text(f"warning.{caution.id}", caution.text)), "   - ")
    return "\n".join(lines) + "\n"


def one_question(flows: ConfiguredFlows, flow: Flow, step: Step, said: Words) -> Iterator[str]:
    """One question with everything that helps to answer it."""
    number = flow.steps.index(step) + 1
    yield from _wrapped(f"{number}. {said.say(wording.ask(step))} [{said.say(wording.label(step))}]", "")
    for text, bullet in _details(flows, flow, step):
        yield from _wrapped(said.say(text), "   - " if bullet else "   ")


def _details(flows: ConfiguredFlows, flow: Flow, step: Step) -> Iterator[tuple[Text, bool]]:
    if step.when != ALWAYS:
        yield t("cli.flow.when", "Alleen bij {when}.", when=_in_words(flows, flow, step.when)), False
    if step.card:
        yield t("cli.flow.card", "Staat op de kaart met klantkenmerken."), False
    if step.help:
        yield Text(f"{step.id}.help", step.help), False
    yield from ((text, True) for text in wording.lines(step, "items"))
    headings = {
        "yes": t("help.yes", "Telt mee, bijvoorbeeld:"),
        "no": t("help.no", "Telt niet mee, bijvoorbeeld:"),
    }
    for part, heading in headings.items():
        examples = [(text, True) for text in wording.lines(step, part)]
        yield from ([(heading, False), *examples] if examples else [])
    if step.rules:
        yield t("help.rules", "Grensgevallen:"), False
        yield from ((sourced(rule), True) for rule in sorted(step.rules, key=lambda rule: step.id not in rule.first))
    if step.choices:
        yield t("cli.flow.answers", "Antwoorden:"), False
        for choice in step.choices:
            label = wording.choice_label(step, choice)
            if choice.when == ALWAYS:
                yield label, True
            else:
                when = _in_words(flows, flow, choice.when)
                yield t("cli.flow.answer", "{label}, bij {when}", label=label, when=when), True
    elif step.kind in _KINDS:
        yield _KINDS[step.kind], False


def _in_words(flows: ConfiguredFlows, flow: Flow, condition: Condition) -> Text:
    match condition:
        case Term(step, values):
            wanted = _joined([_value(flows, flow, step, value) for value in values], either=True)
            return t("cli.when.term", "{label}: {value}", label=_label(flow, step), value=wanted)
        case All(parts):
            return _joined([_in_words(flows, flow, part) for part in parts], either=False)
        case Either(parts):
            return _joined([_in_words(flows, flow, part) for part in parts], either=True)


def _joined(texts: list[Text], *, either: bool) -> Text:
    if not texts:
        return verbatim("")
    joined = texts[0]
    for text in texts[1:]:
        if either:
            joined = t("cli.when.or", "{one} of {two}", one=joined, two=text)
        else:
            joined = t("cli.when.and", "{one} en {two}", one=joined, two=text)
    return joined


def _label(flow: Flow, step_id: str) -> Text:
    step = flow.by_id.get(step_id)
    return verbatim(step_id) if step is None else wording.label(step)


def _value(flows: ConfiguredFlows, flow: Flow, step_id: str, value: str) -> Text:
    step = flow.by_id.get(step_id)
    choice = next((each for each in step.choices if each.id == value), None) if step is not None else None
    if step is not None and choice is not None:
        return wording.choice_label(step, choice)
    return wording.named(flows, value) if value in _POSITIONS and value in flows.positions else verbatim(value)


def _wrapped(text: str, indent: str) -> list[str]:
    return TextWrapper(_WIDTH, initial_indent=indent, subsequent_indent=" " * max(3, len(indent))).wrap(text)
