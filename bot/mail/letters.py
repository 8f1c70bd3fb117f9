"""A bericht as an e-mail: text and simple HTML, counts without codes, and the way to have no more of them."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from bot.conversation.context import AppContext
from bot.conversation.routes import link
from bot.conversation.screen import t
from bot.delivery.ports import Letter
from bot.messages.routes import OPEN_MESSAGE
from bot.reaching.unsubscribing import off_token
from bot.texts.templates import templates_in
from bot.texts.translations import words

_OPEN = t("mail.open", "Open Meetlat")
_WHY = t("mail.why", "U krijgt deze e-mail omdat u dit adres in Meetlat opgaf. Er staan nooit namen of codes in.")
_OFF = t("mail.off", "Geen e-mail meer")
# The most that a line may have (RFC 5322).
_LONGEST_LINE = 998


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes: the sender's address, for this Meetlat."""

    sender: str
    app: AppContext


def written(letter: Letter, address: str, desk: Desk) -> EmailMessage:
    """The mail; the same bericht has the same Message-ID each time, so that a repeat can be recognised."""
    say = words(letter.taal).say
    brief, web = say(letter.brief), desk.app.web.rstrip("/")
    door = f"{web}/open/{link(OPEN_MESSAGE, letter.number)}"
    off = f"{web}/mail/off/{off_token(desk.app.key, letter.to)}"
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Meetlat: {brief}"
    message["From"] = Mailbox(_plain(f"Meetlat {desk.app.naam}".strip()), addr_spec=desk.sender)
    message["To"] = Mailbox(addr_spec=address)
    message["Message-ID"] = (
        f"<bericht-{letter.number}.{off_token(desk.app.key, f'id:{letter.number}')[-16:]}@{_host(desk)}>"
    )
    message["Date"] = format_datetime(desk.app.clock.now())
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Unsubscribe"] = f"<{off}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(f"{brief}\n\n{say(_OPEN)}: {door}\n\n{say(_WHY)}\n{say(_OFF)}: {off}\n", cte="quoted-printable")
    page = templates_in(Path(__file__).parent / "templates").get_template("mail.html")
    shown = {"open": say(_OPEN), "why": say(_WHY), "off_label": say(_OFF)}
    html = page.render(lang=letter.taal, brief=brief, door=door, off=off, **shown)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def packed(message: EmailMessage) -> bytes:
    """The mail as it goes over the line; no header is folded, because a long web address would be spoilt by that."""
    return message.as_bytes(policy=SMTP.clone(max_line_length=_LONGEST_LINE))


def _plain(name: str) -> str:
    """A name that fits in a header."""
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())


def _host(desk: Desk) -> str:
    return desk.sender.rpartition("@")[2]
