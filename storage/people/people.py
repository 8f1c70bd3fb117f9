"""Functionarissen: invited, linked to a channel, signed in, and without access once removed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import select

from flows.agenda import Wishes
from flows.labels import fitting
from flows.people import RIGHTS, Functionaris, Right, Rol
from storage import models
from storage.conversation.chats import ANEW
from storage.engine.session import Repository
from storage.outbox.digests import Digests
from storage.tables import (
    ACCOUNT,
    CHAT,
    FUNCTIONARIS,
    INVITE,
    MAILADRES,
    OPENID,
    PASSKEY,
    PUSHADRES,
    TEAM,
    WEBSESSION,
)

ORGANISATION_ID = "eigen"
_OF_INVITE = (INVITE.c.rol, INVITE.c.label, INVITE.c.team, INVITE.c.functionaris, INVITE.c.door)
_INVITING = [rol.value for rol, rights in RIGHTS.items() if Right.INVITE in rights]


@dataclass(frozen=True, slots=True)
class Linked:
    """Whose Telegram account one is, and the colleague whose link it was linked with, if it was not their own."""

    who: str
    maker: str | None


@dataclass(frozen=True, slots=True)
class Invite:
    """What an invitation is for: ``functionaris`` is set when it signs an existing one in again; ``door`` made it."""

    rol: Rol
    label: str = ""
    team: str | None = None
    functionaris: str | None = None
    door: str | None = None

    @property
    def handed_on(self) -> bool:
        """Whether a colleague made it for somebody else."""
        return self.door not in (None, self.functionaris)

    @property
    def maker(self) -> str | None:
        """The colleague who made it for somebody who works here already."""
        return None if self.functionaris in (None, self.door) else self.door


@dataclass(frozen=True, slots=True)
class Colleague:
    """A functionaris with access, the name of the team (empty without one) and since when."""

    who: Functionaris
    team: str
    sinds: datetime


class People(Repository):
    """The functionarissen, within one transaction. Tokens arrive here as hashes only."""

    async def organisation(self) -> tuple[str, bool] | None:
        """The name of the organisation and whether it is a test; none in an empty database."""
        row = (await self._session.exec(select(models.Organisatie))).first()
        return None if row is None else (row.naam, row.test)

    async def found(self, naam: str, *, test: bool = False) -> None:
        """Create the organisation."""
        await self._session.write(models.Organisatie(id=ORGANISATION_ID, naam=naam, test=test))

    async def add_team(self, team_id: str, naam: str, afdeling: str) -> None:
        """Add a team, and its afdeling when that is new."""
        if await self._session.by_key(models.Afdeling, afdeling) is None:
            await self._session.write(models.Afdeling(id=afdeling, naam=afdeling, organisatie=ORGANISATION_ID))
        await self._session.write(models.Team(id=team_id, naam=naam, afdeling=afdeling))

    async def teams(self) -> tuple[tuple[str, str], ...]:
        """Every team: id and name."""
        return tuple((row.id, row.naam) for row in await self._session.exec(select(models.Team).order_by(TEAM.c.naam)))

    async def add(self, who: Functionaris, at: datetime) -> None:
        """Add a functionaris."""
        await self._session.write(models.Functionaris.of(who, at))

    async def everyone(self, now: datetime) -> tuple[Functionaris, ...]:
        """All who have access now."""
        query = select(models.Functionaris).where(alive(now)).order_by(FUNCTIONARIS.c.id)
        return tuple(row.domain() for row in await self._session.exec(query))

    async def roster(self, now: datetime) -> tuple[Colleague, ...]:
        """All who have access now, as a beheerder sees them, in the order of their labels."""
        joined = FUNCTIONARIS.outerjoin(TEAM, TEAM.c.id == FUNCTIONARIS.c.team)
        query = select(models.Functionaris, TEAM.c.naam).select_from(joined).where(alive(now))
        rows = await self._session.exec(query.order_by(FUNCTIONARIS.c.label, FUNCTIONARIS.c.id))
        return tuple(Colleague(row.domain(), team or "", row.vanaf) for row, team in rows)

    async def is_last(self, who: Functionaris, now: datetime) -> bool:
        """Whether nobody else with access has this role; nobody can lose it until this transaction ends."""
        query = select(models.Functionaris).where(FUNCTIONARIS.c.rol == who.rol, alive(now))
        found = await self._session.exec(query.order_by(FUNCTIONARIS.c.id).with_for_update())
        return {row.id for row in found} <= {who.id}

    async def get(self, functionaris: str, now: datetime) -> Functionaris | None:
        """One functionaris who has access now."""
        query = select(models.Functionaris).where(FUNCTIONARIS.c.id == functionaris, alive(now))
        row = (await self._session.exec(query)).first()
        return None if row is None else row.domain()

    async def known(self, functionaris: str) -> Functionaris | None:
        """One functionaris, also one who left."""
        row = await self._session.by_key(models.Functionaris, functionaris)
        return None if row is None else row.domain()

    async def labels(self, ids: Collection[str] | None = None) -> dict[str, str]:
        """What these people are called on screen, or everybody; also who left."""
        query = sa.select(FUNCTIONARIS.c.id, FUNCTIONARIS.c.label, FUNCTIONARIS.c.rol)
        found = await self._connection.execute(query if ids is None else query.where(FUNCTIONARIS.c.id.in_(ids)))
        return {row[0]: fitting(row[1], row[2], row[0]) for row in found}

    async def relabel(self, functionaris: str, label: str) -> None:
        """Call somebody something else on screen."""
        await self._session.exec(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(label=label))

    async def wishes(self, functionaris: str) -> Wishes:
        """When somebody likes to be written to."""
        row = await self._session.by_key(models.Functionaris, functionaris)
        return Wishes() if row is None else row.wishes()

    async def wish(self, functionaris: str, wishes: Wishes) -> None:
        """Remember when somebody likes to be written to."""
        begins, ends = wishes.quiet or (None, None)
        chosen = {"voorkeur": wishes.preferred, "stil_van": begins, "stil_tot": ends}
        values = {name: None if clock is None else f"{clock:%H:%M}" for name, clock in chosen.items()}
        await self._session.exec(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(values))

    async def unit_of(self, functionaris: str) -> str | None:
        """Of whom somebody chose to see reports last, as a button carries it."""
        query = sa.select(FUNCTIONARIS.c.eenheid).where(FUNCTIONARIS.c.id == functionaris)
        code: str | None = await self._connection.scalar(query)
        return code

    async def choose_unit(self, functionaris: str, code: str) -> None:
        """Remember of whom somebody chose to see reports."""
        await self._session.exec(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(eenheid=code))

    async def reads_along_in(self, functionaris: str) -> str | None:
        """In which language a client of theirs read along last, as its tag."""
        query = sa.select(FUNCTIONARIS.c.leestaal).where(FUNCTIONARIS.c.id == functionaris)
        tag: str | None = await self._connection.scalar(query)
        return tag

    async def read_along_in(self, functionaris: str, tag: str) -> None:
        """Remember in which language a client reads along."""
        await self._session.exec(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(leestaal=tag))

    async def speak(self, functionaris: str, taal: str) -> None:
        """Remember the language somebody chose."""
        await self._session.exec(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(taal=taal))

    async def remove(self, functionaris: str, at: datetime) -> None:
        """End every access of a functionaris, and what they handed out; what was measured keeps the author."""
        await self._session.exec(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(tot=at))
        await Digests(self._transaction).take_back(functionaris)
        for table in (ACCOUNT, WEBSESSION, INVITE, PASSKEY, PUSHADRES, MAILADRES):
            theirs = sa.or_(table.c.functionaris == functionaris, table.c.door == functionaris)
            await self._session.exec(sa.delete(table).where(theirs))

    async def maker_of(self, functionaris: str, sign_in: str) -> str | None:
        """Who made the link that a session, or the account, began with; none when that was they, or it is over."""
        table, which = _sign_in(sign_in)
        return await self._connection.scalar(sa.select(table.c.door).where(table.c.functionaris == functionaris, which))

    async def deny(self, functionaris: str, sign_in: str) -> bool:
        """End what began with a link that somebody else made: a session, by the start of its hash, or the account."""
        table, which = _sign_in(sign_in)
        mine = (table.c.functionaris == functionaris, table.c.door.is_not(None), which)
        return (await self._session.exec(sa.delete(table).where(*mine))).rowcount > 0

    async def invite(self, token: str, invite: Invite, until: datetime, by: str | None) -> None:
        """Keep an invitation under the hash of its token."""
        row = models.Invite(
            token=token,
            rol=invite.rol,
            label=invite.label,
            team=invite.team,
            functionaris=invite.functionaris,
            door=by,
            tot=until,
        )
        await self._session.write(row)

    async def invitation(self, token: str) -> Invite | None:
        """What an invitation is for, whether or not it can still be used."""
        row = await self._session.by_key(models.Invite, token)
        return None if row is None else Invite(Rol(row.rol), row.label, row.team, row.functionaris, row.door)

    async def open_invitation(self, token: str, now: datetime) -> Invite | None:
        """What an invitation is for, as long as it can be used."""
        asked = sa.select(*_OF_INVITE).where(*_can_be_used(token, now))
        row = (await self._connection.execute(asked)).first()
        return None if row is None else Invite(Rol(row[0]), *row[1:])

    async def redeem(self, token: str, now: datetime) -> Invite | None:
        """Use an invitation; exactly one caller gets it, and only in time."""
        return await self._use(_usable(token, now).values(gebruikt=now))

    async def extend(self, token: str, until: datetime, by: str, now: datetime) -> Invite | None:
        """Change until when an invitation works; only who made it can, as long as it does."""
        return await self._use(_usable(token, now).where(INVITE.c.door == by).values(tot=until))

    async def link(self, address: str, functionaris: str, at: datetime, door: str | None = None) -> bool:
        """Link a Telegram account; says whether another one of the same functionaris was unlinked."""
        others = (ACCOUNT.c.functionaris == functionaris, ACCOUNT.c.address != address)
        replaced = await self._connection.scalar(sa.select(ACCOUNT.c.address).where(*others)) is not None
        either = sa.or_(ACCOUNT.c.functionaris == functionaris, ACCOUNT.c.address == address)
        await self._session.exec(sa.delete(ACCOUNT).where(either))
        await self._session.write(models.Account(address=address, functionaris=functionaris, sinds=at, door=door))
        # A chat that was somebody else's starts anew.
        theirs = sa.update(CHAT).where(CHAT.c.address == address, CHAT.c.functionaris != functionaris)
        anew = {"functionaris": functionaris, "dialogue": None, "route": ANEW, "notice": None}
        await self._connection.execute(theirs.values(**anew, revision=CHAT.c.revision + 1))
        return replaced

    async def linked(self, address: str, now: datetime) -> Linked | None:
        """Whose Telegram account this is; none when nobody with access has it."""
        joined = ACCOUNT.join(FUNCTIONARIS, ACCOUNT.c.functionaris == FUNCTIONARIS.c.id)
        query = sa.select(FUNCTIONARIS.c.id, ACCOUNT.c.door).select_from(joined)
        row = (await self._connection.execute(query.where(ACCOUNT.c.address == address, alive(now)))).one_or_none()
        return None if row is None else Linked(*row)

    async def forget_expired(self, now: datetime) -> None:
        """Forget invitations that can no longer be used."""
        await self._connection.execute(sa.delete(INVITE).where(INVITE.c.tot < now))
        unknown = OPENID.c.invite.not_in(sa.select(INVITE.c.token))
        await self._connection.execute(sa.delete(OPENID).where(OPENID.c.functionaris.is_(None), unknown))

    async def _use(self, update: sa.Update) -> Invite | None:
        row = (await self._connection.execute(update.returning(*_OF_INVITE))).first()
        return None if row is None else Invite(Rol(row[0]), *row[1:])


def _sign_in(sign_in: str) -> tuple[sa.Table, sa.ColumnElement[bool]]:
    """The table of a sign-in, and the condition under which a row is the one: the start of its hash, or the account."""
    if sign_in == ACCOUNT.name:
        return ACCOUNT, sa.true()
    return WEBSESSION, WEBSESSION.c.token.startswith(sign_in, autoescape=True)


def _usable(token: str, now: datetime) -> sa.Update:
    """An update of an invitation that can be used now."""
    return sa.update(INVITE).where(*_can_be_used(token, now))


def _can_be_used(token: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition under which an invitation works: not used yet, in time, and made by who still may."""
    still_there = sa.exists().where(FUNCTIONARIS.c.id == INVITE.c.functionaris, alive(now)).correlate(INVITE)
    may_invite = sa.or_(FUNCTIONARIS.c.rol.in_(_INVITING), FUNCTIONARIS.c.id == INVITE.c.functionaris)
    maker_may = sa.exists().where(FUNCTIONARIS.c.id == INVITE.c.door, alive(now), may_invite).correlate(INVITE)
    return (
        INVITE.c.token == token,
        INVITE.c.gebruikt.is_(None),
        INVITE.c.tot > now,
        sa.or_(INVITE.c.functionaris.is_(None), still_there),
        sa.or_(INVITE.c.door.is_(None), maker_may),
    )


def alive(now: datetime) -> sa.ColumnElement[bool]:
    """The condition under which the FUNCTIONARIS of a query has access at a moment."""
    return sa.or_(FUNCTIONARIS.c.tot.is_(None), FUNCTIONARIS.c.tot > now)
