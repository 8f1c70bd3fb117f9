"""Sends to the push services of browsers: encrypted for one browser, signed as ours, errors by what they mean."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import orjson
import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from py_vapid import Vapid
from pywebpush import WebPusher, WebPushException
from yarl import URL

from bot.delivery.halting import Halting
from bot.delivery.ports import Answer, Letter, Result
from bot.push.endpoints import PublicResolver, fault_in
from bot.texts.translations import words
from flows.ways import Way
from storage.people.reach import Address, Outcome

CALL_SECONDS = 15.0
# A reminder is of one day; who has no signal until then finds it under Berichten.
KEEP_SECONDS = 12 * 3600
SIGNED_SECONDS = 12 * 3600
LONGEST_WAIT = 15 * 60.0
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
log = structlog.get_logger()


class PushSender(Halting):
    """One for all browsers; a way is closed when the last browser of somebody is gone."""

    way = Way.PUSH

    def __init__(self, key: Vapid, contact: str, per_second: float, *, anywhere: bool = False) -> None:
        """Sign with ``key``; a push service that has a complaint finds us at ``contact``."""
        super().__init__(per_second)
        self._key = key
        self._contact = contact
        self._anywhere = anywhere
        self._signed: dict[str, tuple[float, str]] = {}
        self._session: ClientSession | None = None

    async def send(self, addresses: Sequence[Address], letter: Letter) -> Answer:
        """Send to every browser of one person; one that takes it is enough."""
        payload = payload_of(letter)
        answers = await asyncio.gather(*(self._sent(each, payload, letter) for each in addresses))
        ends = {kind: [answer for answer in answers if answer.result is kind] for kind in Result}
        outcome = Outcome(
            reached=_those(addresses, answers, Result.ARRIVED),
            gone=_those(addresses, answers, Result.CLOSED),
            failing=_those(addresses, answers, Result.RETRY),
        )
        kind = next(kind for kind in (Result.ARRIVED, Result.RETRY, Result.DEAD, Result.CLOSED) if ends[kind])
        first = ends[kind][0]
        return Answer(kind, first.reason, max(each.seconds for each in ends[kind]), outcome=outcome)

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    async def _sent(self, to: Address, payload: bytes, letter: Letter) -> Answer:
        if fault_in(to.at, anywhere=self._anywhere):
            return Answer(Result.CLOSED, "PushRefused")
        try:
            body = WebPusher({"endpoint": to.at, "keys": {"p256dh": to.p256dh, "auth": to.auth}}).encode(payload)[
                "body"
            ]
        except (WebPushException, ValueError, TypeError):
            return Answer(Result.CLOSED, "PushRefused")
        headers = {
            "Authorization": self._authorization(to.at),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEEP_SECONDS),
            "Urgency": "normal",
            "Topic": letter.tag[:32],
        }
        try:
            async with self._open().post(
                URL(to.at, encoded=True), data=body, headers=headers, allow_redirects=False
            ) as response:
                return _verdict(response.status, response.headers.get("Retry-After", ""))
        except (ClientError, OSError, TimeoutError):
            return Answer(Result.RETRY, "PushUnreachable")

    def _open(self) -> ClientSession:
        if self._session is None:
            resolver = None if self._anywhere else PublicResolver()
            self._session = ClientSession(
                connector=TCPConnector(resolver=resolver, limit=40, limit_per_host=20),
                cookie_jar=DummyCookieJar(),
                timeout=ClientTimeout(total=CALL_SECONDS),
                raise_for_status=False,
            )
        return self._session

    def _authorization(self, endpoint: str) -> str:
        """Proof that it is we who send; the same one serves for all browsers of one push service, for a while."""
        origin = str(URL(endpoint).origin())
        until, proof = self._signed.get(origin, (0.0, ""))
        if until < time.time() + SIGNED_SECONDS / 2:
            until = time.time() + SIGNED_SECONDS
            proof = self._key.sign({"aud": origin, "sub": self._contact, "exp": int(until)})["Authorization"]
            self._signed[origin] = until, proof
        return proof


def payload_of(letter: Letter) -> bytes:
    """What a browser shows: counts and codes, and where a tap on it leads."""
    say = words(letter.taal).say
    shown = {
        "title": "Meetlat",
        "body": ". ".join((say(letter.brief), *([", ".join(letter.codes)] if letter.codes else []))),
        "url": f"/open/{letter.door}",
        "tag": letter.tag,
        "badge": letter.count,
    }
    return orjson.dumps(shown)


def _those(addresses: Sequence[Address], answers: Sequence[Answer], kind: Result) -> tuple[str, ...]:
    return tuple(to.at for to, answer in zip(addresses, answers, strict=True) if answer.result is kind)


def _verdict(status: int, retry_after: str) -> Answer:
    """What a push service says; only a browser that it does not know any more is forgotten."""
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer(Result.ARRIVED)
    if status in _GONE:
        return Answer(Result.CLOSED, "PushGone")
    if (
        status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
        or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return Answer(Result.RETRY, "PushBusy", _seconds(retry_after))
    # Signed with another key or at another time than the service expects: the browser is still there.
    log.error("push_refused", status=status)
    return Answer(Result.DEAD, "PushRefused")


def _seconds(retry_after: str) -> float:
    """How long a service asks to wait, as a number or as a moment; not for ever."""
    try:
        wait = (
            float(retry_after)
            if retry_after.isdigit()
            else parsedate_to_datetime(retry_after).timestamp() - time.time()
        )
    except (TypeError, ValueError):
        return 0.0
    return min(max(wait, 0.0), LONGEST_WAIT)
