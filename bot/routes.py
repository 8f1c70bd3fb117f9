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
from bot.home import screens as home
from bot.ladder import screens as ladder
from bot.measuring import actions as answering
from bot.measuring import hermeting, receipt, recording, starting
from bot.measuring import screens as measuring
from bot.messages import actions as handling_messages
from bot.messages import outbox
from bot.messages import screens as messages
from bot.placements import actions as placing
from bot.placements import screens as placements
from bot.planning import actions as changing_plans
from bot.planning import due
from bot.planning import screens as planning
from bot.preferences import actions as changing_preferences
from bot.preferences import screens as preferences
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
    home,
    messages,
    outbox,
    handling_messages,
    placements,
    placing,
    planning,
    due,
    changing_plans,
    preferences,
    changing_preferences,
    settings,
    changing_settings,
)
ROUTES = Table([*_ROOMS, *legacy.routes({route.word for route in _ROOMS})])
