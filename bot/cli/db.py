"""``db``: the schema of the database."""

from __future__ import annotations

import typer

from bot.cli.opening import database, database_fault, read_settings_or_stop, run, url_fault
from bot.cli.saying import CANNOT_START, stop, tell
from bot.config.key import sqlite_file
from bot.conversation.screen import t
from storage.engine.examine import schema_of
from storage.engine.migrate import HEAD
from storage.errors import StorageError

app = typer.Typer(help="The schema of the database.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the schema up to date; the bot does so itself when it starts."""
    run(_upgrade())


@app.command()
def version() -> None:
    """Print the schema of the database and the one this program knows."""
    settings = read_settings_or_stop()
    fault = url_fault(settings.database_url)
    if fault is not None:
        stop(CANNOT_START, fault)
    file, found = sqlite_file(settings.database_url), None
    try:
        if file is None or file.exists():
            found = run(schema_of(settings.database_url))
    except (StorageError, OSError, ValueError) as error:
        stop(CANNOT_START, database_fault(settings.database_url, error))
    if found is None:
        tell(t("cli.db.none", "De database heeft nog geen schema; dit programma kent {known}.", known=HEAD))
    else:
        tell(
            t(
                "cli.db.version",
                "De database heeft schema {found}; dit programma kent {known}.",
                found=found,
                known=HEAD,
            )
        )


async def _upgrade() -> None:
    async with database(read_settings_or_stop(), new=True):
        tell(t("cli.db.done", "De database is bij: schema {known}.", known=HEAD))
