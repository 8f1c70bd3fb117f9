"""``admin outbox``: messages that could not be sent, and trying them again."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.opening import database, founded, read_settings_or_stop, run
from bot.cli.saying import FAULTS, speaker, stop, tell
from bot.cli.tables import show
from bot.conversation.screen import t
from bot.runtime.clock import AMSTERDAM, Clock

Number = Annotated[list[int] | None, typer.Option("--retry", metavar="NUMBER", help="Try this one again.")]


def outbox(
    retry: Number = None,
    retry_all: Annotated[bool, typer.Option("--retry-all", help="Try all of them again.")] = False,
) -> None:
    """List the messages that could not be sent, or try them again."""
    run(_revive(retry or [], everything=retry_all) if retry or retry_all else _list())


async def _list() -> None:
    async with database(read_settings_or_stop()) as storage, storage.look() as unit:
        await founded(unit)
        dead, labels = await unit.berichten.dead(), await unit.people.labels()
    if not dead:
        tell(t("outbox.none", "Er zijn geen berichten blijven liggen."))
        return
    header = (
        t("cli.outbox.number", "Nummer"),
        t("cli.outbox.moment", "Sinds"),
        t("cli.outbox.to", "Voor"),
        t("cli.outbox.kind", "Soort"),
        t("cli.outbox.tries", "Pogingen"),
        t("cli.outbox.reason", "Reden"),
    )
    rows = [
        (
            str(each.id),
            f"{each.vanaf.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}",
            labels[each.aan],
            each.sjabloon,
            str(each.pogingen),
            each.fout or "",
        )
        for each in dead
    ]
    show([speaker().say(each) for each in header], rows)


async def _revive(numbers: list[int], *, everything: bool) -> None:
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        await founded(unit)
        unknown = [number for number in numbers if not await unit.berichten.revive(number)]
        if unknown:
            stop(FAULTS, t("cli.outbox.unknown", "Bericht {number} ligt er niet.", number=unknown[0]))
        count = len(numbers) + (await unit.berichten.revive_all() if everything else 0)
        await unit.audit.note("opnieuw_verzonden", at=Clock().now(), wie=None, kanaal="cli")
    tell(t("cli.outbox.revived", "Opnieuw te verzenden: {n}.", n=count))
