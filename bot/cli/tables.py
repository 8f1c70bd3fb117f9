"""A table for a terminal, or the same rows with tabs between for another program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import typer


def show(header: Sequence[str], rows: Iterable[Sequence[str]], *, coloured: bool) -> None:
    """Print a table."""
    if not coloured:
        for row in (header, *rows):
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
