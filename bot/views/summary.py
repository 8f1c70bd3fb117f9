"""Everything that will be recorded on one screen, where each answer can still be changed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.screen import Block, Button, Look, Screen, Style, Text, t
from bot.turn import Turn
from bot.views import wording
from bot.views.frame import fact, heading, kenmerken, log_of, shown, ways_out
from bot.views.parts import column, item, strong, to
from flows.conditions import holds
from flows.dialogue import Dialogue
from flows.engine import applicable, settled
from flows.model import Flow, Kind
from flows.planning import next_termijn
from flows.values import observed, planned

_NAMED = ("reden_uit_beeld", "G1", "G2")


def summary(turn: Turn, flow: Flow, dialogue: Dialogue) -> Screen:
    """Everything that will be recorded, with what deserves a second look."""
    answers = settled(flow, dialogue.answers)
    datum = observed(answers, turn.today)
    blocks = [
        Block(Style.QUESTION, t("summary.title", "Klopt dit zo?")),
        heading(turn),
        *_cautions(flow, dialogue),
        *_facts(turn, flow, dialogue),
        item(t("summary.datum", "Datum van de meting: {day}", day=datum)),
    ]
    plan = planned(answers, turn.today)
    termijn = next_termijn(datum, int(answers["uitslag"]), turn.house.book.gemeente.options, plan)
    if plan is not None and termijn is not None:
        blocks.append(item(t("client.next", "Volgende meting: {day}", day=termijn.gepland)))
        blocks.append(item(t("summary.last", "Uiterste datum: {day}", day=termijn.uiterste)))
    record = Button(t("btn.record", "Vastleggen"), "record", Look.PRIMARY)
    change = Button(t("btn.change", "Iets wijzigen"), "edit")
    rows = ((record,), (change,), ways_out())
    return Screen(tuple(blocks), rows, log=log_of(turn, flow, dialogue))


def changes(turn: Turn, flow: Flow, dialogue: Dialogue) -> Screen:
    """Every answer of the summary, each a button to change it."""
    buttons = []
    for step in applicable(flow, dialogue.answers):
        if step.card is None and step.kind is not Kind.OUTCOME:
            said = shown(turn, dialogue, step)
            text = t("summary.row", "{label}: {value}", label=wording.label(step), value=said)
            buttons.append(Button(text, f"ask/{step.id}"))
        elif step.card and not any(button.route == "card" for button in buttons):
            buttons.append(Button(t("btn.card", "Klantkenmerken"), "card"))
    blocks = (Block(Style.QUESTION, t("edit.title", "Wat wilt u wijzigen?")), heading(turn))
    return Screen(blocks, (*column(buttons), (to("dialogue"),)))


def _cautions(flow: Flow, dialogue: Dialogue) -> Iterator[Block]:
    """What deserves a second look, above what a long card leaves out of sight."""
    for caution in flow.cautions:
        if holds(caution.when, dialogue.answers):
            yield Block(Style.WARNING, Text(f"warning.{caution.id}", caution.text))


def _facts(turn: Turn, flow: Flow, dialogue: Dialogue) -> Iterator[Block]:
    answers = settled(flow, dialogue.answers)
    yield strong(wording.named(turn.house.book, answers["uitslag"]))
    yield from (fact(flow.by_id[step], answers[step], turn.today) for step in _NAMED if step in answers)
    yield from kenmerken(flow, answers, turn.today)
