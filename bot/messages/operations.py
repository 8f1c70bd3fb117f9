"""What Meetlat says about its own working: a channel that closed, messages that may have been lost."""

from __future__ import annotations

from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Style, t
from bot.messages.params import Nothing, OfFunctionaris, OfPeriod
from bot.messages.post import Post
from bot.messages.routes import OUTBOX
from bot.runtime.clock import AMSTERDAM, local_day
from bot.ui.widgets import line, menu, title


async def channel_closed(post: Post, params: OfFunctionaris) -> Screen | None:
    """For the team lead: a colleague cannot be reached in Telegram; gone as soon as that is possible again."""
    who = await post.unit.people.get(params["functionaris"], post.now)
    if who is None or not await post.unit.reach.is_shut(who.id):
        return None
    blocks = (
        title(t("closed.title", "Telegram is dicht voor {label}", label=who.label)),
        line(
            t(
                "closed.what",
                "Berichten komen daar niet meer aan: de bot is geblokkeerd of het account bestaat niet meer. "
                "In de webchat staan ze wel.",
            )
        ),
        line(t("closed.do", "Vraag uw collega de bot weer te openen, of spreek af dat het via de webchat gaat.")),
    )
    return Screen(blocks, ((menu(),),))


async def dead_letters(post: Post, params: Nothing) -> Screen | None:
    """For the beheerder: something could not be sent; until nothing is left of it."""
    count = await post.unit.berichten.count_dead()
    if not count:
        return None
    blocks = (
        title(t("dead.title", "Er zijn berichten blijven liggen")),
        line(t("dead.what", "Aantal: {n}. Ze konden niet in Telegram worden gezet.", n=count)),
    )
    return Screen(blocks, ((Button(t("btn.outbox", "Niet verzonden ({n})", n=count), link(OUTBOX)),), (menu(),)))


async def missed(post: Post, params: OfPeriod) -> Screen | None:
    """After a stop so long that Telegram may have thrown messages away."""
    since, until = params["van"].astimezone(AMSTERDAM), params["tot"].astimezone(AMSTERDAM)
    said = t(
        "missed.what",
        "Berichten van {from_day} {from_time} tot {to_day} {to_time} uur zijn mogelijk niet aangekomen.",
        from_day=local_day(since),
        from_time=f"{since:%H:%M}",
        to_day=local_day(until),
        to_time=f"{until:%H:%M}",
    )
    blocks = (
        title(t("missed.title", "De bot is er weer")),
        Block(Style.WARNING, said),
        line(t("missed.do", "Kijk na of uw laatste antwoord er staat. Wat al bevestigd was, is bewaard.")),
    )
    return Screen(blocks, ((menu(),),))
