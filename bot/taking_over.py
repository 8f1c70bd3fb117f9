"""The routes of leaves and transfers, and the right that each of them asks for."""

from __future__ import annotations

from flows.people import Right

VIEWS = {
    "leave": "absence.leave",
    "leave_from": "absence.leave_from",
    "leave_until": "absence.leave_until",
    "substitute": "absence.substitute",
    "leave_sure": "absence.leave_sure",
    "hand_over": "handing.hand_over",
    "hand_over_when": "handing.hand_over_when",
    "hand_over_sure": "handing.hand_over_sure",
    "hand_over_surely": "handing.hand_over_surely",
    "handovers": "handovers.handovers",
    "handover": "handovers.handover",
    "team": "team.team",
    "member": "team.member",
    "unkept": "team.unkept",
    "reassign": "reassigning.reassign",
    "reassign_sure": "reassigning.reassign_sure",
    "reassign_surely": "reassigning.reassign_surely",
}

ACTIONS = {
    "first_day": "absence.first_day",
    "last_day": "absence.last_day",
    "be_away": "absence.be_away",
    "end_leave": "absence.end_leave",
    "hand_over_on": "handing.hand_over_on",
    "ask_handover": "handing.ask_handover",
    "call_off": "handing.call_off",
    "accept": "handing.accept",
    "refuse": "handing.refuse_handover",
    "reassign_now": "reassigning.reassign_now",
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
