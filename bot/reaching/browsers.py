"""Browsers that begin or end showing notices, as the web chat tells of them; and the way out of e-mail."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.people.devices import device
from bot.people.links import hashed
from bot.push.endpoints import fault_in
from bot.reaching.unsubscribing import whose
from bot.web.ports import Visitor
from storage.people.reach import Address
from storage.unit import Storage

_BASE64URL = re.compile(r"[A-Za-z0-9_-]{16,128}={0,2}")
_POINT, _SECRET = 65, 16


class Browsers:
    """What the web chat needs for notices; ``key`` is what a browser is told."""

    def __init__(self, storage: Storage, app: AppContext, key: str, *, anywhere: bool = False) -> None:
        """Keep subscriptions in ``storage``."""
        self.key = key
        self._storage = storage
        self._app = app
        self._anywhere = anywhere

    async def begin(self, who: Visitor, session: str, address: Address, agent: str) -> bool:
        """Show notices in a browser; false for an address that Meetlat does not call."""
        if not self.key or fault_in(address.at, anywhere=self._anywhere) or not are_keys(address):
            return False
        now = self._app.clock.now()
        async with self._storage.unit() as unit:
            await unit.ways.subscribe(who.functionaris, address, hashed(session), device(agent), now, who.maker)
            await unit.audit.note("push_aan", at=now, wie=who.functionaris, kanaal=Channel.WEB, via=who.maker)
        return True

    async def end(self, functionaris: str, endpoint: str) -> None:
        """Show no more notices in a browser."""
        now = self._app.clock.now()
        async with self._storage.unit() as unit:
            if await unit.ways.unsubscribe(functionaris, endpoint):
                await unit.audit.note("push_uit", at=now, wie=functionaris, kanaal=Channel.WEB)

    def is_way_out(self, token: str) -> bool:
        """Whether a link in a mail is one of ours; nothing is looked up."""
        return whose(self._app.key, token) is not None

    async def end_mail(self, token: str) -> bool:
        """Send no more mail to whom a token belongs, and forget the address."""
        functionaris, now = whose(self._app.key, token), self._app.clock.now()
        if functionaris is None:
            return False
        async with self._storage.unit() as unit:
            if await unit.ways.forget_mail(functionaris):
                await unit.audit.note("mailadres_vergeten", at=now, wie=functionaris, kanaal=Channel.WEB)
        return True


def are_keys(address: Address) -> bool:
    """Whether a browser's keys can be: a point of the curve, uncompressed, and sixteen bytes."""
    if not _BASE64URL.fullmatch(address.p256dh) or not _BASE64URL.fullmatch(address.auth):
        return False
    try:
        point, secret = (urlsafe_b64decode(f"{each.rstrip('=')}==") for each in (address.p256dh, address.auth))
    except ValueError:
        return False
    return len(point) == _POINT and point[:1] == b"\x04" and len(secret) == _SECRET
