"""Engines that share what they compiled: every test has an engine of its own, and all of them ask alike."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import database

_KNOWN: dict[str, Engine] = {}


def make_engine(url: str) -> AsyncEngine:
    """As in :mod:`storage.engine.database`; SQLAlchemy keeps what it compiled per dialect, so that is shared."""
    engine = database.make_engine(url)
    ours = engine.sync_engine
    known = _KNOWN.get(ours.name)
    if known is not None and known.dialect.server_version_info:
        ours.dialect, ours._compiled_cache = known.dialect, known._compiled_cache
    else:
        # A dialect knows its server after the first connection.
        _KNOWN[ours.name] = ours
    return engine
