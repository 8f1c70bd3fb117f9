"""What Telegram takes as an inline keyboard."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from support.botapi.refusal import bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_BYTES = 64


def checked(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the keyboard as it will stand under a message; one without buttons is none."""
    rows = (markup or {}).get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check(button)
    return {"inline_keyboard": [row for row in rows if row]} if buttons else None


def _check(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad_request("inline keyboard button text must be non-empty")
    if "callback_data" in button:
        if not 1 <= len(button["callback_data"].encode()) <= MOST_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        _check_link(button["url"])
    elif "web_app" in button:
        url = button["web_app"]["url"]
        if urlsplit(url).scheme != "https":
            raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    else:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _check_link(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or "")):
        return
    raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
