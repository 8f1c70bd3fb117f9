"""A team lead gives clients to colleagues in the place of the one who keeps them, or kept them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.caseload.routes import TEAM
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.messages.announcing import announce
from bot.reassigning.routes import REASSIGN_NOW
from bot.reassigning.subject import cards, choice_of, division, subject_of
from flows.handover import Overdracht, OverdrachtStatus
from storage.handover.overdrachten import Toewijzing


@REASSIGN_NOW.handler
async def reassign_now(context: RequestContext, route: str, chosen: str) -> Target:
    """Give the clients away as of today; everybody concerned hears of it once."""
    subject = await subject_of(context, route)
    choice = None if subject is None else await choice_of(context, subject, chosen)
    if subject is None or choice is None or not choice.chosen:
        context.tell("stale")
        return link(TEAM, 0)
    kept = await context.unit.overdrachten.kept(subject.keepers, context.today, subject.client)
    if not kept:
        context.tell("nothing_to_hand_over")
        return link(TEAM, 0)
    shown = [card.code for card in await cards(context, subject)]
    rest = [each.client for each in sorted(kept, key=lambda each: not each.in_view)]
    receivers = await division(context, (*(code for code in shown if code in rest), *rest), choice)
    await context.unit.overdrachten.give(kept, context.today, receivers)
    await _write_down(context, kept, receivers)
    await context.unit.termijnen.say_again(receivers, context.today)
    await _tell(context, kept, receivers)
    context.tell("reassigned")
    return link(CLIENT_CARD, subject.client) if subject.client is not None else link(TEAM, 0)


async def _write_down(context: RequestContext, kept: Sequence[Toewijzing], receivers: dict[str, str]) -> None:
    givers = {each.client: each.functionaris for each in kept}
    decided = [
        Overdracht(
            context.app.ids.new(),
            givers[client],
            receiver,
            client,
            context.today,
            OverdrachtStatus.AANVAARD,
            context.now,
        )
        for client, receiver in receivers.items()
    ]
    await context.unit.overdrachten.ask(*decided, door=context.who.id, at=context.now)
    for each in decided:
        await context.note("overgedragen", client=each.client, bij=each.id)


async def _tell(context: RequestContext, kept: Sequence[Toewijzing], receivers: dict[str, str]) -> None:
    """Who is in view; whoever has no access any more is not told by the sender."""
    seen = {each.client for each in kept if each.in_view}
    number = context.app.ids.new()
    for sjabloon, told in (
        ("reassigned", {client: receivers[client] for client in seen}),
        ("reassigned_away", {each.client: each.functionaris for each in kept if each.in_view}),
    ):
        for who in sorted(set(told.values())):
            if await context.unit.people.get(who, context.now) is not None:
                codes = sorted(client for client, each in told.items() if each == who)
                await announce(context, f"{sjabloon}:{number}:{who}", who, sjabloon, {"clients": codes})
