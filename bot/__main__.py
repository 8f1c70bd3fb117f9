"""The command line: ``meetlat``, or ``python -m bot``."""

from __future__ import annotations

import typer

from bot.cli import admin, checking, db, demo, flow, playing, reports, rights

app = typer.Typer(
    help="Meetlat: a chat bot for the Participatieladder.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(demo.app, name="demo")
app.add_typer(flow.app, name="flow")
app.add_typer(admin.app, name="admin")
app.add_typer(db.app, name="db")
app.command()(checking.check)
app.command()(playing.play)
app.command()(reports.report)
app.command()(rights.rights)


@app.command()
def run() -> None:
    """Run the bot with the settings of the environment."""
    from bot.cli.running import run as serve

    serve()


if __name__ == "__main__":
    app()
