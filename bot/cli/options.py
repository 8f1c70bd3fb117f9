"""``admin settings``: the municipality's settings on the command line, as the beheerder changes them in the chat."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from bot.cli.opening import database, flows_or_stop, founded, read_settings_or_stop, run
from bot.cli.saying import USAGE, speaker, stop, tell
from bot.cli.tables import show
from bot.config.flows import NAMES
from bot.conversation.screen import t, verbatim
from bot.runtime.clock import Clock
from bot.settings.words import LABELS, NUMBERS
from flows.gemeente import Options, as_text, permitted, read_setting


def settings(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The setting to change.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="Its new value.")] = None,
    default: Annotated[bool, typer.Option("--default", help="Put the setting back to its default.")] = False,
) -> None:
    """List the settings of the municipality, or change one; a server that runs follows at the next message."""
    run(_list() if name is None else _change(name, value, default=default))


async def _list() -> None:
    chosen = read_settings_or_stop()
    flows = flows_or_stop(chosen)
    async with database(chosen) as storage, storage.look() as unit:
        changed = flows.with_choices(await unit.instellingen.chosen())
    say = speaker().say

    def told(name: str, options: Options) -> str:
        value = as_text(getattr(options, name))
        return say(NUMBERS.get((name, value), verbatim(value)))

    now, default = changed.gemeente.options, flows.gemeente.options
    rows = [(name, told(name, now), told(name, default), say(LABELS[name])) for name in NAMES]
    header = (
        t("cli.settings.name", "instelling"),
        t("cli.settings.value", "nu"),
        t("cli.settings.default", "standaard"),
        t("cli.settings.what", "wat"),
    )
    show(tuple(say(text) for text in header), rows)


async def _change(name: str, value: str | None, *, default: bool) -> None:
    if name not in NAMES:
        near = get_close_matches(name, NAMES, n=1, cutoff=0.0)[0]
        stop(USAGE, t("cli.settings.unknown", "Er is geen instelling {name}. Bedoelt u {near}?", name=name, near=near))
    read = None if value is None else read_setting(name, value)
    if read is None and not default:
        values = [as_text(each) for each in permitted(name)]
        few = ", ".join(values) if len(values) < 14 else f"{values[0]} … {values[-1]}"
        stop(USAGE, t("cli.settings.permitted", "{name} kan zijn: {values}.", name=name, values=few))
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        await founded(unit)
        written = None if read is None else as_text(read)
        await unit.instellingen.choose(name, written, None, Clock().now())
        await unit.audit.note("instelling", at=Clock().now(), wie=None, kanaal="cli", bij=name)
    tell(t("cli.settings.done", "{name} is gewijzigd.", name=name))
