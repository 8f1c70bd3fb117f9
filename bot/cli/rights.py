"""``rights``: who can reach what, read off the table that decides it."""

from __future__ import annotations

import typer

from bot.routes import ROUTES
from flows.people import RIGHTS, Rol


def rights() -> None:
    """Print a Markdown table of every screen and action with the roles that can reach it."""
    typer.echo(table(), nl=False)


def table() -> str:
    """The matrix; a dot is no access."""
    lines = [
        "# Who sees what",
        "",
        "Made by `meetlat rights` from the table that decides it on every tap. Which clients somebody sees is decided",
        "in the question to the database: a klantmanager and an invoerder their own and those they stand in for, a",
        "teamleider those of the team. Reports follow the rights REPORT_OWN, REPORT_TEAM and REPORT_ALL.",
        "",
        f"| Screen or action | What | {' | '.join(Rol)} |",
        f"| --- | --- | {' | '.join('---' for _ in Rol)} |",
    ]
    for route in ROUTES:
        what = (route.run.__doc__ or "").partition("\n")[0].rstrip(".")
        reached = " | ".join("yes" if route.allows(RIGHTS[rol]) else "·" for rol in Rol)
        lines.append(f"| `{route.word}` | {what} | {reached} |")
    return "\n".join(lines) + "\n"
