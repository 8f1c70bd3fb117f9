"""Where a tap leads: who may follow a route, what it does, and the screen that a chat is at."""

from __future__ import annotations

from bot.clients.finding import may_see
from bot.conversation.context import RequestContext
from bot.conversation.routes import Found, link
from bot.conversation.screen import Screen, Target
from bot.home.routes import HOME
from bot.placements.derived import derive
from flows.people import RIGHTS

MENU = link(HOME)


async def follow(context: RequestContext, target: str) -> Target | None:
    """Do what a button or command says, if this person may; gives the next screen, none when it leads nowhere."""
    found = context.app.routes.find(target)
    if found is None or found.route.run is None:
        return None
    if not await may_follow(context, found):
        return MENU if not found.route.allows(RIGHTS[context.who.rol]) else context.here
    if found.route.is_view:
        return Target(target)
    await derive(context)
    following: Target = await found.route.run(context, *found.args)
    return following


async def may_follow(context: RequestContext, found: Found) -> bool:
    """Whether somebody has the right for a route, and to the client it is about; a notice says why not."""
    if not found.route.allows(RIGHTS[context.who.rol]):
        context.tell("not_allowed")
        return False
    return not found.route.about_client or await may_see(context, found.args[0])


async def screen_at(context: RequestContext) -> Screen:
    """The screen a chat is at; the menu when its route leads nowhere any more, or not for this person."""
    routes = context.app.routes
    found = routes.find(context.here)
    if found is None or not found.route.is_view or not found.route.allows(RIGHTS[context.who.rol]):
        found = routes.find(MENU)
    if found is None or found.route.run is None:
        raise LookupError(MENU)
    await derive(context)
    screen: Screen = await found.route.run(context, *found.args)
    return screen
