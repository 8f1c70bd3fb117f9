"""The ways that the settings make possible; what a way needs is loaded only where it is used."""

from __future__ import annotations

from bot.config.environment import Settings
from bot.conversation.context import AppContext
from bot.delivery.ports import MessageSender
from bot.reaching.browsers import Browsers
from storage.unit import Storage


def push_sender(settings: Settings, storage: Storage, app: AppContext) -> tuple[MessageSender | None, Browsers]:
    """The sender of notices, and the browsers that they go to."""
    if not settings.pushes:
        return None, Browsers(storage, app, "")
    from bot.config.push_key import contact, public_key, push_key
    from bot.push.sender import PushSender

    key = push_key(settings)
    if key is None:
        return None, Browsers(storage, app, "")
    anywhere = settings.push_anywhere
    sender = PushSender(key, contact(settings), settings.push_per_second, anywhere=anywhere)
    return sender, Browsers(storage, app, public_key(key), anywhere=anywhere)


def mail_sender(settings: Settings, app: AppContext) -> MessageSender | None:
    """The sender of mail."""
    if not settings.mail_host:
        return None
    from bot.mail.letters import Desk
    from bot.mail.sender import MailSender, Server

    password = settings.mail_password.get_secret_value() if settings.mail_password else ""
    server = Server(
        settings.mail_host,
        settings.mail_door,
        settings.mail_security,
        settings.mail_user,
        password,
        settings.mail_ca,
    )
    return MailSender(server, Desk(settings.mail_from, app), settings.mail_per_second)
