"""Schema changes: numbered, forward only, run at start when the database is behind."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine.examine import schema_now
from storage.errors import SchemaError

HEAD = "0012"
_FOLDER = Path(__file__).resolve().parents[1] / "migrations"
_LOCK = 7_240_001


async def migrate(engine: AsyncEngine) -> None:
    """Bring the schema to :data:`HEAD`; Alembic is only loaded when there is something to do."""
    async with engine.connect() as connection:
        await connection.execution_options(writing=True)
        async with connection.begin():
            if connection.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            version = await connection.run_sync(schema_now)
            if version == HEAD:
                return
            if version is not None and version > HEAD:
                raise SchemaError(f"the database has schema {version}, this version knows {HEAD}")
            await connection.run_sync(_upgrade)


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
