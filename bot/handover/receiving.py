"""What is said to who got clients: from a colleague who handed them over, or from the team lead."""

from __future__ import annotations

from bot.clients.routes import CLIENT_CARD, CLIENTS
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Text, t, tn
from bot.messages.post import Post
from bot.ui.widgets import Rows, line, menu, title


async def received(post: Post, codes: list[str], origin: Text) -> Screen | None:
    """Those that are still theirs: what was passed on meanwhile falls out."""
    mine = [code for code in codes if await post.unit.clients.get(code, post.who, post.today) is not None]
    if not mine:
        return None
    got = tn("received.title", "{n} cliënt is nu van u", "{n} cliënten zijn nu van u", len(mine))
    blocks: list[Block] = [title(got), line(origin), line(t("received.what", "Alle meetmomenten zijn meegekomen."))]
    dates = await post.unit.duties.of(mine, post.who, post.today)
    due = sum(termijn.gepland <= post.today for termijn in dates.values())
    if due:
        blocks.append(line(tn("received.due", "{n} cliënt is nu te meten.", "{n} cliënten zijn nu te meten.", due)))
    rows: Rows = ((Button(t("btn.clients", "Mijn cliënten"), link(CLIENTS, 0), Look.PRIMARY),),)
    if len(mine) == 1:
        rows = ((Button(t("btn.see_code", "Bekijk {code}", code=mine[0]), link(CLIENT_CARD, mine[0]), Look.PRIMARY),),)
    return Screen(tuple(blocks), (*rows, (menu(),)))
