"""The dialogue on screen: the open question, the card or the summary, and what can be asked about them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.client_answers.questions import reading_along
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.history.routes import CORRECT
from bot.home.routes import NEW
from bot.measuring import card, hermeting, reasons, summary
from bot.measuring.elements import answer_rows, entry, heading, log_of, more_rules, progress_of, ways_out
from bot.measuring.routes import (
    ASK,
    ASK_STOP,
    CARD_HELP,
    CORRECT_SAME_DAY,
    DIALOGUE,
    DIRECT,
    EDIT,
    HELP,
    KENMERKEN,
    LATER,
    RESTART,
    SAME_DAY,
    STOP,
    WHY,
)
from bot.ui import wording
from bot.ui.explanation import explained
from bot.ui.widgets import Rows, hint, item, line, title, to
from flows.dialogue import Dialogue
from flows.engine import current, offered, proposal
from flows.given import still_given
from flows.model import Choice, Flow, Kind, Step


@DIALOGUE.handler
async def now(context: RequestContext) -> Screen:
    """The question that is open, or the summary when all are answered."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None:
        return _gone()
    if flow is None:
        return _outdated(dialogue)
    if dialogue.repeats:
        return await hermeting.card(context, flow, dialogue)
    step = current(flow, dialogue.answers)
    if step is None:
        return await summary.summary(context, flow, dialogue)
    if step.card is not None:
        return await card.whole(context, flow, dialogue, step.card)
    if step.kind is Kind.OUTCOME:
        return reasons.decided(context, flow, dialogue, step)
    return _question(context, flow, dialogue, step)


@KENMERKEN.handler
async def kenmerken(context: RequestContext) -> Screen:
    """The card opened for change."""
    if context.dialogue is None or context.flow is None:
        return await now(context)
    steps = card.standing(context.flow, context.dialogue)
    return card.opened(context, context.dialogue, steps) if steps else await now(context)


@CARD_HELP.handler
async def card_help(context: RequestContext) -> Screen:
    """What each kenmerk means."""
    if context.dialogue is None or context.flow is None:
        return await now(context)
    steps = card.standing(context.flow, context.dialogue)
    return card.explained(steps) if steps else await now(context)


@EDIT.handler
async def edit(context: RequestContext) -> Screen:
    """The answers of the summary, each to be changed."""
    if context.dialogue is None or context.flow is None:
        return await now(context)
    return summary.changes(context, context.flow, context.dialogue)


@WHY.handler
async def why(context: RequestContext) -> Screen:
    """Why this trede; the question itself where that explains nothing."""
    if context.dialogue is None or context.flow is None:
        return await now(context)
    return reasons.why(context, context.flow, context.dialogue) or await now(context)


@ASK.handler
async def single(context: RequestContext, step_id: str) -> Screen:
    """One step asked again, from the summary or the card; its answer stays until another is given."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None or step_id not in flow.by_id:
        return await now(context)
    step = flow.by_id[step_id]
    blocks = [Block(Style.QUESTION, wording.ask(step))]
    given = dialogue.answers.get(step_id) or proposal(step, dialogue.answers, dialogue.earlier)
    if given is not None:
        said = wording.value(step, given, context.today)
        blocks.append(hint(t("ask.now", "Nu: {value}", value=said)))
    blocks += explained(step)
    back = to(link(KENMERKEN) if step.card else link(DIALOGUE))
    aside = _row(reading_along(context, step_id))
    rows = (*answer_rows(step, dialogue, now=given), *more_rules(step), *aside, (back,))
    return Screen(tuple(blocks), rows, entry=entry(context, step, dialogue))


@ASK_STOP.handler
async def ask_stop(context: RequestContext) -> Screen:
    """Stopping is asked once, with what happens to the answers."""
    if context.dialogue is None:
        return await now(context)
    blocks = (
        Block(Style.QUESTION, t("stop.ask", "Wilt u deze meting stoppen?")),
        line(t("stop.what", "De antwoorden vervallen; Meetlat legt niets vast. Wilt u ze bewaren? Kies ‘Later’.")),
    )
    rows = (
        (Button(t("btn.stop.no", "Nee, verder meten"), link(DIALOGUE), Look.PRIMARY),),
        (
            Button(t("btn.later", "Later"), link(LATER)),
            Button(t("btn.stop.yes", "Ja, stoppen"), link(STOP), Look.DANGER),
        ),
    )
    return Screen(blocks, rows)


@SAME_DAY.handler
async def same_day(context: RequestContext) -> Screen:
    """Somebody already measured on this day; nothing is lost, the professional decides."""
    if context.dialogue is None:
        return await now(context)
    blocks = (
        Block(Style.QUESTION, t("same_day.title", "Op deze datum is al gemeten")),
        line(t("same_day.what", "Leg dit vast als correctie van dat meetmoment, of kies een andere datum.")),
    )
    rows = (
        (Button(t("btn.same_day.correct", "Als correctie"), link(CORRECT_SAME_DAY), Look.PRIMARY),),
        (Button(t("btn.same_day.date", "Andere datum"), link(ASK, "datum")), to(link(DIALOGUE))),
    )
    return Screen(blocks, rows)


def _question(context: RequestContext, flow: Flow, dialogue: Dialogue, step: Step) -> Screen:
    proposed = _proposed(context, dialogue, step)
    blocks = [Block(Style.QUESTION, wording.ask(step)), heading(context)]
    blocks += [item(text) for text in wording.lines(step, "items")]
    blocks += [hint(text) for text in _remarks(flow, dialogue, step, proposed)]
    asides = [Button(t("btn.help", "Uitleg"), link(HELP), Look.QUIET)] if step.help else []
    asides += reading_along(context, step.id)
    if step.id == "P0":
        asides.append(Button(t("btn.direct", "Direct invoeren"), link(DIRECT), Look.QUIET))
    rows = (*answer_rows(step, dialogue, proposed.id if proposed else None), *_row(asides), ways_out())
    return Screen(
        tuple(blocks),
        rows,
        log=log_of(context, flow, dialogue),
        progress=progress_of(flow, dialogue),
        entry=entry(context, step, dialogue),
    )


def _remarks(flow: Flow, dialogue: Dialogue, step: Step, proposed: Choice | None) -> Iterator[Text]:
    """What to know about this question here and now."""
    if step.id == dialogue.steekproef:
        yield t("question.sample", "Steekproef: beantwoord deze vraag opnieuw, los van de vorige keer.")
    if step.id == "G1" and _asked_again(flow, dialogue):
        yield t("question.again", "De trede is anders. Daarom schat u de groei opnieuw.")
    if step.id == "P0":
        yield t("question.direct", "Kent u de ladder? Typ dan meteen de trede, zoals 4+ of 3.")
    if step.id == "P0" and still_given(dialogue.answers):
        yield t(
            "question.given",
            "Dat er geen werk is, geldt hier als bekend. Is dat anders? Wijzig het aan het eind met ‘Iets wijzigen’.",
        )
    if proposed is not None:
        yield t("question.proposed", "Voorstel: {value}", value=wording.choice_label(step, proposed))


def _asked_again(flow: Flow, dialogue: Dialogue) -> bool:
    """Whether growth was judged before in this dialogue, and fell because the trede changed."""
    further = any(step.on_card for step in flow.steps if step.id in dialogue.answers)
    same = dialogue.bevestiging is not None and dialogue.earlier["uitslag"] == dialogue.answers["uitslag"]
    return further and not same


def _proposed(context: RequestContext, dialogue: Dialogue, step: Step) -> Choice | None:
    """The municipality's interval where the next measurement is asked for, and what is likely where that is clear."""
    wanted = proposal(step, dialogue.answers, {})
    if step.kind is Kind.PLAN:
        wanted = str(context.flows.gemeente.options.interval(int(dialogue.answers["uitslag"])))
    return next((choice for choice in offered(step, dialogue.answers) if choice.id == wanted), None)


def _row(buttons: list[Button]) -> Rows:
    return (tuple(buttons),) if buttons else ()


def _gone() -> Screen:
    blocks = (title(t("gone", "Er is nu geen meting bezig.")),)
    return Screen(blocks, ((Button(t("btn.new", "Nieuwe meting"), link(NEW), Look.PRIMARY),),))


def _outdated(dialogue: Dialogue) -> Screen:
    blocks = (
        title(t("outdated.title", "Deze meting is begonnen met een oudere vragenlijst.")),
        line(t("outdated.what", "Begin opnieuw met de vragen van nu. Er is nog niets vastgelegd.")),
    )
    anew = link(RESTART, dialogue.client)
    if dialogue.corrigeert is not None:
        anew = link(CORRECT, dialogue.corrigeert, dialogue.reden or "anders")
    again = Button(t("btn.again", "Opnieuw beginnen"), anew, Look.PRIMARY)
    return Screen(blocks, ((again,), (Button(t("btn.menu", "Menu"), link(LATER), Look.QUIET),)))
