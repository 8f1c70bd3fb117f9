"""What Meetlat says about its own working: a colleague whom nothing reaches, messages that may have been lost."""

from __future__ import annotations

from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Style, t
from bot.messages.params import Nothing, OfFunctionaris, OfPeriod
from bot.messages.post import Post
from bot.messages.routes import OUTBOX
from bot.runtime.clock import AMSTERDAM, local_day
from bot.ui.widgets import line, menu, title


async def channel_closed(post: Post, params: OfFunctionaris) -> Screen | None:
    """For the team lead: nothing reaches a colleague; gone as soon as something does again."""
    who = await post.unit.people.get(params["functionaris"], post.now)
    if who is None or not await post.unit.reach.is_lost(who.id):
        return None
    blocks = (
        title(t("closed.title", "Berichten bereiken {label} niet", label=who.label)),
        line(
            t(
                "closed.what",
                "Telegram, pushmeldingen en e-mail zijn niet ingesteld, of er komt niets meer aan. In de webchat staan "
                "de berichten wel.",
            )
        ),
        line(t("closed.do", "Vraag uw collega om onder Instellingen, Meldingen een manier te kiezen die werkt.")),
    )
    return Screen(blocks, ((menu(),),))


async def dead_letters(post: Post, params: Nothing) -> Screen | None:
    """For the beheerder: something could not be sent; until nothing is left of it."""
    count = await post.unit.berichten.count_dead()
    if not count:
        return None
    blocks = (
        title(t("dead.title", "Er zijn berichten blijven liggen")),
        line(t("dead.what", "Aantal: {n}. Ze konden nergens worden bezorgd.", n=count)),
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
