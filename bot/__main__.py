"""The command line: ``meetlat``, or ``python -m bot``."""

from __future__ import annotations

import typer

from bot.cli import admin, db, demo, flow, playing, reports, rights, running, text
from bot.cli import check as checking
from bot.cli.saying import say_whatever_fits

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
app.command("check")(checking.check)
app.command("play")(playing.play)
app.command("report")(reports.report)
app.command("rights")(rights.rights)
app.command("run")(running.run)
app.add_typer(demo.app, name="demo")
app.add_typer(flow.app, name="flow")
app.add_typer(admin.app, name="admin")
app.add_typer(db.app, name="db")
app.add_typer(text.app, name="text")


@app.callback()
def meetlat() -> None:
    """Meetlat: a chat bot for the Participatieladder."""
    say_whatever_fits()


if __name__ == "__main__":
    app()
