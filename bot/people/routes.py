"""The routes of colleagues and their access."""

from __future__ import annotations

from bot.conversation.routes import EVERYONE, ID, NAME, NUMBER, PAGE, Param, action, one_of, optional, view
from bot.people.links import Valid
from flows.labels import Functie
from flows.people import Right, Rol

_INVITING = frozenset({Right.INVITE})

ROL: Param[Rol] = one_of("rol", Rol)
FUNCTIE: Param[Functie] = one_of("functie", Functie)
VALID: Param[Valid] = one_of("valid", Valid)

# A session by the start of its hash, or the Telegram account.
SIGN_IN: Param[str] = Param("sign_in", str)

SPEAK = action("speak", NAME, needs=EVERYONE)
CONNECT = action("connect", needs=EVERYONE)
CONNECTED = view("connected", ID, needs=EVERYONE, shown_only=True)
INVITE = view("invite", needs=_INVITING)
INVITE_AS = action("invite_as", ROL, needs=_INVITING)
INVITE_TEAM = view("invite_team", ROL, needs=_INVITING)
SEND_INVITE = action("send_invite", ROL, optional(ID), needs=_INVITING)
INVITED = view("invited", ID, optional(VALID), needs=_INVITING, shown_only=True)
SEND_SIGN_IN = action("send_sign_in", ID, needs=_INVITING)
SIGN_IN_LINK = view("sign_in_link", ID, optional(VALID), needs=_INVITING, shown_only=True)
INVITED_ACCOUNT = view("invited_account", ID, needs=_INVITING)
EXTEND = action("extend", ID, VALID, needs=_INVITING)
COLLEAGUES = view("colleagues", PAGE, needs=_INVITING)
COLLEAGUE = view("colleague", ID, needs=_INVITING)
ASK_REMOVE = view("ask_remove", ID, needs=_INVITING)
CONFIRM_REMOVE = view("confirm_remove", ID, needs=_INVITING)
REMOVE_ACCESS = action("remove_access", ID, needs=_INVITING)
NOT_ME = view("not_me", SIGN_IN, needs=EVERYONE, doorway=True)
END_SIGN_IN = action("end_sign_in", SIGN_IN, needs=EVERYONE)
PASSKEYS = view("passkeys", needs=EVERYONE, doorway=True)
SESSIONS = view("sessions", PAGE, needs=EVERYONE)
END_SESSION = action("end_session", SIGN_IN, needs=EVERYONE)
ASK_SIGN_OUT = view("ask_sign_out", needs=EVERYONE)
SIGN_OUT = action("sign_out", needs=EVERYONE)
SIGN_OUT_COLLEAGUE = action("sign_out_colleague", ID, needs=_INVITING)
LABEL = view("label", ID, needs=_INVITING)
LABEL_NUMBER = view("label_number", ID, FUNCTIE, needs=_INVITING)
RELABEL = action("relabel", ID, FUNCTIE, NUMBER, needs=_INVITING)
