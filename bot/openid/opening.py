"""Everything of signing in with accounts of the organisation, where there is a provider of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

from bot.config.environment import Settings
from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.web.ports import OpenId
from storage.unit import Storage

Closing = Callable[[Callable[[], Awaitable[None]]], object]


def openid(
    storage: Storage, app: AppContext, settings: Settings, changes: ChangeNotifier, closing: Closing
) -> OpenId | None:
    """The ways in and out, and what a beheerder fills in; none without a provider.

    The libraries are read here, so that nobody else waits for them; ``closing`` is told what has to be closed.
    """
    app.openid = bool(settings.openid_issuer)
    app.bare_links = settings.openid_links or not app.openid
    if not app.openid:
        return None
    provider = import_module("bot.openid.provider").Provider(settings, app.clock)
    closing(provider.close)
    return OpenId(
        settings.openid_button,
        import_module("bot.openid.signing_in").SigningIn(storage, app, settings, provider),
        import_module("bot.openid.leaving").Leaving(storage, app, settings, provider, changes),
        import_module("bot.openid.accounts").Accounts(storage, app, settings),
    )
