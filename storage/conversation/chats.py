"""Chats: what each conversation shows, and how far the person has seen it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from flows.dialogue import Dialogue
from flows.people import Functionaris, Rol
from storage.clients.clients import responsible_for
from storage.engine.prepared import Prepared, given
from storage.engine.session import Repository
from storage.errors import ConflictError
from storage.instellingen import NEWEST
from storage.measuring.dialogues import COLUMNS as DIALOGUE_COLUMNS
from storage.measuring.dialogues import dialogue_of
from storage.tables import ACCOUNT, CHAT, DIALOGUE, FUNCTIONARIS

# The route of a chat that begins anew: whoever draws it decides what it begins with.
ANEW = ""
# A process that stands still while it draws holds up nobody for longer.
DRAWING = "5s"


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation: its screen is derived from ``route``, ``dialogue`` and ``notice``.

    ``revision`` counts the screens, ``shown`` is the last one that certainly arrived, ``message`` the live
    message on Telegram; ``fresh`` asks for a new message instead of an edit.
    """

    id: int
    channel: str
    address: str
    functionaris: str
    taal: str
    route: str
    dialogue: str | None = None
    notice: str | None = None
    revision: int = 1
    shown: int = 0
    message: int | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """Who is here, in which chat, and the dialogue on its screen if its client is still theirs to measure.

    ``elsewhere`` says that another chat of the same person shows this dialogue too; ``shut`` that messages
    could not be put into this one any more. ``instelling`` is the number of the newest change of a setting.
    ``maker`` is the colleague whose link this account was linked with.
    """

    who: Functionaris
    chat: Chat | None
    dialogue: Dialogue | None
    elsewhere: bool = False
    shut: bool = False
    instelling: int = 0
    maker: str | None = None


_WHO = tuple(FUNCTIONARIS.c[each.name] for each in fields(Functionaris))
_CHAT = tuple(CHAT.c[each.name] for each in fields(Chat))
_ROL = next(number for number, column in enumerate(_WHO) if column.name == "rol")
_COLUMNS = (*_WHO, *_CHAT, *DIALOGUE_COLUMNS)
_ALIVE = sa.or_(FUNCTIONARIS.c.tot.is_(None), FUNCTIONARIS.c.tot > sa.bindparam("now"))
_ON = sa.and_(CHAT.c.channel == sa.bindparam("channel"), CHAT.c.address == sa.bindparam("address"))
_DIALOGUE = sa.and_(
    DIALOGUE.c.id == CHAT.c.dialogue,
    responsible_for(DIALOGUE.c.client, sa.bindparam("today", type_=sa.Date)),
)
_PEOPLE: dict[str, sa.FromClause] = {
    "tg": ACCOUNT.join(FUNCTIONARIS, FUNCTIONARIS.c.id == ACCOUNT.c.functionaris),
    "web": FUNCTIONARIS,
}
_HERE = {"tg": ACCOUNT.c.address, "web": FUNCTIONARIS.c.id}
_SHUT = {"tg": ACCOUNT.c.dicht.is_not(None), "web": sa.false()}
_OTHER = CHAT.alias("other")
_MAKER: dict[str, sa.ColumnElement[Any]] = {"tg": ACCOUNT.c.door, "web": sa.null()}
_ELSEWHERE = (
    sa.exists()
    .where(_OTHER.c.functionaris == FUNCTIONARIS.c.id, _OTHER.c.id != CHAT.c.id, _OTHER.c.dialogue == CHAT.c.dialogue)
    .correlate_except(_OTHER)
)


def _present(channel: str, people: sa.FromClause, columns: tuple[sa.ColumnElement[Any], ...]) -> Prepared:
    query = (
        sa.select(*columns, _ELSEWHERE, _SHUT[channel], NEWEST, _MAKER[channel])
        .select_from(people.outerjoin(CHAT, _ON).outerjoin(DIALOGUE, _DIALOGUE))
        .where(_HERE[channel] == sa.bindparam("address"), _ALIVE)
    )
    return Prepared(query, *columns)


_PRESENT = {channel: _present(channel, people, _COLUMNS) for channel, people in _PEOPLE.items()}
_WITHOUT_DIALOGUE = {channel: _present(channel, people, (*_WHO, *_CHAT)) for channel, people in _PEOPLE.items()}
_REACHED = {
    channel: Prepared(
        sa.select(sa.func.coalesce(CHAT.c.revision, 0))
        .select_from(people.outerjoin(CHAT, _ON))
        .where(_HERE[channel] == sa.bindparam("address"), _ALIVE),
        CHAT.c.revision,
    )
    for channel, people in _PEOPLE.items()
}
# What arrived is noted by whoever drew it, perhaps since this chat was read.
_SAVED = ("taal", "route", "dialogue", "notice", "revision", "fresh")
_VALUES = given(CHAT, *_SAVED)
_SAVE = Prepared(
    sa.update(CHAT)
    .where(CHAT.c.id == sa.bindparam("which"), CHAT.c.revision == sa.bindparam("was"))
    .values(_VALUES | {"fresh": sa.or_(CHAT.c.fresh, _VALUES["fresh"])})
)
_REVISION = Prepared(sa.select(CHAT.c.revision).where(CHAT.c.id == sa.bindparam("which")), CHAT.c.revision)
# Another process sent an older screen in a later message: what was drawn above that has to be sent anew.
_MESSAGE = sa.bindparam("message", type_=CHAT.c.message.type)
_NEW = sa.bindparam("new", type_=sa.Boolean)
_COVERED = sa.and_(CHAT.c.message > _MESSAGE, sa.not_(sa.and_(CHAT.c.fresh, _NEW)))
_LATER = sa.or_(
    CHAT.c.shown < sa.bindparam("upto"),
    sa.and_(CHAT.c.shown == sa.bindparam("upto"), CHAT.c.message < _MESSAGE, _NEW),
)
_SHOWN = (
    sa.update(CHAT)
    .where(CHAT.c.id == sa.bindparam("which"), _LATER)
    .values(
        shown=sa.bindparam("upto") - sa.case((_COVERED, 1), else_=0),
        message=sa.case((_COVERED, CHAT.c.message), else_=_MESSAGE),
        # A newer screen may have asked for a new message meanwhile.
        fresh=sa.case((_COVERED, True), (sa.bindparam("upto") < CHAT.c.revision, CHAT.c.fresh), else_=False),
    )
)


class Mark(NamedTuple):
    """A screen that arrived in a chat: its revision, its message on Telegram, and whether that was sent for it."""

    chat: int
    revision: int
    message: int | None
    new: bool = False


class Chats(Repository):
    """The chats, within one transaction."""

    async def present(
        self, channel: str, address: str, now: datetime, today: date, *, dialogue: bool = True
    ) -> Present | None:
        """Who this is, read anew every time: a removed functionaris is nobody from the next message on.

        Without ``dialogue`` that is left out, which may be what cannot be read.
        """
        params = {"channel": channel, "address": address, "now": now, "today": today}
        found = await (_PRESENT if dialogue else _WITHOUT_DIALOGUE)[channel].run(self._connection, params)
        if not found.rows:
            return None
        *row, elsewhere, shut, instelling, maker = found.rows[0]
        who, rest = row[: len(_WHO)], row[len(_WHO) :]
        chat, open_dialogue = rest[: len(_CHAT)], rest[len(_CHAT) :]
        who[_ROL] = Rol(who[_ROL])
        return Present(
            who=Functionaris(*who),
            chat=None if chat[0] is None else Chat(*chat),
            dialogue=dialogue_of(open_dialogue) if open_dialogue and open_dialogue[0] is not None else None,
            elsewhere=bool(elsewhere),
            shut=bool(shut),
            instelling=instelling,
            maker=maker,
        )

    async def revision(self, channel: str, address: str, now: datetime) -> int | None:
        """How far a chat has come: 0 before its first screen, none when nobody may see it."""
        params = {"channel": channel, "address": address, "now": now}
        rows = (await _REACHED[channel].run(self._connection, params)).rows
        return rows[0][0] if rows else None

    async def stand_in_line(self, channel: str, address: str) -> None:
        """Wait until no other process handles this chat, and keep it until this transaction ends."""
        if self._connection.dialect.name == "postgresql":
            line = sa.func.hashtextextended(f"{channel}:{address}", 0)
            await self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(line)))

    async def open(self, channel: str, address: str, who: Functionaris, taal: str, route: str) -> Chat:
        """Start a conversation."""
        values = {
            "channel": channel,
            "address": address,
            "functionaris": who.id,
            "taal": taal,
            "route": route,
            "revision": 0,
            "shown": 0,
            "fresh": False,
        }
        done = await self._connection.execute(sa.insert(CHAT).returning(CHAT.c.id), values)
        return Chat(done.scalar_one(), channel, address, who.id, taal, route, revision=0)

    async def save(self, chat: Chat, was: Chat) -> None:
        """Keep where a chat is now, provided that its revision is still what it ``was``; not what arrived of it."""
        row = {"which": chat.id, "was": was.revision, **{name: getattr(chat, name) for name in _SAVED}}
        done = await _SAVE.run(self._connection, row)
        if done.count != 1:
            raise ConflictError(f"chat {chat.id} has moved on")

    async def touch_others(self, dialogue: str, chat_id: int) -> tuple[Chat, ...]:
        """Ask for a new screen in every other chat that shows this dialogue."""
        done = await self._connection.execute(
            sa.update(CHAT)
            .where(CHAT.c.dialogue == dialogue, CHAT.c.id != chat_id)
            .values(revision=CHAT.c.revision + 1, notice=None)
            .returning(*_CHAT)
        )
        return tuple(Chat(*row) for row in done)

    async def touch(self, functionaris: str, words: Collection[str]) -> tuple[Chat, ...]:
        """Ask for a new screen in the web chat of somebody who is at a route with one of these words."""
        looking = sa.or_(CHAT.c.route == "", *(CHAT.c.route.op("||")("/").startswith(f"{word}/") for word in words))
        done = await self._connection.execute(
            sa.update(CHAT)
            .where(CHAT.c.functionaris == functionaris, CHAT.c.channel == "web", looking)
            .values(revision=CHAT.c.revision + 1)
            .returning(*_CHAT)
        )
        return tuple(Chat(*row) for row in done)

    async def part(self, functionaris: str, notice: str) -> tuple[Chat, ...]:
        """Take leave of the Telegram chats of somebody whose accounts are no longer theirs; ``notice`` says why."""
        linked = sa.exists().where(ACCOUNT.c.address == CHAT.c.address, ACCOUNT.c.functionaris == CHAT.c.functionaris)
        told = sa.func.coalesce(CHAT.c.notice, "") == notice
        theirs = (CHAT.c.functionaris == functionaris, CHAT.c.channel == "tg", sa.not_(linked), sa.not_(told))
        anew = {"route": ANEW, "dialogue": None, "notice": notice, "fresh": False}
        done = await self._connection.execute(
            sa.update(CHAT).where(*theirs).values(**anew, revision=CHAT.c.revision + 1).returning(*_CHAT)
        )
        return tuple(Chat(*row) for row in done)

    async def begin_day(self, functionaris: str) -> None:
        """Begin the web chat of somebody anew, unless a dialogue waits there."""
        idle = (CHAT.c.functionaris == functionaris, CHAT.c.channel == "web", CHAT.c.dialogue.is_(None))
        anew = {"route": ANEW, "notice": None, "revision": CHAT.c.revision + 1}
        await self._connection.execute(sa.update(CHAT).where(*idle).values(anew))

    async def mark_shown(self, marks: Iterable[Mark]) -> None:
        """Note which screens have arrived."""
        rows = [
            {"which": mark.chat, "upto": mark.revision, "message": mark.message, "new": mark.new}
            for mark in _newest(marks).values()
        ]
        if rows:
            await self._connection.execute(_SHOWN, rows)

    async def overtaken(self, marks: Iterable[Mark]) -> tuple[Chat, ...]:
        """Of chats in which a screen arrived, those where another process drew an older or a newer one meanwhile.

        The newer one may now be drawn over, the older one may stand below; on SQLite there is no other process.
        """
        if self._connection.dialect.name == "sqlite":
            return ()
        newest = _newest(marks)
        found = [Chat(*row) for row in await self._connection.execute(sa.select(CHAT).where(CHAT.c.id.in_(newest)))]
        return tuple(chat for chat in found if chat.shown != newest[chat.id].revision)

    async def draw_in_turn(self, chat: int, revision: int) -> bool:
        """Wait until no other process draws in a chat, which none does until this transaction ends.

        False when there is something newer than ``revision`` to draw by then. Raises ``StorageError`` when the other
        one takes too long.
        """
        await self._connection.execute(sa.select(sa.func.set_config("lock_timeout", DRAWING, True)))
        await self.stand_in_line("drawn", str(chat))
        return not any(row[0] > revision for row in (await _REVISION.run(self._connection, {"which": chat})).rows)

    async def behind(self, channel: str) -> tuple[Chat, ...]:
        """The chats whose latest screen may not have arrived."""
        found = await self._connection.execute(
            sa.select(CHAT).where(CHAT.c.channel == channel, CHAT.c.shown < CHAT.c.revision).order_by(CHAT.c.id)
        )
        return tuple(Chat(*row) for row in found)


def _newest(marks: Iterable[Mark]) -> dict[int, Mark]:
    """The newest mark of each chat; what was sent for an earlier one in the same message was sent for it too."""
    newest: dict[int, Mark] = {}
    for mark in marks:
        before = newest.get(mark.chat, mark)
        last = max(before, mark, key=lambda each: each.revision)
        newest[mark.chat] = last._replace(new=any(each.new and each.message == last.message for each in (before, mark)))
    return newest
