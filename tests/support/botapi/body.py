"""The parameters of a call, whichever way they were written."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from support.botapi.refusal import bad_request

NUMBERS = {"chat_id", "message_id", "offset", "limit", "timeout", "max_connections", "cache_time"}
FLAGS = {"protect_content", "drop_pending_updates", "show_alert", "disable_notification"}
OBJECTS = {
    *("reply_markup", "media", "message_ids", "allowed_updates"),
    *("commands", "scope", "menu_button", "link_preview_options"),
}


async def parameters(request: web.Request) -> dict[str, Any]:
    """Read the parameters from the address and the body; an uploaded file becomes bytes."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= _object(await request.text())
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            given[name] = value.file.read() if isinstance(value, web.FileField) else value
    return normal(given)


def normal(given: dict[str, Any]) -> dict[str, Any]:
    """Give every known parameter its own type."""
    return {name: _value(name, value) for name, value in given.items() if value is not None}


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in NUMBERS:
        return int(value) if value.lstrip("-").isdecimal() else value
    if name in FLAGS:
        return value.lower() in ("true", "1", "yes")
    if name in OBJECTS:
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
    return value


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse JSON body")
    return found
