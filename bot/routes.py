"""The table of all routes."""

from __future__ import annotations

from bot.absence import actions as arranging_absence
from bot.absence import screens as absence
from bot.caseload import screens as caseload
from bot.conversation import legacy
from bot.conversation.routes import Table
from bot.handover import actions as handing_over
from bot.handover import requests as handovers
from bot.handover import screens as asking_handover
from bot.ladder import screens as ladder
from bot.people import colleagues, invitations, labelling, language, removal, signing_out
from bot.reassigning import actions as reassigning_now
from bot.reassigning import screens as reassigning
from bot.reports import choosing as choosing_reports
from bot.reports import lists
from bot.reports import screens as reports
from bot.settings import actions as changing_settings
from bot.settings import screens as settings

_ROOMS = Table.of(
    absence,
    arranging_absence,
    caseload,
    asking_handover,
    handing_over,
    handovers,
    ladder,
    colleagues,
    invitations,
    labelling,
    language,
    removal,
    signing_out,
    reassigning,
    reassigning_now,
    choosing_reports,
    lists,
    reports,
    settings,
    changing_settings,
)
ROUTES = Table([*_ROOMS, *legacy.routes({route.word for route in _ROOMS})])
