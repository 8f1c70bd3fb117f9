"""The table of all routes."""

from __future__ import annotations

from bot.absence import actions as arranging_absence
from bot.absence import screens as absence
from bot.batch import actions as entering_list
from bot.batch import screens as batch
from bot.caseload import screens as caseload
from bot.checking import actions as settling_checks
from bot.checking import difference
from bot.checking import screens as checking
from bot.client_answers import reading
from bot.clients import household, letting_go, moving
from bot.clients import screens as clients
from bot.conversation.routes import Table
from bot.handover import actions as handing_over
from bot.handover import requests as handovers
from bot.handover import screens as asking_handover
from bot.history import actions as changing_moments
from bot.history import screens as history
from bot.home import screens as home
from bot.instrument import doubting, usage
from bot.ladder import screens as ladder
from bot.measuring import actions as answering
from bot.measuring import borderline, hermeting, receipt, recording, starting
from bot.measuring import screens as measuring
from bot.messages import actions as handling_messages
from bot.messages import outbox
from bot.messages import screens as messages
from bot.people import browsers, colleagues, invitations, labelling, language, removal, signing_out
from bot.placements import actions as placing
from bot.placements import beginning
from bot.placements import screens as placements
from bot.planning import actions as changing_plans
from bot.planning import due
from bot.planning import screens as planning
from bot.preferences import actions as changing_preferences
from bot.preferences import screens as preferences
from bot.reaching import actions as changing_ways
from bot.reaching import screens as ways
from bot.reassigning import actions as reassigning_now
from bot.reassigning import screens as reassigning
from bot.reports import campaign, council, lists
from bot.reports import choosing as choosing_reports
from bot.reports import screens as reports
from bot.settings import actions as changing_settings
from bot.settings import partners, teams
from bot.settings import screens as settings

ROUTES = Table.of(
    absence,
    answering,
    arranging_absence,
    asking_handover,
    beginning,
    campaign,
    batch,
    borderline,
    browsers,
    caseload,
    changing_moments,
    changing_plans,
    changing_preferences,
    changing_settings,
    changing_ways,
    checking,
    choosing_reports,
    clients,
    colleagues,
    council,
    difference,
    doubting,
    due,
    entering_list,
    handing_over,
    handling_messages,
    handovers,
    hermeting,
    history,
    home,
    household,
    invitations,
    ladder,
    labelling,
    language,
    letting_go,
    lists,
    measuring,
    messages,
    moving,
    outbox,
    partners,
    placements,
    placing,
    planning,
    preferences,
    removal,
    signing_out,
    reading,
    reassigning,
    reassigning_now,
    receipt,
    recording,
    removal,
    reports,
    settings,
    settling_checks,
    starting,
    usage,
    teams,
    ways,
)
