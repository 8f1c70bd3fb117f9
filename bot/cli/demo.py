"""``demo``: try the bot with a made-up municipality, write one to a file, or load one from a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import database, flows_or_stop, read_settings_or_stop, run
from bot.cli.running import demo as serve_demo
from bot.cli.saying import DAY, FAULTS, USAGE, a_day, in_utf8, stop, tell, warn
from bot.config.environment import Settings
from bot.config.faults import why
from bot.config.files import read_text, write_private
from bot.conversation.screen import t, tn
from bot.demo.generate import generate as made_up
from bot.demo.generate import written
from bot.demo.load import load as load_demo
from bot.demo.reader import FaultyDemo
from bot.runtime.clock import Clock, Ids
from storage.errors import NotEmptyError

app = typer.Typer(help="A made-up municipality, on this machine only.", invoke_without_command=True)


@app.callback()
def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path(".data"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8080,
) -> None:
    """Serve the web chat with a made-up municipality, on this machine only."""
    if context.invoked_subcommand is None:
        serve_demo(folder, port)


@app.command()
def generate(
    seed: Annotated[int, typer.Option(help="The same seed makes the same municipality.")],
    clients: Annotated[int, typer.Option(min=1, help="How many clients.")],
    years: Annotated[int, typer.Option(min=1, max=30, help="How many years of meetmomenten.")],
    today: Annotated[date | None, typer.Option(parser=a_day, metavar=DAY, help="The last day.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output without it.")] = None,
) -> None:
    """Make up a municipality and write it as JSON lines."""
    day = today or Clock().today()
    lines = list(written(made_up(seed=seed, clients=clients, years=years, today=day)))
    if out is None:
        in_utf8()
        sys.stdout.writelines(lines)
        return
    try:
        write_private(out, lines)
    except OSError as error:
        stop(
            USAGE,
            t("cli.write", "{file} kan niet worden geschreven: {reason}", file=str(out), reason=why(error)),
        )
    tell(
        t(
            "cli.demo.written",
            "{file} is geschreven: {n} regels, met {clients} cliënten over {years} jaar.",
            file=str(out),
            n=len(lines),
            clients=clients,
            years=years,
        ),
        t("cli.demo.load", "In een lege database: meetlat demo load {file}", file=str(out)),
    )


@app.command()
def load(file: Annotated[Path, typer.Argument(help="A file with JSON lines.")]) -> None:
    """Load a demo file into the empty database of MEETLAT_DATABASE_URL."""
    settings = read_settings_or_stop()
    try:
        lines = read_text(file).split("\n")
    except (OSError, UnicodeDecodeError) as error:
        stop(
            USAGE,
            t(
                "cli.read",
                "{file} kan niet worden gelezen: {reason}",
                file=str(file),
                reason=why(error),
            ),
        )
    run(_load(settings, lines))


async def _load(settings: Settings, lines: list[str]) -> None:
    clock, options = Clock(), flows_or_stop(settings).gemeente.options
    try:
        async with database(settings, new=True) as storage:
            loaded = await load_demo(storage, lines, now=clock.now(), today=clock.today(), ids=Ids(), options=options)
    except FaultyDemo as error:
        for fault in error.faults:
            warn(t("cli.load.fault", "Regel {line}: {reason}", line=fault.line, reason=fault.reason))
        count = len(error.faults)
        stop(FAULTS, tn("cli.load.faulty", "{n} fout; er is niets geladen.", "{n} fouten; er is niets geladen.", count))
    except NotEmptyError:
        stop(FAULTS, t("cli.load.full", "Deze database is niet leeg. Een demo gaat alleen in een lege database."))
    tell(
        t(
            "cli.load.done",
            "Geladen: {clients} cliënten, {people} functionarissen, {moments} meetmomenten.",
            clients=loaded.clients,
            people=loaded.people,
            moments=loaded.moments,
        )
    )
