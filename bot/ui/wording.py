"""The texts of a flow as a person reads them: every one with the key under which it is translated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, verbatim
from flows.meetmoment import LOCAL, Meting
from flows.model import Choice, Kind, Position, Rule, Step
from flows.vrijstelling import CODE

# The question for a code of the municipality, which no flow file has.
OF_CODE = {
    "label": t("vrijstelling_code.label", "Code vrijstelling"),
    "ask": t("vrijstelling_code.ask", "Welke code staat in het besluit dat op de meetdatum gold?"),
}
# What a list of a step is called in the catalogs.
_PARTS = {"items": "item", "yes": "yes", "no": "no"}


def ask(step: Step) -> Text:
    """The question."""
    return _own(step, "ask", step.ask)


def label(step: Step) -> Text:
    """The short name of a step."""
    return _own(step, "label", step.label)


def choice_label(step: Step, choice: Choice) -> Text:
    """What stands on the button of a choice."""
    if step.id.startswith(LOCAL) or step.id == CODE:
        return verbatim(choice.label)
    return Text(f"btn.{step.id}.{choice.id}", choice.label)


def answered(step: Step, answer: str, today: date) -> Text:
    """An answer within a sentence."""
    plain = {"ja": t("value.yes", "ja"), "nee": t("value.no", "nee")}
    return plain[answer] if answer in plain and not step.id.startswith(LOCAL) else value(step, answer, today)


def meaning(step: Step, answer: str, today: date) -> Text:
    """What is so when a question has this answer: ``geen betaald werk``."""
    means = next((choice.means for choice in step.choices if choice.id == answer), "")
    if means:
        return Text(f"{step.id}.{answer}.means", means)
    return t("summary.row", "{label}: {value}", label=label(step), value=value(step, answer, today))


def lines(step: Step, part: str) -> Iterator[Text]:
    """The sentences of a list: ``items``, ``yes`` or ``no``."""
    for number, line in enumerate(getattr(step, part), 1):
        yield Text(f"{step.id}.{_PARTS[part]}.{number}", line)


def reading(rule: Rule) -> Text:
    """A borderline rule as this municipality reads it."""
    if not rule.setting:
        return Text(f"rule.{rule.id}.otherwise", rule.otherwise)
    if rule.one:
        return Text(f"rule.{rule.id}", rule.one, {"n": int(rule.setting)}, rule.text)
    return Text(f"rule.{rule.id}", rule.text)


def position_label(position: Position) -> Text:
    """The name of a trede or code."""
    return Text(f"position.{position.id}.label", position.label)


def definition(position: Position) -> Text:
    """The delimitation of a trede."""
    return Text(f"position.{position.id}.definition", position.definition)


def short(position: Position) -> Text:
    """The name of a trede in two words."""
    return Text(f"position.{position.id}.short", position.short)


def named(flows: ConfiguredFlows, position_id: str) -> Text:
    """``Trede 3 · Deelname aan georganiseerde activiteiten``, or the name of a code."""
    position = flows.positions[position_id]
    if position_id in ("0", "9"):
        return t("position.code", "Code {id} · {label}", id=position_id, label=position_label(position))
    return t("position.trede", "Trede {id} · {label}", id=position_id, label=position_label(position))


def named_short(flows: ConfiguredFlows, position_id: str) -> Text:
    """``3 · georganiseerd``: a trede as it fits on a button."""
    return t("position.button", "{id} · {label}", id=position_id, label=short(flows.positions[position_id]))


def value(step: Step, answer: str, today: date) -> Text:
    """An answer as it is shown back."""
    for choice in step.choices:
        if choice.id == answer:
            return choice_label(step, choice)
    if answer == "onbekend":
        return t("value.unknown", "niet ingevuld")
    if step.kind in (Kind.DATE, Kind.PLAN):
        return t("value.day", "{day}", day=date.fromisoformat(answer))
    return verbatim(answer)


def gemeente(flows: ConfiguredFlows, code: str) -> Text:
    """``Laren (0417)``; a code without a name is named as a code."""
    name = flows.gemeentecode(code).naam
    return verbatim(f"{name} ({code})") if name else t("unit.gemeente", "gemeente {code}", code=code)


def team(naam: str, *, pilot: bool) -> Text:
    """The name of a team, with the label of a pilot."""
    return t("unit.pilot", "{name} (pilot)", name=naam) if pilot else verbatim(naam)


def own_team(*, pilot: bool) -> Text:
    """The team of the reader, in a heading."""
    return t("unit.team.pilot", "van uw team (pilot)") if pilot else t("unit.team", "van uw team")


def stand(meting: Meting) -> Text:
    """``3+``."""
    return verbatim(str(meting.stand))


def _own(step: Step, part: str, source: str) -> Text:
    """The question about a field of the municipality's own is its name; its codes are asked in our words."""
    if step.id == CODE:
        return OF_CODE[part]
    if step.id.startswith(LOCAL):
        return Text("", source, english=step.label_en)
    return Text(f"{step.id}.{part}", source)
