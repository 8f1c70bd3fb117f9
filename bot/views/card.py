"""The klantkenmerken as one card: confirmed with one tap, or opened to change a few."""

from __future__ import annotations

from bot.screen import Block, Button, Look, Screen, Style, t
from bot.turn import Turn
from bot.views import wording
from bot.views.frame import heading, log_of, progress_of, shown, ways_out
from bot.views.parts import column, hint, item
from flows.conditions import holds
from flows.dialogue import Dialogue
from flows.model import Flow, Step


def whole(turn: Turn, flow: Flow, dialogue: Dialogue, name: str) -> Screen:
    """The card as it would be recorded."""
    steps = [step for step in flow.card(name) if holds(step.when, dialogue.answers)]
    blocks = [Block(Style.QUESTION, t("card.title", "Kloppen deze klantkenmerken?")), heading(turn)]
    blocks += [
        item(
            t(
                "summary.row",
                "{label}: {value}",
                label=wording.label(step),
                value=shown(turn, dialogue, step),
            )
        )
        for step in steps
    ]
    if dialogue.earlier:
        blocks.append(hint(t("card.earlier", "Zo stond het bij het vorige meetmoment.")))
    else:
        blocks.append(hint(t("card.first", "Dit is een voorstel. Pas aan wat anders is.")))
    rows = (
        (Button(t("btn.card.confirm", "Alles klopt"), f"confirm/{name}", Look.PRIMARY),),
        (
            Button(t("btn.change", "Iets wijzigen"), "card"),
            Button(t("btn.back", "Terug"), "back", Look.QUIET),
        ),
        ways_out(),
    )
    return Screen(tuple(blocks), rows, log=log_of(turn, flow, dialogue), progress=progress_of(flow, dialogue))


def standing(flow: Flow, dialogue: Dialogue) -> list[Step]:
    """The steps on the card under the present answers."""
    return [step for step in flow.steps if step.card and holds(step.when, dialogue.answers)]


def opened(turn: Turn, dialogue: Dialogue, steps: list[Step]) -> Screen:
    """The kenmerken card opened for change: a tap flips ja and nee."""
    rows = column([_card_button(turn, dialogue, step) for step in steps])
    done = Button(t("btn.card.done", "Klaar, alles klopt"), f"confirm/{steps[0].card}", Look.PRIMARY)
    blocks = (Block(Style.QUESTION, t("card.change", "Tik op wat anders is")), heading(turn))
    return Screen(blocks, (*rows, (done,)))


def _card_button(turn: Turn, dialogue: Dialogue, step: Step) -> Button:
    text = t("edit.row", "{label}: {value}", label=wording.label(step), value=shown(turn, dialogue, step))
    flips = {choice.id for choice in step.choices} == {"ja", "nee"}
    return Button(text, f"toggle/{step.id}" if flips else f"ask/{step.id}")
