"""Adding a row unless it is there already, in the words that both databases share."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, SyntaxExtension


class _Once(SyntaxExtension, ClauseElement):
    # It has no parts; unless told so, SQLAlchemy compiles every statement with it anew.
    _traverse_internals: Any = ()

    def apply_to_insert(self, insert_stmt: sa.Insert) -> None:
        """Stand behind the values."""
        insert_stmt.apply_syntax_extension_point(self.append_replacing_same_type, "post_values")


@compiles(_Once)
def _sql(element: _Once, compiler: sa.Compiled, **named: Any) -> str:
    return "ON CONFLICT DO NOTHING"


ONCE: Final = _Once()
