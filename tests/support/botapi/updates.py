"""The calls by which a bot gets its updates."""

from __future__ import annotations

import re
from typing import Any

from support.botapi.account import Account, Webhook
from support.botapi.refusal import WEBHOOK_ACTIVE, bad_request, conflict

Params = dict[str, Any]
LONGEST_POLL = 50


async def get_updates(bot: Account, params: Params) -> object:
    """``getUpdates``."""
    if bot.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    _allow(bot, params)
    limit = max(1, min(params.get("limit", 100), 100))
    timeout = max(0, min(params.get("timeout", 0), LONGEST_POLL))
    return await bot.inbox.fetch(params.get("offset", 0), limit, timeout)


async def set_webhook(bot: Account, params: Params) -> object:
    """``setWebhook``; plain HTTP is taken, as by a self-hosted server."""
    url, secret = params.get("url", ""), params.get("secret_token", "")
    if url and not re.match(r"https?://[^/]", url):
        raise bad_request("invalid webhook URL specified")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if params.get("drop_pending_updates"):
        await bot.inbox.clear()
    _allow(bot, params)
    bot.webhook = Webhook(url, secret)
    if url:
        await bot.inbox.interrupt("terminated by setWebhook request")
    return True


async def delete_webhook(bot: Account, params: Params) -> object:
    """``deleteWebhook``."""
    return await set_webhook(bot, {**params, "url": "", "secret_token": ""})


async def get_webhook_info(bot: Account, _params: Params) -> object:
    """``getWebhookInfo``."""
    return {
        "url": bot.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(bot.inbox.waiting),
    }


def _allow(bot: Account, params: Params) -> None:
    if "allowed_updates" in params:
        bot.inbox.allowed = frozenset(params["allowed_updates"])
