"""What a colleague is called on screen: a function from a list and a number, so that it never is a name."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Target, t, verbatim
from bot.people.colleagues import find, gone
from bot.people.routes import COLLEAGUE, COLLEAGUES, LABEL, LABEL_NUMBER, RELABEL
from bot.ui.widgets import hint, menu, pairs, to
from flows.labels import MOST, Functie, free_number, label


@LABEL.handler
async def choose_function(context: RequestContext, functionaris: str) -> Screen:
    """Which function a colleague is called by."""
    found = await find(context, functionaris)
    if found is None:
        return gone()
    buttons = [Button(verbatim(each.capitalize()), link(LABEL_NUMBER, functionaris, each)) for each in Functie]
    blocks = (
        Block(Style.QUESTION, t("label.function", "Welke functie staat er voor {label}?", label=found.who.label)),
        hint(t("label.what", "Op het scherm staat een functie met een nummer, nooit een naam.")),
    )
    return Screen(blocks, (*pairs(buttons), (to(link(COLLEAGUE, functionaris)), menu())))


@LABEL_NUMBER.handler
async def choose_number(context: RequestContext, functionaris: str, functie: Functie) -> Screen:
    """With which number: the first that is free, or one that is typed."""
    if await find(context, functionaris) is None:
        return gone()
    number = free_number(functie, set((await context.unit.people.labels()).values()))
    free = Button(verbatim(label(functie, number)), link(RELABEL, functionaris, functie, number), Look.PRIMARY)
    question = Block(Style.QUESTION, t("label.number", "Welk nummer krijgt deze collega?"))
    entry = Entry("number", t("entry.number", "Typ een getal"), "12")
    return Screen((question,), ((free,), (to(link(LABEL, functionaris)), menu())), entry=entry)


@LABEL_NUMBER.typed
async def number_typed(context: RequestContext, said: str, functionaris: str, functie: Functie) -> Target:
    """The number that was typed."""
    if not (said.isascii() and said.isdigit() and 0 < int(said[:6]) <= MOST):
        context.tell("not_a_number")
        return link(LABEL_NUMBER, functionaris, functie)
    return await relabel(context, functionaris, functie, int(said))


@RELABEL.handler
async def relabel(context: RequestContext, functionaris: str, functie: Functie, number: int) -> Target:
    """Call a colleague so, unless somebody else is."""
    found, wished = await find(context, functionaris), label(functie, number)
    if found is None or not 0 < number <= MOST:
        context.tell("gone" if found is None else "not_a_number")
        return link(COLLEAGUES, 0)
    labels = await context.unit.people.labels()
    if any(each == wished for who, each in labels.items() if who != functionaris):
        context.tell("label_taken")
        return link(LABEL_NUMBER, functionaris, functie)
    await context.unit.people.relabel(functionaris, wished)
    await context.note("aanduiding_gewijzigd", bij=functionaris)
    return link(COLLEAGUE, functionaris)
