"""Routes that have no entry of their own yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import Parameter, signature
from typing import Any

from bot.conversation import taking_over
from bot.conversation.named import Named
from bot.conversation.routes import EVERYONE, MEASURING, REPORTING, Command, Param, Route
from bot.conversation.screen import Screen, t
from flows.people import Right

View = Callable[..., Awaitable[Screen]]
Action = Callable[..., Awaitable[str]]
VIEWS: Named[View] = Named(
    "bot",
    {
        "caseload": "reports.screens.caseload",
        "report": "reports.screens.report",
        "more": "reports.screens.more",
        "units": "reports.screens.units",
        "beside": "reports.screens.beside",
        "compare": "reports.screens.compare",
        "when": "reports.screens.when",
        "known": "reports.screens.known",
        "between": "reports.screens.between",
        "lists": "reports.lists.lists",
        "list": "reports.lists.listed",
        "connected": "people.invitations.connected",
        "invite": "people.invitations.invite",
        "invite_team": "people.invitations.invite_team",
        "invited": "people.invitations.invited",
        "sign_in_link": "people.invitations.sign_in_link",
        "colleagues": "people.colleagues.colleagues",
        "colleague": "people.colleagues.colleague",
        "ask_remove": "people.colleagues.ask_remove",
        "confirm_remove": "people.colleagues.confirm_remove",
        **taking_over.VIEWS,
    },
)

ACTIONS: Named[Action] = Named(
    "bot",
    {
        "share_forecast": "reports.actions.share_forecast",
        "speak": "people.access.speak",
        "connect": "people.access.connect",
        "invite_as": "people.access.invite_as",
        "send_invite": "people.access.send_invite",
        "send_sign_in": "people.access.send_sign_in",
        "extend": "people.access.extend",
        "remove_access": "people.removing.remove_access",
        **taking_over.ACTIONS,
    },
)

# Where a button on a message that was sent unasked may lead: it can be tapped at any later time.
DOORWAYS = taking_over.DOORWAYS | frozenset(
    {"messages", "client", "home", "start", "moment", "check", "verschil", "due", "late", "outbox", "caseload"}
)

# Made by an action and only ever shown, or a secret would be shown to whoever guesses its id.
_NOT_FROM_A_BUTTON = frozenset({"connected", "invited", "sign_in_link"})
_FOR_EVERYONE = frozenset(
    {
        *("home", "privacy", "ladder", "trede", "questions", "messages", "put_away"),
        *("settings", "connected", "speak", "connect", "wishes", "prefer", "hush"),
    }
)
_FOR: dict[Right, frozenset[str]] = {
    Right.REPORT_OWN: frozenset({"hermetingen", "share_forecast"}),
    Right.SEE_TEAM: frozenset({"late"}),
    Right.CONFIGURE: frozenset(
        {"options", "option_group", "option", "choose", "put_back", "outbox", "revive", "revive_all"}
    ),
    Right.CHECK: frozenset({"checks", "check", "why_back", "approve", "send_back"}),
    Right.INVITE: frozenset(
        {
            *("invite", "invite_team", "invited", "invite_as", "send_invite", "sign_in_link", "send_sign_in", "extend"),
            *("colleagues", "colleague", "ask_remove", "confirm_remove", "remove_access"),
        }
    ),
}
_FOR_REPORTING = frozenset(
    {
        *("caseload", "report", "more", "units", "beside", "compare", "when", "known", "between", "lists", "list"),
    }
)
_NEEDED = {word: right for rights in (_FOR, taking_over.FOR) for right, named in rights.items() for word in named}
_ABOUT_A_CLIENT = frozenset(
    {
        *("client", "moments", "start", "restart", "ask_let_go", "let_go"),
        *("plan", "postpone", "snooze", "event", "proposal", "replan", "doze", "wake", "changed"),
    }
)

OF_DIALOGUE = frozenset({"dialogue", "help", "why", "card", "card_help", "edit", "ask", "ask_stop", "same_day"})
SLOW = frozenset({"caseload", "report", "compare", "lists", "list"})
COMMANDS = {
    "clients": (Command("clienten", t("command.clients", "Mijn cliënten")),),
    "caseload": (Command("caseload", t("command.caseload", "De caseload in beeld")),),
    "ask_stop": (Command("stop", t("command.stop", "De meting stoppen")),),
}


def _needs(word: str) -> frozenset[Right]:
    if word in _FOR_REPORTING:
        return REPORTING
    if word in _FOR_EVERYONE:
        return EVERYONE
    return frozenset({_NEEDED[word]}) if word in _NEEDED else MEASURING


def _defaults(default: object) -> tuple[Any, ...]:
    return () if default is Parameter.empty else (default,)


def routes(known: set[str]) -> list[Route[..., Any]]:
    """A route for every word that is not ``known``."""
    found: list[Route[..., Any]] = []
    for table, is_view in ((VIEWS, True), (ACTIONS, False)):
        for word in table:
            if word in known:
                continue
            handler = table[word]
            wanted = list(signature(handler).parameters.values())[1:]
            empty = Parameter.empty
            params = tuple(
                Param(each.name, str, str, () if each.default is empty else (each.default,)) for each in wanted
            )
            if word in ("clients", "caseload") and params and not params[0].default:
                params = (Param("name", str, str, ("0",)), *params[1:])
            found.append(
                Route(
                    word,
                    params,
                    is_view,
                    needs=_needs(word),
                    doorway=word in DOORWAYS,
                    slow=word in SLOW,
                    of_dialogue=word in OF_DIALOGUE,
                    shown_only=word in _NOT_FROM_A_BUTTON,
                    commands=COMMANDS.get(word, ()),
                    run=handler,
                )
            )
            found[-1].about_client = word in _ABOUT_A_CLIENT
    return found
