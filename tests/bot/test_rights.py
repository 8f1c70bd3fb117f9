"""Who sees what: the matrix in the papers is the one that decides, and nothing beyond it can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.builders import NOW, functionaris
from support.storage import found
from support.targets import target_of

from bot.cli.rights import table
from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation
from bot.conversation.event import Channel, Commanded, Event, Tapped
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from flows.people import RIGHTS, Rol
from storage.unit import Storage

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.wens("RB08", "RE06")
def test_the_papers_say_what_the_table_decides() -> None:
    assert (ROOT / "deploy" / "rights.md").read_text(encoding="utf-8") == table(), (
        "run: meetlat rights > deploy/rights.md"
    )


@pytest.mark.parametrize("rol", Rol)
async def test_a_forged_button_reaches_nothing_beyond_the_matrix(storage: Storage, rol: Rol) -> None:
    await found(storage)
    async with storage.unit() as unit:
        await unit.people.add(functionaris("somebody", rol), NOW)
    conversation = Conversation(storage, AppContext(ROUTES, configured_flows(), Clock(lambda: NOW), Ids(), b"k"))
    handled = await conversation.handle(Event(Channel.WEB, "somebody", "start", Commanded("start")))
    for route in ROUTES:
        if route.allows(RIGHTS[rol]) or route.shown_only:
            continue
        assert handled.chat is not None
        tapped = Tapped(target_of(route), handled.chat.revision)
        handled = await conversation.handle(Event(Channel.WEB, "somebody", route.word, tapped))
        assert handled.chat is not None
        assert (handled.chat.route, handled.chat.notice) == ("home", "not_allowed"), route.word
