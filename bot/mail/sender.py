"""Hands mail to the server of the organisation: one line that is kept for a while, and errors by what they mean."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.delivery.halting import Halting
from bot.delivery.ports import Answer, Letter, Result
from bot.mail.letters import Desk, packed, written
from flows.ways import Way
from storage.people.reach import Address, Outcome

CALL_SECONDS = 12.0
LINE_SECONDS = 10.0
# A server does not like a connection that is used for ever, nor one that says nothing.
KEPT_SECONDS = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0
_PERMANENT = 500
# The server refuses us, whoever the mail is for: no relaying, no authentication, a policy.
_OF_OURS = re.compile(r"^5\.7\.|relay|authenti|not permitted to send", re.IGNORECASE)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server, and how to speak with it: ``starttls``, ``tls`` or ``none``."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    authority: Path | None = None


class MailSender(Halting):
    """One line to one server; when that is down only mail waits."""

    way = Way.MAIL

    def __init__(self, server: Server, desk: Desk, per_second: float) -> None:
        """Nothing is called before the first mail."""
        super().__init__(per_second)
        self._server = server
        self._desk = desk
        self._line = asyncio.Lock()
        self._client: SMTP | None = None
        self._since = 0.0
        self._pauses = 0

    async def send(self, addresses: Sequence[Address], letter: Letter) -> Answer:
        """Hand one mail over; who waited too long for the line comes again."""
        (to,) = addresses
        try:
            async with asyncio.timeout(LINE_SECONDS):
                await self._line.acquire()
        except TimeoutError:
            return Answer(Result.LATER, "MailBusy", LINE_SECONDS)
        try:
            if self.halted:
                return Answer(Result.RETRY, "MailUnreachable", self.halted, down=True)
            return await self._sent(to.at, letter)
        finally:
            self._line.release()

    async def close(self) -> None:
        """Say goodbye."""
        await self._hang_up()

    async def _sent(self, address: str, letter: Letter) -> Answer:
        message = packed(written(letter, address, self._desk))
        done = False
        try:
            client = await self._open()
            await client.sendmail(self._desk.sender, [address], message)
            done = True
        except (SMTPRecipientsRefused, SMTPRecipientRefused) as error:
            refused = error.recipients[0] if isinstance(error, SMTPRecipientsRefused) else error
            return self._refused(address, refused)
        except SMTPAuthenticationError:
            log.error("mail_refuses_the_sign_in")
            return self._down("MailSignIn")
        except SMTPNotSupported:
            log.error("mail_without_encryption")
            return self._down("MailUnreachable")
        except SMTPResponseException as error:
            permanent = error.code >= _PERMANENT and not _OF_OURS.search(error.message)
            return Answer(Result.DEAD, "MailRefused") if permanent else self._delayed(error)
        except (SMTPException, OSError, TimeoutError, ValueError):
            return self._down("MailUnreachable")
        finally:
            if not done:
                await self._hang_up()
        self._pauses = 0
        return Answer(Result.ARRIVED, outcome=Outcome(reached=(address,)))

    def _refused(self, address: str, error: SMTPResponseException) -> Answer:
        """A mailbox that does not exist is closed; where it is we who are refused, nobody's is."""
        if error.code < _PERMANENT:
            return Answer(Result.RETRY, "MailDelayed", outcome=Outcome(failing=(address,)))
        if _OF_OURS.search(error.message):
            log.error("mail_refuses_us", code=error.code)
            return self._down("MailRefused")
        return Answer(Result.CLOSED, "MailRefused", outcome=Outcome(gone=(address,)))

    def _delayed(self, error: SMTPResponseException) -> Answer:
        """Not now: for a server that closes (421) that goes for everybody."""
        if error.code == 421 or error.code >= _PERMANENT:
            return self._down("MailDelayed")
        return Answer(Result.RETRY, "MailDelayed")

    def _down(self, reason: str) -> Answer:
        pause = min(FIRST_PAUSE * 2.0 ** min(self._pauses, 16), LONGEST_PAUSE)
        self._pauses += 1
        self.halt(pause)
        return Answer(Result.RETRY, reason, pause, down=True)

    async def _open(self) -> SMTP:
        """The line as it is, or a new one."""
        if self._client is not None and self._client.is_connected and time.monotonic() - self._since < KEPT_SECONDS:
            return self._client
        await self._hang_up()
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            timeout=CALL_SECONDS,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=ssl.create_default_context(cafile=server.authority),
            local_hostname=self._desk.sender.rpartition("@")[2],
        )
        await client.connect()
        self._client, self._since = client, time.monotonic()
        return client

    async def _hang_up(self) -> None:
        """Politely where the line still works; what was being said on one that does not is lost anyway."""
        client, self._client = self._client, None
        if client is not None:
            client.close()
