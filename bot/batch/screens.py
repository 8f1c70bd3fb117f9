"""The list that is entered: what is open, what is recorded, and one row of it."""

from __future__ import annotations

from bot.batch.reading import stands
from bot.batch.routes import BEGIN_ROW, CLEAR_DONE, DROP_ROW, FILL_ROW, LIST, NEXT_ROW, ROW
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Text, t, verbatim
from bot.home.routes import NEW
from bot.measuring.routes import START
from bot.ui.widgets import Rows, hint, item, line, menu, pages, pairs, title, to
from flows.ladder import Groei
from storage.clients.clients import PAGE
from storage.measuring.lijsten import Rij

_HOW = t(
    "list.how",
    "Typ of plak cliëntcodes uit uw lijst, elk met of zonder de trede erachter. Elke cliënt bevestigt u apart.",
)


@LIST.handler
async def whole(context: RequestContext, page: int) -> Screen:
    """Eight rows at a time; codes can be added at any time."""
    rows = await context.unit.lijsten.of(context.who, context.today)
    number = min(page, max(0, len(rows) - 1) // PAGE)
    shown = rows[number * PAGE : (number + 1) * PAGE]
    waiting = [each for each in rows if each.vastgelegd is None]
    blocks = [title(t("list.title", "Een lijst invoeren"))]
    if rows:
        done = len(rows) - len(waiting)
        blocks.append(hint(t("list.done", "Vastgelegd: {done} van {total}", done=done, total=len(rows))))
        blocks += [item(_row(each)) for each in shown]
    blocks.append(line(_HOW))
    ways: Rows = ((Button(t("btn.list.clear", "Haal weg wat klaar is"), link(CLEAR_DONE)),),)
    ways = (*(ways if len(waiting) < len(rows) else ()), (to(link(NEW)), menu()))
    buttons = [Button(verbatim(each.client), link(ROW, each.client)) for each in shown if each.vastgelegd is None]
    turning = pages(lambda other: link(LIST, other), number, len(rows), PAGE)
    entry = Entry("code", t("entry.list", "Typ of plak codes"), f"{context.flows.gemeente.prefix}-…… 4+")
    return Screen(tuple(blocks), (*onward(len(waiting)), *pairs(buttons), *turning, *ways), entry=entry)


def onward(waiting: int) -> Rows:
    """The way to the next client of the list, where anybody waits."""
    if not waiting:
        return ()
    return ((Button(t("btn.list.next", "Volgende: nog {n}", n=waiting), link(NEXT_ROW), Look.PRIMARY),),)


@ROW.handler
async def row(context: RequestContext, client: str) -> Screen:
    """One client of the list: a trede at once, or the questions."""
    card = await context.unit.clients.get(client, context.who, context.today)
    found = await context.unit.lijsten.one(context.who, client, context.today)
    if card is None or found is None:
        return await whole(context, 0)
    blocks = [Block(Style.QUESTION, t("row.title", "Waar staat {code} op de ladder?", code=client))]
    if card.stand is not None and card.datum is not None:
        blocks.append(hint(t("receipt.before", "Vorige keer: {stand} op {day}", stand=str(card.stand), day=card.datum)))
    blocks.append(
        line(t("row.how", "Weet u de trede? Kies of typ hem; een + is groei binnen een jaar. Kies anders ‘Vragen’."))
    )
    ask = Button(t("btn.row.questions", "Vragen"), link(START, client))
    drop = Button(t("btn.row.drop", "Uit deze lijst"), link(DROP_ROW, client), Look.QUIET)
    rows: Rows = (*_choices(context, client), (ask, drop), (to(link(LIST, 0)), menu()))
    if found.stand is not None:
        go_on = Button(
            t("btn.row.begin", "Verder met {stand}", stand=str(found.stand)), link(BEGIN_ROW, client), Look.PRIMARY
        )
        rows = ((go_on,), *rows)
    return Screen(tuple(blocks), rows, entry=Entry("code", t("entry.row", "Of typ de trede"), "4+"))


def _choices(context: RequestContext, client: str) -> Rows:
    possible = stands(context.flows.gemeente.options)
    return pairs(
        [
            Button(verbatim(str(each)), link(FILL_ROW, client, each.positie, each.groei or Groei.NUL))
            for each in possible
        ]
    )


def _row(each: Rij) -> Text:
    if each.vastgelegd is not None:
        return t("list.row.done", "{code} · vastgelegd als {stand}", code=each.client, stand=str(each.vastgelegd))
    if each.stand is not None:
        return t("list.row.typed", "{code} · {stand}, nog te bevestigen", code=each.client, stand=str(each.stand))
    return t("list.row.open", "{code} · nog invoeren", code=each.client)
