"""What every class in here is made of: columns that say what they hold and what that tells about a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self, dataclass_transform

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.models.types import Instant

_ABOUT = "about"


class Personal(StrEnum):
    """What a column tells about a person, in the classes of the processing register."""

    NONE = "none"
    # Stands for a client without telling who it is: the code, and what leads to it.
    PSEUDONYM = "pseudonym"
    # About somebody who works with the bot.
    STAFF = "staff"
    CLIENT_FACT = "client_fact"
    # A fact about a client from which health or another special category can be read.
    SPECIAL = "special"
    # Gives access to something; only hashes of these are kept.
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True)
class About:
    """What a column holds, in which unit, and what that tells about a person."""

    what: str
    unit: str
    personal: Personal


def column(
    what: str,
    personal: Personal,
    unit: str = "text",
    *,
    default: Any = ...,
    key: bool = False,
    index: bool = False,
    unique: bool = False,
    refers: str | None = None,
    kind: Any = None,
) -> Any:
    """A column; without a ``default`` a value has to be given. ``refers`` names the column of another table."""
    given = {"foreign_key": refers, "sa_type": kind}
    return Field(
        default,
        description=what,
        primary_key=key,
        index=index,
        unique=unique,
        sa_column_kwargs={"info": {_ABOUT: About(what, unit, personal)}},
        **{name: value for name, value in given.items() if value is not None},
    )


def moment(what: str, personal: Personal, *, default: Any = ..., index: bool = False) -> Any:
    """A column with a moment."""
    return column(what, personal, "moment in UTC", default=default, index=index, kind=Instant)


def day(what: str, personal: Personal, *, default: Any = ..., key: bool = False, index: bool = False) -> Any:
    """A column with a day of the calendar in Amsterdam."""
    return column(what, personal, "day", default=default, key=key, index=index)


def json(what: str, personal: Personal, unit: str, *, default: Any = ...) -> Any:
    """A column with a mapping of words."""
    return column(what, personal, unit, default=default, kind=sa.JSON)


@dataclass_transform(kw_only_default=True, field_specifiers=(column, moment, day, json))
class Model(SQLModel):
    """The class of a table; an object of it is one row."""

    # Nothing that is checked by ``flows`` is checked here again.
    model_config = {"defer_build": True}
    __table__: ClassVar[sa.Table]

    def row(self) -> dict[str, Any]:
        """The values of this row, by column."""
        return {name: getattr(self, name) for name in type(self).__table__.columns.keys()}  # noqa: SIM118  # columns are no mapping

    @classmethod
    def read(cls, values: Iterable[Any]) -> Self:
        """A row with these values, in the order of the columns; a session takes none of it."""
        row: Self = cls.__new__(cls)
        row.__dict__.update(zip(cls.__table__.columns.keys(), values, strict=True))
        return row


metadata = Model.metadata


def described() -> Iterator[tuple[str, str, About]]:
    """Every column of every table, with what it says about itself; the processing register is made of these."""
    for table in metadata.sorted_tables:
        for each in table.columns:
            yield table.name, each.name, each.info[_ABOUT]
