"""Which word on a button leads to which view or action; a route that is not here goes nowhere."""

from __future__ import annotations

import re
from functools import cache
from inspect import Parameter, signature

from bot.clients.finding import may_see
from bot.conversation import taking_over
from bot.conversation.context import Action, RequestContext, View
from bot.conversation.named import Named
from bot.conversation.screen import Screen
from flows.people import RIGHTS, Right, Rol

VIEWS: Named[View] = Named(
    "bot",
    {
        "home": "home.screens.home",
        "new": "home.screens.new",
        "where": "home.screens.where",
        "privacy": "home.screens.privacy",
        "clients": "clients.screens.listing",
        "pick": "clients.screens.pick",
        "client": "clients.screens.client",
        "moments": "history.screens.moments",
        "moment": "history.screens.moment",
        "version": "history.screens.version",
        "ask_let_go": "clients.letting_go.ask_let_go",
        "reason": "history.screens.reason",
        "ask_withdraw": "history.screens.ask_withdraw",
        "dialogue": "measuring.question.now",
        "help": "measuring.question.help_with",
        "why": "measuring.question.why",
        "card": "measuring.question.kenmerken",
        "card_help": "measuring.question.card_help",
        "hermetingen": "measuring.hermeting.rates",
        "due": "planning.due.due",
        "late": "planning.due.late",
        "plan": "planning.screens.plan",
        "postpone": "planning.screens.postpone",
        "snooze": "planning.screens.snooze",
        "event": "planning.screens.event",
        "proposal": "planning.screens.proposal",
        "edit": "measuring.question.edit",
        "ask": "measuring.question.single",
        "ask_stop": "measuring.question.ask_stop",
        "same_day": "measuring.question.same_day",
        "messages": "messages.screens.messages",
        "outbox": "messages.outbox.outbox",
        "receipt": "measuring.receipt.receipt",
        "placements": "placements.screens.placements",
        "place": "placements.screens.place",
        "place_with": "placements.screens.place_with",
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
        "options": "settings.screens.options",
        "option_group": "settings.screens.option_group",
        "option": "settings.screens.option",
        "checks": "checking.screens.checks",
        "check": "checking.screens.check",
        "why_back": "checking.screens.why_back",
        "verschil": "checking.difference.verschil",
        "ladder": "ladder.screens.overview",
        "trede": "ladder.screens.trede",
        "questions": "ladder.screens.questions",
        "settings": "preferences.screens.settings",
        "wishes": "preferences.wishes.wishes",
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
        "answer": "measuring.answering.answer",
        "toggle": "measuring.answering.toggle",
        "confirm": "measuring.answering.confirm",
        "back": "measuring.answering.back",
        "unchanged": "measuring.repeating.unchanged",
        "different": "measuring.repeating.different",
        "afresh": "measuring.repeating.afresh",
        "later": "measuring.answering.later",
        "direct": "measuring.answering.direct",
        "stop": "measuring.answering.stop",
        "start": "measuring.starting.start",
        "restart": "measuring.starting.restart",
        "resume": "measuring.starting.resume",
        "create": "measuring.starting.create",
        "let_go": "measuring.starting.let_go",
        "correct": "measuring.starting.correct",
        "record": "measuring.recording.record",
        "correct_same_day": "measuring.recording.correct_same_day",
        "withdraw": "measuring.recording.withdraw",
        "begin_placement": "placements.actions.begin_placement",
        "end_placement": "placements.actions.end_placement",
        "share_forecast": "reports.actions.share_forecast",
        "choose": "settings.actions.choose",
        "put_back": "settings.actions.put_back",
        "approve": "checking.actions.approve",
        "send_back": "checking.actions.send_back",
        "yield_view": "checking.actions.yield_view",
        "adopt_view": "checking.actions.adopt_view",
        "keep_view": "checking.actions.keep_view",
        "replan": "planning.actions.replan",
        "doze": "planning.actions.doze",
        "wake": "planning.actions.wake",
        "changed": "planning.actions.changed",
        "put_away": "messages.actions.put_away",
        "prefer": "preferences.actions.prefer",
        "hush": "preferences.actions.hush",
        "revive": "messages.reviving.revive",
        "revive_all": "messages.reviving.revive_all",
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


async def follow(context: RequestContext, word: str, arguments: list[str]) -> str:
    """Do what a button or command says, if this person may; gives the route of the next screen."""
    if not allowed(context.who.rol, word):
        context.tell("not_allowed")
        return "home"
    if word in _ABOUT_A_CLIENT and not await may_see(context, arguments[0]):
        return context.chat.route
    if word in ACTIONS:
        return await ACTIONS[word](context, *arguments)
    return "/".join((word, *arguments))


async def screen_at(context: RequestContext) -> Screen:
    """The screen a chat is at; the menu when its route leads nowhere any more, or not for this person."""
    found = split(context.chat.route)
    if found is None or found[0] not in VIEWS or not allowed(context.who.rol, found[0]):
        return await VIEWS["home"](context)
    word, arguments = found
    return await VIEWS[word](context, *arguments)


def may_be_tapped(word: str) -> bool:
    """Whether a button may carry this word."""
    return word not in _NOT_FROM_A_BUTTON


def allowed(rol: Rol, word: str) -> bool:
    """Whether a role may go to a word; denied by default: whoever may not measure has only what is named here."""
    rights = RIGHTS[rol]
    if word in _FOR_REPORTING:
        return not rights.isdisjoint(_REPORTING)
    return word in _FOR_EVERYONE or _NEEDED.get(word, Right.MEASURE) in rights
