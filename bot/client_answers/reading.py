"""Reading along: what a client can be asked for an open question, in simple Dutch and under it in another language."""

from __future__ import annotations

from collections.abc import Iterator

from bot.client_answers.questions import about
from bot.client_answers.routes import READ_ALONG, READ_IN
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target, Text, Tongue, t, verbatim
from bot.measuring.actions import typed_for
from bot.measuring.elements import answer_rows
from bot.measuring.routes import ASK, DIALOGUE
from bot.measuring.screens import now
from bot.texts.client import around
from bot.texts.client.languages import SOURCE, Language
from bot.texts.client.standing import client_choices
from bot.texts.client.texts import Status, client_texts
from bot.texts.client.words import client_words
from bot.ui.widgets import Rows, column, hint, title, to
from flows.client.model import ClientScreen
from flows.engine import current


@READ_ALONG.handler
async def read_along(context: RequestContext, step_id: str, page: int) -> Screen:
    """One small question at a time, with everything that stands on it; the answer is the professional's."""
    dialogue, flow = context.dialogue, context.flow
    asked = about(context, step_id)
    if dialogue is None or flow is None or step_id not in flow.by_id or dialogue.repeats or not asked:
        return await now(context)
    step = flow.by_id[step_id]
    back = link(DIALOGUE) if step == current(flow, dialogue.answers) and not step.card else link(ASK, step_id)
    number = min(page, len(asked) - 1)
    languages = _offered(context)
    chosen = await context.unit.people.reads_along_in(context.who.id)
    other = next((each for each in languages if each.tag == chosen and each.code != SOURCE), None)
    blocks = [title(t("read.title", "Lees samen met de cliënt")), *_question(asked[number], other)]
    if len(asked) > 1:
        blocks.append(hint(t("read.several", "Deze vraag bestaat uit kleine vragen. U kiest zelf het antwoord.")))
    further = (*_leaf(step_id, number, len(asked)), *_choice(languages, other, step_id, number))
    rows = (*answer_rows(step, dialogue, now=dialogue.answers.get(step_id)), *further, (to(back),))
    return Screen(tuple(blocks), rows)


@READ_IN.handler
async def read_in(context: RequestContext, tag: str, step_id: str, page: int) -> Target:
    """Choose the second language; it stays for the next question and the next client."""
    if tag in {each.tag for each in _offered(context)}:
        await context.unit.people.read_along_in(context.who.id, tag)
    return link(READ_ALONG, step_id, page)


@READ_ALONG.typed
async def typed_along(context: RequestContext, said: str, step_id: str, page: int) -> Target | None:
    """Take what was typed as the professional's answer; ``page`` shows one of the small questions."""
    return await typed_for(context, said, step_id)


def _offered(context: RequestContext) -> tuple[Language, ...]:
    machine = context.flows.gemeente.options.computervertaling
    return tuple(each.language for each in client_choices(machine=machine))


def _question(asked: ClientScreen, other: Language | None) -> Iterator[Block]:
    """Each sentence in simple Dutch, and under it the same one in the other language."""
    sentences = [
        (Style.STRONG, Text(f"{asked.id}.ask", asked.ask)),
        (Style.TEXT, Text(f"{asked.id}.help", asked.help)),
        (Style.TEXT, Text(f"{asked.id}.ex", asked.ex)),
    ]
    labels = [(Style.ITEM, Text(each.key, each.label)) for each in asked.buttons]
    if other is not None and any(_is_machine(other, text) for _, text in (*sentences, *labels)):
        yield hint(t("read.machine", "Een computer heeft dit vertaald. Er kan een fout in zitten."))
        yield _in(other, Style.HINT, around.MACHINE)
    simple = client_texts().languages[SOURCE]
    for style, text in sentences:
        yield from (_in(each, style, text) for each in (simple, other) if each is not None)
    for each in (simple, other):
        if each is not None:
            yield from (_in(each, style, text) for style, text in labels)


def _is_machine(language: Language, text: Text) -> bool:
    return client_words(language.code).said(text).status is Status.MACHINE


def _in(language: Language, style: Style, text: Text) -> Block:
    said = client_words(language.code).said(text)
    return Block(style, verbatim(said.text), tongue=Tongue(said.language.tag, said.language.direction))


def _leaf(step_id: str, number: int, total: int) -> Rows:
    """The small question before and after."""
    buttons = []
    if number > 0:
        buttons.append(
            Button(t("btn.read.previous", "‹ Vorige vraag"), link(READ_ALONG, step_id, number - 1), Look.QUIET)
        )
    if number + 1 < total:
        buttons.append(
            Button(t("btn.read.next", "Volgende vraag ›"), link(READ_ALONG, step_id, number + 1), Look.QUIET)
        )
    return (tuple(buttons),) if buttons else ()


def _choice(languages: tuple[Language, ...], chosen: Language | None, step_id: str, number: int) -> Rows:
    """The languages that can stand under it, each by the name that its readers give it."""
    if len(languages) == 1:
        return ()
    buttons = [
        Button(
            verbatim(each.endonym),
            link(READ_IN, each.tag, step_id, number),
            Look.QUIET,
            chosen=each == chosen if each.code != SOURCE else chosen is None,
            tongue=Tongue(each.tag, each.direction),
        )
        for each in languages
    ]
    return column(buttons)
