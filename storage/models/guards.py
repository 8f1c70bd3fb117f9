"""Triggers for tables whose rows are only ever added."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa

from storage.models.model import Model

_Table = TypeVar("_Table", bound=Model)
_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
"""


def append_only(model: type[_Table]) -> type[_Table]:
    """Have the database itself refuse to change or delete a row of this class."""
    table = model.__table__
    sa.event.listen(table, "after_create", sa.DDL(_FUNCTION).execute_if(dialect="postgresql"))
    whole = sa.DDL(_POSTGRES.format(table=table.name, verb="TRUNCATE"))
    sa.event.listen(table, "after_create", whole.execute_if(dialect="postgresql"))
    for verb in ("UPDATE", "DELETE"):
        for dialect, text in (("sqlite", _SQLITE), ("postgresql", _POSTGRES)):
            trigger = sa.DDL(text.format(table=table.name, verb=verb)).execute_if(dialect=dialect)
            sa.event.listen(table, "after_create", trigger)
    return model
