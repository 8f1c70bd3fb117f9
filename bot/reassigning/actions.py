"""A team lead gives clients to colleagues in the place of whoever keeps them, or kept them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.absence.arranging import tell
from bot.conversation.context import Turn
from bot.reassigning.subject import choice_of, subject_of
from flows.waarneming import Overdracht, OverdrachtStatus, spread
from storage.overdrachten import Toewijzing


async def reassign_now(turn: Turn, route: str, chosen: str) -> str:
    """Give the clients away as of today; everybody concerned hears of it once."""
    subject = await subject_of(turn, route)
    choice = None if subject is None else await choice_of(turn, subject, chosen)
    if subject is None or choice is None or not choice.chosen:
        turn.tell("stale")
        return "team/0"
    kept = await turn.unit.overdrachten.kept(subject.keepers, turn.today, subject.client)
    if not kept:
        turn.tell("nothing_to_hand_over")
        return "team/0"
    sizes = {who.id: (await turn.unit.clients.tally_of(who.id, turn.today)).clients for who in choice.chosen}
    fewest_first = sorted(sizes, key=lambda who: (sizes[who], who))
    codes = [each.client for each in sorted(kept, key=lambda each: not each.in_view)]
    receivers = dict(spread(codes, fewest_first))
    await turn.unit.overdrachten.give(kept, turn.today, receivers)
    await _write_down(turn, kept, receivers)
    await turn.unit.termijnen.say_again(receivers, turn.today)
    await _tell(turn, kept, receivers)
    turn.tell("reassigned")
    return f"client/{subject.client}" if subject.client is not None else "team/0"


async def _write_down(turn: Turn, kept: Sequence[Toewijzing], receivers: dict[str, str]) -> None:
    givers = {each.client: each.functionaris for each in kept}
    decided = [
        Overdracht(
            turn.house.world.new_id(),
            givers[client],
            receiver,
            client,
            turn.today,
            OverdrachtStatus.AANVAARD,
            turn.now,
        )
        for client, receiver in receivers.items()
    ]
    await turn.unit.overdrachten.ask(*decided, door=turn.who.id, at=turn.now)
    for each in decided:
        await turn.note("overgedragen", client=each.client, bij=each.id)


async def _tell(turn: Turn, kept: Sequence[Toewijzing], receivers: dict[str, str]) -> None:
    """Who is in view; whoever has no access any more is not told by the sender."""
    seen = {each.client for each in kept if each.in_view}
    number = turn.house.world.new_id()
    for sjabloon, told in (
        ("reassigned", {client: receivers[client] for client in seen}),
        ("reassigned_away", {each.client: each.functionaris for each in kept if each.in_view}),
    ):
        for who in sorted(set(told.values())):
            if await turn.unit.people.get(who, turn.now) is not None:
                codes = sorted(client for client, each in told.items() if each == who)
                await tell(turn, f"{sjabloon}:{number}:{who}", who, sjabloon, {"clients": codes})
