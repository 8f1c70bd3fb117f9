"""What somebody typed: an answer, a client code, or something that is not kept."""

from __future__ import annotations

from datetime import timedelta

from bot.batch.routes import LIST
from bot.clients.codes import normalise, part_of, resembles
from bot.clients.finding import with_part
from bot.clients.routes import CLIENT_CARD
from bot.conversation.cleaning import cleaned
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.routing import follow, may_follow, screen_at
from bot.conversation.screen import Look, Target
from bot.measuring.routes import DIALOGUE
from bot.texts.translations import words

LONGEST = 200
# A list of codes may be as long as what both channels take in.
LONGEST_LIST = 4096
_A_YEAR = timedelta(days=365)
_YES = frozenset({"ja", "j", "yes", "y", "ok"})


async def read(context: RequestContext, text: str) -> Target:
    """Take a typed line; only what answers the screen has any effect, nothing else is kept."""
    if len(text) > (LONGEST_LIST if context.app.routes.at(context.here) is LIST else LONGEST):
        context.tell("too_long")
        return context.here
    said = cleaned(text)
    pressed = await _press(context, said.casefold())
    if pressed is not None:
        return pressed
    taken = await _on_screen(context, said)
    if taken is not None:
        return taken
    prefix = context.flows.gemeente.prefix
    code = normalise(said, prefix)
    if code is not None:
        return await follow(context, link(CLIENT_CARD, code)) or context.here
    part = part_of(said, prefix)
    if part is not None and (found := await with_part(context, part)) is not None:
        return await follow(context, found) or context.here
    if part is not None and any(each.isdigit() for each in part):
        context.tell("unknown_code")
    else:
        context.tell(f"bad_code:{prefix}-7Q4FNP" if resembles(said, prefix) else "unread")
    return context.here


async def _on_screen(context: RequestContext, said: str) -> Target | None:
    """What a screen that asks for something typed does with it; none on any other screen, and for a client code."""
    found = context.app.routes.find(context.here)
    if found is not None and found.route.read_typed is not None and await may_follow(context, found):
        taken: Target | None = await found.route.read_typed(context, said, *found.args)
        return None if taken is None else await follow(context, taken) or context.here
    return None


async def _press(context: RequestContext, said: str) -> Target | None:
    """Press the button whose label was typed; a plain yes presses the first when it stands out."""
    buttons = [button for row in (await screen_at(context)).rows for button in row]
    say = words(context.chat.taal).say
    chosen = [button for button in buttons if cleaned(say(button.label)).casefold() == said]
    if not chosen and said in _YES and context.here == link(DIALOGUE) and buttons[0].look is Look.PRIMARY:
        chosen = buttons[:1]
    return await follow(context, chosen[0].route) if len(chosen) == 1 else None
