"""The routes of a team lead who gives clients of the team to others."""

from __future__ import annotations

from bot.conversation.routes import PAGE, Param, action, view
from flows.people import Right

_ASSIGNING = frozenset({Right.ASSIGN})

# Whose clients: the code of one client, a colleague, or everybody who no longer has access.
WHOSE: Param[str] = Param("whose", str)
WITHOUT_ACCESS = "zonder"
# To whom: see ``subject.Choice``.
TO_WHOM: Param[str] = Param("to_whom", str, str, ("0",))
NOBODY_YET = "0"

REASSIGN = view("reassign", WHOSE, TO_WHOM, PAGE, needs=_ASSIGNING)
REASSIGN_SURE = view("reassign_sure", WHOSE, TO_WHOM, needs=_ASSIGNING)
REASSIGN_SURELY = view("reassign_surely", WHOSE, TO_WHOM, needs=_ASSIGNING)
REASSIGN_NOW = action("reassign_now", WHOSE, TO_WHOM, needs=_ASSIGNING)
