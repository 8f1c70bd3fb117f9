"""The command line: ``meetlat``, or ``python -m bot``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

# Where each command is; it is loaded when it is asked for, so that ``run`` does not wait for them all.
COMMANDS = {
    "check": "checking.check",
    "play": "playing.play",
    "report": "reports.report",
    "rights": "rights.rights",
    "run": "running.run",
    "demo": "demo.app",
    "flow": "flow.app",
    "admin": "admin.app",
    "db": "db.app",
}
PLAIN: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False, "rich_markup_mode": None}


class Commands(TyperGroup):
    """Knows every command by its name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every name, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command; when there is none of that name, any of them may have been meant."""
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.add_command(_loaded(name), name)
        return super().get_command(ctx, cmd_name)


def _loaded(word: str) -> Any:
    module, _, name = COMMANDS[word].partition(".")
    found = getattr(import_module(f"bot.cli.{module}"), name)
    around = typer.Typer(**PLAIN)
    if isinstance(found, typer.Typer):
        around.add_typer(found, name=word)
    else:
        around.command(word)(found)
    return get_group(around).commands[word]


app = typer.Typer(cls=Commands, no_args_is_help=True, **PLAIN)


@app.callback()
def meetlat() -> None:
    """Meetlat: a chat bot for the Participatieladder."""


if __name__ == "__main__":
    app()
