"""Which word on a button leads to which view or action; a route that is not here goes nowhere."""

from __future__ import annotations

import re
from functools import cache
from inspect import Parameter, signature

from bot import taking_over
from bot.actions.finding import may_see
from bot.named import Named
from bot.screen import Screen
from bot.turn import Action, Turn, View
from flows.people import RIGHTS, Right, Rol

VIEWS: Named[View] = Named(
    "bot.views",
    {
        "home": "home.home",
        "new": "home.new",
        "where": "home.where",
        "privacy": "home.privacy",
        "clients": "clients.listing",
        "pick": "clients.pick",
        "client": "clients.client",
        "moments": "moments.moments",
        "moment": "moments.moment",
        "version": "moments.version",
        "ask_let_go": "letting_go.ask_let_go",
        "reason": "moments.reason",
        "ask_withdraw": "moments.ask_withdraw",
        "dialogue": "question.now",
        "help": "question.help_with",
        "why": "question.why",
        "card": "question.kenmerken",
        "card_help": "question.card_help",
        "hermetingen": "hermeting.rates",
        "due": "due.due",
        "late": "due.late",
        "plan": "planning.plan",
        "postpone": "planning.postpone",
        "snooze": "planning.snooze",
        "event": "planning.event",
        "proposal": "planning.proposal",
        "edit": "question.edit",
        "ask": "question.single",
        "ask_stop": "question.ask_stop",
        "same_day": "question.same_day",
        "messages": "messages.messages",
        "outbox": "outbox.outbox",
        "receipt": "receipt.receipt",
        "placements": "placements.placements",
        "place": "placements.place",
        "place_with": "placements.place_with",
        "caseload": "reports.caseload",
        "report": "reports.report",
        "more": "reports.more",
        "units": "reports.units",
        "beside": "reports.beside",
        "compare": "reports.compare",
        "when": "reports.when",
        "known": "reports.known",
        "between": "reports.between",
        "lists": "lists.lists",
        "list": "lists.listed",
        "options": "options.options",
        "option_group": "options.option_group",
        "option": "options.option",
        "checks": "checking.checks",
        "check": "checking.check",
        "why_back": "checking.why_back",
        "verschil": "verschil.verschil",
        "ladder": "ladder.overview",
        "trede": "ladder.trede",
        "questions": "ladder.questions",
        "settings": "settings.settings",
        "wishes": "wishes.wishes",
        "connected": "inviting.connected",
        "invite": "inviting.invite",
        "invite_team": "inviting.invite_team",
        "invited": "inviting.invited",
        "sign_in_link": "inviting.sign_in_link",
        "colleagues": "colleagues.colleagues",
        "colleague": "colleagues.colleague",
        "ask_remove": "colleagues.ask_remove",
        "confirm_remove": "colleagues.confirm_remove",
        **taking_over.VIEWS,
    },
)

ACTIONS: Named[Action] = Named(
    "bot.actions",
    {
        "answer": "answering.answer",
        "toggle": "answering.toggle",
        "confirm": "answering.confirm",
        "back": "answering.back",
        "unchanged": "repeating.unchanged",
        "different": "repeating.different",
        "afresh": "repeating.afresh",
        "later": "answering.later",
        "direct": "answering.direct",
        "stop": "answering.stop",
        "start": "starting.start",
        "restart": "starting.restart",
        "resume": "starting.resume",
        "create": "starting.create",
        "let_go": "starting.let_go",
        "correct": "starting.correct",
        "record": "recording.record",
        "correct_same_day": "recording.correct_same_day",
        "withdraw": "recording.withdraw",
        "begin_placement": "placing.begin_placement",
        "end_placement": "placing.end_placement",
        "share_forecast": "reporting.share_forecast",
        "choose": "configuring.choose",
        "put_back": "configuring.put_back",
        "approve": "checking.approve",
        "send_back": "checking.send_back",
        "yield_view": "checking.yield_view",
        "adopt_view": "checking.adopt_view",
        "keep_view": "checking.keep_view",
        "replan": "planning.replan",
        "doze": "planning.doze",
        "wake": "planning.wake",
        "changed": "planning.changed",
        "put_away": "reading.put_away",
        "prefer": "wishing.prefer",
        "hush": "wishing.hush",
        "revive": "reviving.revive",
        "revive_all": "reviving.revive_all",
        "speak": "access.speak",
        "connect": "access.connect",
        "invite_as": "access.invite_as",
        "send_invite": "access.send_invite",
        "send_sign_in": "access.send_sign_in",
        "extend": "access.extend",
        "remove_access": "leaving.remove_access",
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
_REPORTING = (Right.REPORT_OWN, Right.REPORT_TEAM, Right.REPORT_ALL)
_NEEDED = {word: right for rights in (_FOR, taking_over.FOR) for right, named in rights.items() for word in named}
_ABOUT_A_CLIENT = frozenset(
    {
        *("client", "moments", "start", "restart", "ask_let_go", "let_go"),
        *("plan", "postpone", "snooze", "event", "proposal", "replan", "doze", "wake", "changed"),
    }
)
_WELL_FORMED = re.compile(r"[a-z_]+(/[A-Za-z0-9_-]{1,40}){0,3}")


@cache
def _arity(handler: View | Action) -> range:
    """How many arguments may follow the word, besides the turn."""
    wanted = list(signature(handler).parameters.values())[1:]
    return range(sum(each.default is Parameter.empty for each in wanted), len(wanted) + 1)


def split(route: str) -> tuple[str, list[str]] | None:
    """The word and its arguments; none when the route is malformed, unknown or has the wrong arguments."""
    if not _WELL_FORMED.fullmatch(route):
        return None
    word, *arguments = route.split("/")
    handler = VIEWS[word] if word in VIEWS else ACTIONS.get(word)
    return (word, arguments) if handler is not None and len(arguments) in _arity(handler) else None


async def follow(turn: Turn, word: str, arguments: list[str]) -> str:
    """Do what a button or command says, if this person may; gives the route of the next screen."""
    if not allowed(turn.who.rol, word):
        turn.tell("not_allowed")
        return "home"
    if word in _ABOUT_A_CLIENT and not await may_see(turn, arguments[0]):
        return turn.chat.route
    if word in ACTIONS:
        return await ACTIONS[word](turn, *arguments)
    return "/".join((word, *arguments))


async def screen_at(turn: Turn) -> Screen:
    """The screen a chat is at; the menu when its route leads nowhere any more, or not for this person."""
    found = split(turn.chat.route)
    if found is None or found[0] not in VIEWS or not allowed(turn.who.rol, found[0]):
        return await VIEWS["home"](turn)
    word, arguments = found
    return await VIEWS[word](turn, *arguments)


def may_be_tapped(word: str) -> bool:
    """Whether a button may carry this word."""
    return word not in _NOT_FROM_A_BUTTON


def allowed(rol: Rol, word: str) -> bool:
    """Whether a role may go to a word; denied by default: whoever may not measure has only what is named here."""
    rights = RIGHTS[rol]
    if word in _FOR_REPORTING:
        return not rights.isdisjoint(_REPORTING)
    return word in _FOR_EVERYONE or _NEEDED.get(word, Right.MEASURE) in rights
