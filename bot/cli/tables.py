"""A table in plain text: columns side by side, for a terminal as well as for a file or another program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import typer

_BETWEEN = "  "


def show(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, every column as wide as its widest cell."""
    table = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        typer.echo(_BETWEEN.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
