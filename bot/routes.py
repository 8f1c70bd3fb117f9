"""The table of all routes."""

from __future__ import annotations

from bot.conversation import legacy
from bot.conversation.routes import Table
from bot.ladder import screens as ladder
from bot.settings import actions as changing_settings
from bot.settings import screens as settings

_ROOMS = Table.of(
    ladder,
    settings,
    changing_settings,
)
ROUTES = Table([*_ROOMS, *legacy.routes({route.word for route in _ROOMS})])
