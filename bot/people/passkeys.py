"""Passkeys: added by who is signed in, used instead of a link, and refused where there is a copy of one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from importlib import import_module
from types import ModuleType
from typing import Any

from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.people.admission import SIGN_IN
from bot.people.challenges import Purpose, challenge_for, holds
from bot.people.devices import device_text
from bot.people.links import hashed, token_for
from bot.people.relying import Site
from bot.people.sessions import begin, strengthen
from bot.texts.translations import words
from bot.web.ports import Begun, KnownPasskey, RefusedPasskeyError, Visitor
from flows.aanmelden import Wijze
from flows.names import read_name
from storage.people.passkeys import Passkey
from storage.unit import Storage, Unit

MOST_OF_ONE = 10
LONGEST_NAME = 40


class Passkeys:
    """The passkeys of one installation, as the web chat asks for them."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Keep them for ``app``."""
        self._storage = storage
        self._app = app

    async def to_sign_in(self, site: Site, seed: str) -> str:
        """What to ask of a device to sign in, as JSON."""
        device = await _authenticator()
        return str(device.to_sign_in(site, self._challenge(Purpose.SIGN_IN, seed)))

    async def to_add(self, site: Site, visitor: Visitor, token: str) -> str:
        """What to ask of a device to make one for who is signed in, as JSON."""
        device = await _authenticator()
        async with self._storage.look() as unit:
            known = [each.credential for each in await unit.passkeys.of(visitor.functionaris)]
        challenge = self._challenge(Purpose.ADD, token)
        return str(device.to_add(site, challenge, visitor.functionaris, visitor.name, self._app.naam, known))

    async def add(self, site: Site, visitor: Visitor, token: str, answer: str, name: str) -> Begun:
        """Keep the one that a device made; its owner hears of it on every channel. Gives the session as it goes on."""
        device, now = await _authenticator(), self._app.clock.now()
        challenge = await self._asked(device, Purpose.ADD, token, answer)
        made = await asyncio.to_thread(_wrong_is_refused, device, device.added, site, challenge, answer)
        who = visitor.functionaris
        async with self._storage.unit() as unit:
            session = await unit.sessions.signed_in(hashed(token), now)
            if session is None:
                raise RefusedPasskeyError("session")
            await self._claim(unit, challenge)
            mine = await unit.passkeys.of(who)
            if len(mine) >= MOST_OF_ONE:
                raise RefusedPasskeyError("many")
            naam = _free(name, {each.naam for each in mine})
            passkey = Passkey(
                *(self._app.ids.new(), who, made.credential, made.sleutel, made.teller, naam, now),
                sessie=hashed(token)[:SIGN_IN],
                door=visitor.maker,
            )
            if not await unit.passkeys.add(passkey):
                raise RefusedPasskeyError("known")
            await unit.audit.note(
                "passkey_toegevoegd", at=now, wie=who, kanaal=Channel.WEB, bij=passkey.id, via=visitor.maker
            )
            await self._tell(unit, "passkey_added", passkey)
            return await strengthen(unit, self._app, token, session, passkey.id)

    async def sign_in(self, site: Site, seed: str, answer: str, apparaat: str) -> Begun:
        """A session for who a device knows, once the device has proven it; never twice for one challenge."""
        device, now = await _authenticator(), self._app.clock.now()
        challenge = await self._asked(device, Purpose.SIGN_IN, seed, answer)
        credential = _wrong_is_refused(device, device.credential_in, answer)
        async with self._storage.look() as unit:
            passkey = await unit.passkeys.find(credential, now)
        if passkey is None:
            raise RefusedPasskeyError("unknown")
        teller = await asyncio.to_thread(
            _wrong_is_refused, device, device.count_of, site, challenge, answer, passkey.sleutel
        )
        begun = None
        async with self._storage.unit() as unit:
            await self._claim(unit, challenge)
            current = await unit.passkeys.find(credential, now)
            if current is None or current.dicht is not None:
                raise RefusedPasskeyError("unknown" if current is None else "copied")
            if await unit.passkeys.count(passkey.id, teller, now):
                begun = await self._begin(unit, current, apparaat)
            else:
                await self._shut(unit, current)
        if begun is None:
            raise RefusedPasskeyError("copied")
        return begun

    async def of(self, functionaris: str) -> Sequence[KnownPasskey]:
        """Those of somebody, as their page shows them."""
        async with self._storage.look() as unit:
            mine = await unit.passkeys.of(functionaris)
        return [KnownPasskey(each.id, each.naam, each.sinds, each.gebruikt, each.dicht is not None) for each in mine]

    async def revoke(self, visitor: Visitor, passkey: str) -> bool:
        """Forget one of somebody's own; false when there is none."""
        now, who = self._app.clock.now(), visitor.functionaris
        async with self._storage.unit() as unit:
            if not await unit.passkeys.revoke(who, passkey):
                return False
            await unit.audit.note(
                "passkey_ingetrokken", at=now, wie=who, kanaal=Channel.WEB, bij=passkey, via=visitor.maker
            )
        return True

    async def offer(self, token: str) -> bool:
        """Whether who just signed in is offered one: the first time only."""
        now = self._app.clock.now()
        async with self._storage.unit() as unit:
            found = await unit.sessions.signed_in(hashed(token), now)
            return found is not None and await unit.passkeys.offer(found.who.id, now)

    async def _begin(self, unit: Unit, passkey: Passkey, apparaat: str) -> Begun:
        """A session with the passkey; whoever made the link it was added under counts as standing behind it still."""
        now, session = self._app.clock.now(), token_for(self._app.key, "session", self._app.ids.new())
        who, maker = passkey.functionaris, passkey.door
        begun = await begin(unit, self._app, session, who, Wijze.PASSKEY, apparaat, maker=maker, passkey=passkey.id)
        await unit.audit.note("passkey_gebruikt", at=now, wie=who, kanaal=Channel.WEB, bij=passkey.id, via=maker)
        return begun

    async def _shut(self, unit: Unit, passkey: Passkey) -> None:
        """Two devices hold one passkey, and nobody can say which is the right one."""
        now = self._app.clock.now()
        await unit.passkeys.close(passkey.id, now)
        await unit.audit.note(
            "passkey_gekopieerd", at=now, wie=passkey.functionaris, kanaal=Channel.WEB, bij=passkey.id
        )
        await self._tell(unit, "passkey_copied", passkey)

    async def _tell(self, unit: Unit, sjabloon: str, passkey: Passkey) -> None:
        now = self._app.clock.now()
        params = {"op": now.isoformat()}
        await unit.berichten.post(f"{sjabloon}:{passkey.id}", passkey.functionaris, sjabloon, params, at=now)

    def _challenge(self, purpose: Purpose, seed: str) -> bytes:
        drawn = self._app.ids.random.randbytes(16)
        return challenge_for(self._app.key, purpose, seed, drawn, self._app.clock.now())

    async def _asked(self, device: ModuleType, purpose: Purpose, seed: str, answer: str) -> bytes:
        """The challenge of an answer, if it is one of ours for this browser."""
        challenge = bytes(_wrong_is_refused(device, device.challenge_in, answer))
        if not holds(self._app.key, purpose, seed, challenge, self._app.clock.now()):
            raise RefusedPasskeyError("late")
        return challenge

    async def _claim(self, unit: Unit, challenge: bytes) -> None:
        """Use a challenge up."""
        if not await unit.inbox.claim("passkey", sha256(challenge).hexdigest(), self._app.clock.now()):
            raise RefusedPasskeyError("late")


def default_name(apparaat: str, locale: str) -> str:
    """What a passkey of this kind of device is called, unless its owner calls it something else."""
    return words(locale).say(device_text(apparaat))


def named(typed: str, otherwise: str) -> str:
    """The name that somebody typed for one, if it can be read on one line; else what it is called by itself."""
    name = read_name(typed)
    return name if name is not None and len(name) <= LONGEST_NAME else otherwise


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it when one's own has it already."""
    numbered = (f"{name} {number}" for number in range(2, MOST_OF_ONE + 2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


async def _authenticator() -> ModuleType:
    """The module that knows what devices say; read in a thread the first time, so that nobody waits for it."""
    return await asyncio.to_thread(import_module, "bot.people.authenticator")


def _wrong_is_refused(device: ModuleType, ask: Callable[..., Any], *given: Any) -> Any:
    try:
        return ask(*given)
    except device.WrongAnswerError as error:
        raise RefusedPasskeyError("wrong") from error
