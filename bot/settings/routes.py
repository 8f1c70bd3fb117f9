"""The routes of the municipality's settings."""

from __future__ import annotations

from bot.conversation.routes import ID, NAME, PAGE, action, view
from flows.people import Right

_CONFIGURING = frozenset({Right.CONFIGURE})

OPTIONS = view("options", needs=_CONFIGURING)
OPTION_GROUP = view("option_group", NAME, needs=_CONFIGURING)
OPTION = view("option", NAME, needs=_CONFIGURING)
CHOOSE = action("choose", NAME, NAME, needs=_CONFIGURING)
PARTNERS = view("partners", needs=_CONFIGURING)
TEAMS = view("teams", PAGE, needs=_CONFIGURING)
ONE_TEAM = view("one_team", ID, needs=_CONFIGURING)
CHANGE_PILOT = action("change_pilot", ID, NAME, needs=_CONFIGURING)
PUT_BACK = action("put_back", NAME, needs=_CONFIGURING)
