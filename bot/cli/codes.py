"""``admin successor``: after a herindeling, the clients of a code that ended get the one that came in its place."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.opening import database, flows_or_stop, founded, read_settings_or_stop, run
from bot.cli.saying import FAULTS, stop, tell
from bot.conversation.screen import Text, t, tn
from bot.runtime.clock import Clock
from bot.ui import wording
from storage.clients.verhuizingen import Verhuizing

Code = Annotated[str, typer.Argument(metavar="CODE", help="The code that ended, such as 0370.")]


def successor(code: Code) -> None:
    """Give every client of a code that ended the code that came in its place, from that day on."""
    run(_successor(code))


async def _successor(code: str) -> None:
    settings, clock = read_settings_or_stop(), Clock()
    flows = flows_or_stop(settings)
    found = flows.gemeentecode(code)
    if not found.opvolger or found.tot is None:
        stop(FAULTS, t("cli.successor.none", "Van code {code} is geen opvolger bekend.", code=code))
    if found.tot > clock.today():
        stop(FAULTS, t("cli.successor.early", "Code {code} geldt nog, tot {day}.", code=code, day=found.tot))
    async with database(settings) as storage, storage.unit() as unit:
        await founded(unit)
        clients = await unit.verhuizingen.living_in(code)
        moved = [Verhuizing(client, code, found.opvolger, found.tot) for client in clients]
        await unit.verhuizingen.add(moved, None, clock.now())
        for client in clients:
            await unit.audit.note("verhuisd", at=clock.now(), wie=None, kanaal="cli", client=client, bij=found.opvolger)
    names: dict[str, Text] = {
        "old": wording.gemeente(flows, code),
        "new": wording.gemeente(flows, found.opvolger),
    }
    tell(
        tn(
            "cli.successor.done",
            "{n} cliënt van {old} hoort nu bij {new}.",
            "{n} cliënten van {old} horen nu bij {new}.",
            len(clients),
            **names,
        )
    )
