"""``play``: the conversation in the terminal, against a database that is thrown away; its transcript is a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot.cli.opening import flows_or_stop, read_settings_or_stop, run
from bot.cli.rehearsal import clock_at, ids_from, rehearsal
from bot.cli.saying import DAY, USAGE, a_day, speaker, stop, tell
from bot.clients.codes import normalise
from bot.config.environment import Settings
from bot.config.faults import why
from bot.config.files import write_private
from bot.conversation.screen import t
from bot.transcripts.play import Player, Script, Shown, written

_LEAVE = frozenset({"q", "quit", "exit", "einde"})


def play(
    client: Annotated[str | None, typer.Option(metavar="CODE", help="A client who is in the caseload.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed draws the same codes.")] = None,
    today: Annotated[date | None, typer.Option(parser=a_day, metavar=DAY, help="Let it be this day.")] = None,
    transcript: Annotated[Path | None, typer.Option(help="Write the transcript to this file.")] = None,
) -> None:
    """Hold a conversation in the terminal and print its transcript."""
    code = None if client is None else normalise(client)
    if client is not None and code is None:
        stop(
            USAGE,
            t(
                "notice.bad_code",
                "In deze code zit een typefout. Een code ziet eruit als {example}.",
                example="K-7Q4FNP",
            ),
        )
    text = written(run(_play(read_settings_or_stop(), code, seed, today)))
    if transcript is None:
        typer.echo(f"\n{text}", nl=False)
        return
    try:
        write_private(transcript, [text])
    except OSError as error:
        typer.echo(text, nl=False)
        stop(
            USAGE,
            t(
                "cli.write",
                "{file} kan niet worden geschreven: {reason}",
                file=str(transcript),
                reason=why(error),
            ),
        )


async def _play(settings: Settings, client: str | None, seed: int | None, today: date | None) -> Script:
    flows = flows_or_stop(settings)
    tell(t("cli.play.how", "Typ een nummer of de tekst van een knop; iets anders wordt getypt. Stoppen: einde"))
    with TemporaryDirectory(prefix="meetlat-") as folder:
        async with rehearsal(Path(folder) / "play.db", flows, clock_at(today), ids_from(seed), client) as player:
            shown = await player.start()
            if client is not None:
                shown = await player.type(client)
            await _converse(player, shown)
            return player.script(speaker().say(t("cli.play.title", "Gespeeld in de terminal")))


async def _converse(player: Player, shown: Shown) -> None:
    while True:
        _draw(shown)
        try:
            line = input("> ").strip()  # noqa: ASYNC250  (nobody else waits for this loop)
        except EOFError:
            return
        if line.casefold() in _LEAVE:
            return
        if not line:
            continue
        shown = await _answered(player, shown, line)


async def _answered(player: Player, shown: Shown, line: str) -> Shown:
    """A number or a label presses a button; the rest, and what stands in quotes, is typed."""
    if len(line) > 1 and line[0] == line[-1] == '"':
        return await player.type(line[1:-1])
    if line.isdecimal() and 1 <= int(line) <= len(shown.buttons):
        return await player.press(shown.buttons[int(line) - 1])
    label = next((each for each in shown.buttons if each.casefold() == line.casefold()), None)
    return await player.type(line) if label is None else await player.press(label)


def _draw(shown: Shown) -> None:
    main, *others = shown.lines
    typer.secho(f"\n{main}", bold=True)
    for line in others:
        typer.echo(f"  {line}")
    for number, label in enumerate(shown.buttons, 1):
        typer.echo(f"  [{number}] {label}")
