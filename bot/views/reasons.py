"""The outcome with its reason, why it is this trede, and what would make it another."""

from __future__ import annotations

from collections.abc import Iterator

from bot.screen import Block, Button, Look, Param, Screen, Style, Text, t, verbatim
from bot.turn import Turn
from bot.views import wording
from bot.views.frame import log_of, progress_of, ways_out
from bot.views.parts import hint, item, line, to
from flows.conditions import Answers
from flows.dialogue import Dialogue
from flows.engine import outcome
from flows.explain import Reason, nearest_flips, reasons
from flows.model import Flow, Step


def decided(turn: Turn, flow: Flow, dialogue: Dialogue, step: Step) -> Screen:
    """The position these answers give, for the professional to confirm."""
    reached = outcome(flow, {**flow.given, **dialogue.answers})
    positie = reached.id if reached is not None else ""
    book = turn.house.book
    blocks = [
        Block(Style.QUESTION, wording.named(book, positie)),
        line(wording.definition(book.positions[positie])),
        *(item(text) for text in held(turn, flow, dialogue.answers)),
    ]
    rows = (
        (Button(t("btn.correct", "Klopt"), f"answer/{step.id}/{positie}", Look.PRIMARY),),
        (
            Button(t("btn.why", "Waarom deze trede?"), "why", Look.QUIET),
            Button(t("btn.back", "Terug"), "back", Look.QUIET),
        ),
        ways_out(),
    )
    log, progress = log_of(turn, flow, dialogue), progress_of(flow, dialogue)
    return Screen(tuple(blocks), rows, log=log, progress=progress)


def held(turn: Turn, flow: Flow, answers: Answers) -> Iterator[Text]:
    """The conditions of the position that these answers give, each with the answer that decided it."""
    reached = outcome(flow, {**flow.given, **answers})
    for reason in reasons(flow, answers):
        if reached is not None and reason.outcome == reached.id:
            yield _reason(flow, reason, turn)


def why(turn: Turn, flow: Flow, dialogue: Dialogue) -> Screen:
    """Every condition with the answer that decided it, and the nearest other trede."""
    blocks = [Block(Style.QUESTION, t("why.title", "Waarom deze trede?"))]
    heading = ""
    for reason in reasons(flow, dialogue.answers):
        if reason.outcome != heading:
            heading = reason.outcome
            blocks.append(line(wording.named(turn.house.book, heading)))
        blocks.append(item(_reason(flow, reason, turn)))
    flips = nearest_flips(flow, dialogue.answers)
    if flips:
        blocks.append(line(t("why.flips", "Een andere trede wordt het bij één ander antwoord:")))
    for flip in flips:
        step = flow.by_id[flip.step]
        choice = next(each for each in step.choices if each.id == flip.choice)
        text = t(
            "why.flip",
            "{label}: {value} → {outcomes}",
            label=wording.label(step),
            value=wording.choice_label(step, choice),
            outcomes=verbatim(", ".join(flip.outcomes)),
        )
        blocks.append(item(text))
    blocks.append(hint(t("why.order", "Meetlat loopt de treden van boven naar beneden na. De eerste die past, geldt.")))
    return Screen(tuple(blocks), ((to("dialogue"),),))


def _reason(flow: Flow, reason: Reason, turn: Turn) -> Text:
    step = flow.by_id[reason.step]
    params: dict[str, Param] = {"label": wording.label(step), "value": wording.value(step, reason.given, turn.today)}
    if reason.holds:
        return t("why.yes", "✓ {label}: {value}", **params)
    return t("why.no", "✗ {label}: {value}", **params)
