"""The dialogue on screen: whatever the answers make it show now."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.context import Turn
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.measuring import card, hermeting, reasons, summary
from bot.measuring.frame import answer_rows, entry, heading, help_blocks, log_of, progress_of, ways_out
from bot.ui import wording
from bot.ui.widgets import Rows, hint, item, line, title, to
from flows.dialogue import Dialogue
from flows.engine import current, offered, proposal
from flows.model import Choice, Flow, Kind, Step


async def now(turn: Turn) -> Screen:
    """The question that is open, or the summary when all are answered."""
    dialogue, flow = turn.dialogue, turn.flow
    if dialogue is None:
        return _gone()
    if flow is None:
        return _outdated(dialogue)
    if dialogue.repeats:
        return hermeting.card(turn, flow, dialogue)
    step = current(flow, dialogue.answers)
    if step is None:
        return summary.summary(turn, flow, dialogue)
    if step.card is not None:
        return card.whole(turn, flow, dialogue, step.card)
    if step.kind is Kind.OUTCOME:
        return reasons.decided(turn, flow, dialogue, step)
    return _question(turn, flow, dialogue, step)


async def kenmerken(turn: Turn) -> Screen:
    """The card opened for change."""
    if turn.dialogue is None or turn.flow is None:
        return await now(turn)
    steps = card.standing(turn.flow, turn.dialogue)
    return card.opened(turn, turn.dialogue, steps) if steps else await now(turn)


async def card_help(turn: Turn) -> Screen:
    """What each kenmerk means."""
    if turn.dialogue is None or turn.flow is None:
        return await now(turn)
    steps = card.standing(turn.flow, turn.dialogue)
    return card.explained(steps) if steps else await now(turn)


async def edit(turn: Turn) -> Screen:
    """The answers of the summary, each to be changed."""
    if turn.dialogue is None or turn.flow is None:
        return await now(turn)
    return summary.changes(turn, turn.flow, turn.dialogue)


async def why(turn: Turn) -> Screen:
    """Why this trede; the question itself where that explains nothing."""
    if turn.dialogue is None or turn.flow is None:
        return await now(turn)
    return reasons.why(turn, turn.flow, turn.dialogue) or await now(turn)


async def single(turn: Turn, step_id: str) -> Screen:
    """One step asked again, from the summary or the card; its answer stays until another is given."""
    dialogue, flow = turn.dialogue, turn.flow
    if dialogue is None or flow is None or step_id not in flow.by_id:
        return await now(turn)
    step = flow.by_id[step_id]
    blocks = [Block(Style.QUESTION, wording.ask(step))]
    given = dialogue.answers.get(step_id) or proposal(step, dialogue.answers, dialogue.earlier)
    if given is not None:
        said = wording.value(step, given, turn.today)
        blocks.append(hint(t("ask.now", "Nu: {value}", value=said)))
    blocks += help_blocks(step)
    leave = to("card" if step.card else "dialogue")
    return Screen(tuple(blocks), (*answer_rows(step, dialogue), (leave,)), entry=entry(turn, step, dialogue))


async def help_with(turn: Turn) -> Screen:
    """The delimitation at stake in the open question, with examples each way."""
    dialogue, flow = turn.dialogue, turn.flow
    step = None if dialogue is None or flow is None else current(flow, dialogue.answers)
    if step is None or dialogue is None or dialogue.repeats:
        return await now(turn)
    blocks = [Block(Style.QUESTION, wording.ask(step)), *help_blocks(step)]
    return Screen(tuple(blocks), (*answer_rows(step, dialogue), (to("dialogue"),)))


async def ask_stop(turn: Turn) -> Screen:
    """Stopping is asked once, with what happens to the answers."""
    if turn.dialogue is None:
        return await now(turn)
    blocks = (
        Block(Style.QUESTION, t("stop.ask", "Wilt u deze meting stoppen?")),
        line(t("stop.what", "De antwoorden vervallen; wij leggen niets vast. Wilt u ze bewaren? Kies ‘Later’.")),
    )
    rows = (
        (Button(t("btn.stop.no", "Nee, verder meten"), "dialogue", Look.PRIMARY),),
        (
            Button(t("btn.later", "Later"), "later"),
            Button(t("btn.stop.yes", "Ja, stoppen"), "stop", Look.DANGER),
        ),
    )
    return Screen(blocks, rows)


async def same_day(turn: Turn) -> Screen:
    """Somebody already measured on this day; nothing is lost, the professional decides."""
    if turn.dialogue is None:
        return await now(turn)
    blocks = (
        Block(Style.QUESTION, t("same_day.title", "Op deze datum is al gemeten")),
        line(t("same_day.what", "Leg dit vast als correctie van dat meetmoment, of kies een andere datum.")),
    )
    rows = (
        (Button(t("btn.same_day.correct", "Als correctie"), "correct_same_day", Look.PRIMARY),),
        (Button(t("btn.same_day.date", "Andere datum"), "ask/datum"), to("dialogue")),
    )
    return Screen(blocks, rows)


def _question(turn: Turn, flow: Flow, dialogue: Dialogue, step: Step) -> Screen:
    proposed = _proposed(turn, dialogue, step)
    blocks = [Block(Style.QUESTION, wording.ask(step)), heading(turn)]
    blocks += [item(text) for text in wording.lines(step, "items")]
    blocks += [hint(text) for text in _remarks(flow, dialogue, step, proposed)]
    asides = [Button(t("btn.help", "Uitleg"), "help", Look.QUIET)] if step.help else []
    if step.id == "P0":
        asides.append(Button(t("btn.direct", "Direct invoeren"), "direct", Look.QUIET))
    rows = (*answer_rows(step, dialogue, proposed.id if proposed else None), *_row(asides), ways_out())
    return Screen(
        tuple(blocks),
        rows,
        log=log_of(turn, flow, dialogue),
        progress=progress_of(flow, dialogue),
        entry=entry(turn, step, dialogue),
    )


def _remarks(flow: Flow, dialogue: Dialogue, step: Step, proposed: Choice | None) -> Iterator[Text]:
    """What to know about this question here and now."""
    if step.id == dialogue.steekproef:
        yield t("question.sample", "Steekproef: beantwoord deze vraag opnieuw, los van de vorige keer.")
    if step.id == "G1" and _asked_again(flow, dialogue):
        yield t("question.again", "De trede is anders. Daarom schat u de groei opnieuw.")
    if step.id == "P0":
        yield t("question.direct", "Kent u de ladder? Typ dan meteen de trede, zoals 4+ of 3.")
    if proposed is not None:
        yield t("question.proposed", "Voorstel: {value}", value=wording.choice_label(step, proposed))


def _asked_again(flow: Flow, dialogue: Dialogue) -> bool:
    """Whether growth was judged before in this dialogue, and fell because the trede changed."""
    further = any(step.card for step in flow.steps if step.id in dialogue.answers)
    same = dialogue.bevestiging is not None and dialogue.earlier["uitslag"] == dialogue.answers["uitslag"]
    return further and not same


def _proposed(turn: Turn, dialogue: Dialogue, step: Step) -> Choice | None:
    """The municipality's interval, where the next measurement is asked for."""
    if step.kind is not Kind.PLAN:
        return None
    months = str(turn.house.book.gemeente.options.interval(int(dialogue.answers["uitslag"])))
    return next((choice for choice in offered(step, dialogue.answers) if choice.id == months), None)


def _row(buttons: list[Button]) -> Rows:
    return (tuple(buttons),) if buttons else ()


def _gone() -> Screen:
    blocks = (title(t("gone", "Er is nu geen meting bezig.")),)
    return Screen(blocks, ((Button(t("btn.new", "Nieuwe meting"), "new", Look.PRIMARY),),))


def _outdated(dialogue: Dialogue) -> Screen:
    blocks = (
        title(t("outdated.title", "Deze meting is begonnen met een oudere vragenlijst.")),
        line(t("outdated.what", "Begin opnieuw met de vragen van nu. Er is nog niets vastgelegd.")),
    )
    route = f"restart/{dialogue.client}"
    if dialogue.corrigeert is not None:
        route = f"correct/{dialogue.corrigeert}/{dialogue.reden}"
    again = Button(t("btn.again", "Opnieuw beginnen"), route, Look.PRIMARY)
    return Screen(blocks, ((again,), (Button(t("btn.menu", "Menu"), "later", Look.QUIET),)))
