"""The routes of leaves and transfers, and the right that each of them asks for."""

from __future__ import annotations

from flows.people import Right

VIEWS = {
    "leave": "absence.screens.leave",
    "leave_from": "absence.screens.leave_from",
    "leave_until": "absence.screens.leave_until",
    "substitute": "absence.screens.substitute",
    "leave_sure": "absence.screens.leave_sure",
    "hand_over": "handover.screens.hand_over",
    "hand_over_when": "handover.screens.hand_over_when",
    "hand_over_sure": "handover.screens.hand_over_sure",
    "hand_over_surely": "handover.screens.hand_over_surely",
    "handovers": "handover.requests.handovers",
    "handover": "handover.requests.handover",
    "team": "caseload.screens.team",
    "member": "caseload.screens.member",
    "unkept": "caseload.screens.unkept",
    "reassign": "reassigning.screens.reassign",
    "reassign_sure": "reassigning.screens.reassign_sure",
    "reassign_surely": "reassigning.screens.reassign_surely",
}

ACTIONS = {
    "first_day": "absence.actions.first_day",
    "last_day": "absence.actions.last_day",
    "be_away": "absence.actions.be_away",
    "end_leave": "absence.actions.end_leave",
    "hand_over_on": "handover.actions.hand_over_on",
    "ask_handover": "handover.actions.ask_handover",
    "call_off": "handover.actions.call_off",
    "accept": "handover.actions.accept",
    "refuse": "handover.actions.refuse_handover",
    "reassign_now": "reassigning.actions.reassign_now",
}

FOR: dict[Right, frozenset[str]] = {
    Right.MEASURE: frozenset({"handovers", "handover", "accept", "refuse"}),
    Right.HAND_OVER: frozenset(
        {
            *("leave", "leave_from", "leave_until", "substitute", "leave_sure"),
            *("first_day", "last_day", "be_away", "end_leave"),
            *("hand_over", "hand_over_when", "hand_over_sure", "hand_over_surely"),
            *("hand_over_on", "ask_handover", "call_off"),
        }
    ),
    Right.SEE_TEAM: frozenset({"team", "member", "unkept"}),
    Right.ASSIGN: frozenset({"reassign", "reassign_sure", "reassign_surely", "reassign_now"}),
}

# Which route takes the day that is typed on a screen.
DATED = {"leave_from": "first_day", "leave_until": "last_day", "hand_over_when": "hand_over_on"}
DOORWAYS = frozenset({"clients", "handover"})
