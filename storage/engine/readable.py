"""Rows one by one where not all of them can be read: one that is broken must not hide the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

Row = TypeVar("Row")
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)


async def readable(
    connection: AsyncConnection,
    query: sa.Select[Any],
    key: sa.ColumnElement[Any],
    build: Callable[[Any], Row],
    params: Mapping[str, Any] | None = None,
) -> tuple[tuple[Row, ...], tuple[Any, ...]]:
    """What ``build`` makes of the rows of a query, and the keys of those that cannot be read."""
    try:
        return tuple(build(row) for row in await connection.execute(query, params)), ()
    except UNREADABLE:
        keys = list(await connection.scalars(query.with_only_columns(key), params))
    found, broken = [], []
    for each in keys:
        try:
            found += [build(row) for row in await connection.execute(query.where(key == each), params)]
        except UNREADABLE:
            broken.append(each)
    return tuple(found), tuple(broken)
