"""The table of all routes."""

from __future__ import annotations

from bot.checking import actions as settling_checks
from bot.checking import difference
from bot.checking import screens as checking
from bot.clients import letting_go
from bot.clients import screens as clients
from bot.conversation import legacy
from bot.conversation.routes import Table
from bot.history import actions as changing_moments
from bot.history import screens as history
from bot.ladder import screens as ladder
from bot.measuring import actions as answering
from bot.measuring import hermeting, receipt, recording, starting
from bot.measuring import screens as measuring
from bot.settings import actions as changing_settings
from bot.settings import screens as settings

_ROOMS = Table.of(
    checking,
    settling_checks,
    difference,
    clients,
    letting_go,
    history,
    changing_moments,
    ladder,
    measuring,
    answering,
    starting,
    recording,
    hermeting,
    receipt,
    settings,
    changing_settings,
)
ROUTES = Table([*_ROOMS, *legacy.routes({route.word for route in _ROOMS})])
