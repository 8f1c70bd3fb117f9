"""``admin push-key``: a key for notices, to be kept as a secret."""

from __future__ import annotations

from bot.cli.saying import tell
from bot.config.push_key import new_key
from bot.conversation.screen import verbatim


def push_key() -> None:
    """Print a new key for notices in browsers; keep it in the file that MEETLAT_PUSH_KEY_FILE names."""
    tell(verbatim(new_key()))
