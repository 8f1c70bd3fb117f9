"""A mail server that speaks SMTP with STARTTLS on a port of its own, and refuses what a test has it refuse."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from support.ports import free_port

USER, PASSWORD = "meetlat", "een wachtwoord van een test"


@dataclass
class MailServer:
    """What came in, by address; and what is answered to the next commands instead of taking a mail in."""

    host: str = "127.0.0.1"
    port: int = 0
    authority: Path = Path()
    mail: list[tuple[str, EmailMessage]] = field(default_factory=list)
    recipients: dict[str, list[str]] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    password: str = PASSWORD
    tried: int = 0
    connections: int = 0
    _controller: Controller | None = None

    def to(self, address: str) -> list[EmailMessage]:
        """The mail that came in for an address."""
        return [message for to, message in self.mail if to == address]

    @property
    def settings(self) -> dict[str, Any]:
        """How Meetlat finds it."""
        return {
            "mail_host": self.host,
            "mail_port": self.port,
            "mail_user": USER,
            "mail_password": PASSWORD,
            "mail_from": "meetlat@gemeente.example",
            "mail_ca": self.authority,
        }

    def go_down(self) -> None:
        """Take no connection any more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def come_up(self) -> None:
        """Take connections, at the same port as before."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, self.authority.with_suffix(".key"))
        self._controller = Controller(
            self,
            hostname=self.host,
            port=self.port or free_port(),
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=self._authenticated,
            server_hostname="mail.example",
        )
        self._controller.start()
        self.port = self._controller.port

    def _authenticated(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        self.connections += 1
        right = isinstance(given, LoginPassword) and given.password.decode() == self.password
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd calls it so
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or refuse one."""
        self.tried += 1
        refusals = self.recipients.get(address, [])
        if refusals:
            return refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or refuse it after all of it came."""
        if self.data:
            return self.data.pop(0)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.mail += [(to, message) for to in envelope.rcpt_tos]
        return "250 OK"


def certificate(folder: Path) -> Path:
    """A self-made certificate for this machine, with its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now, here = datetime.now(UTC), x509.IPAddress(ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM))
    path.with_suffix(".key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """A mail server in a thread of its own."""
    server = MailServer(authority=certificate(folder))
    server.come_up()
    try:
        yield server
    finally:
        server.go_down()
