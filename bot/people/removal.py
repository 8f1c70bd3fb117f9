"""When somebody's access ends: whether it may, and what stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.conversation.screen import Text, t, tn
from flows.people import Functionaris, Rol
from storage.unit import Unit


async def is_last_beheerder(unit: Unit, who: Functionaris, now: datetime) -> bool:
    """Whether nobody could let anyone in any more without this person."""
    return who.rol is Rol.BEHEERDER and await unit.people.is_last(who, now)


async def left_behind(unit: Unit, who: Functionaris, now: datetime, today: date) -> tuple[Text, ...]:
    """A sentence for everything that is somebody's own and does not go anywhere by itself."""
    clients = (await unit.clients.tally_of(who.id, today)).clients
    leads = [lead.label for lead in await unit.reach.leads_of(who, now) if lead.rol is Rol.TEAMLEIDER]
    dialogues = len(await unit.dialogues.open_of(who.id))
    lent = sum(leave.vervanger == who.id for leave in await unit.waarneming.leaves(today))
    return tuple(_sentences(clients, ", ".join(leads), dialogues, lent))


def _sentences(clients: int, leads: str, dialogues: int, lent: int) -> Iterator[Text]:
    if clients and leads:
        yield tn(
            "leaving.clients",
            "In de caseload staat nog {n} cliënt. Wie die kan overdragen, bij ‘Mijn team’: {leads}.",
            "In de caseload staan nog {n} cliënten. Wie die kan overdragen, bij ‘Mijn team’: {leads}.",
            clients,
            leads=leads,
        )
    elif clients:
        yield tn(
            "leaving.unled",
            "In de caseload staat nog {n} cliënt. Alleen een teamleider kan die overdragen: nodig er een uit.",
            "In de caseload staan nog {n} cliënten. Alleen een teamleider kan die overdragen: nodig er een uit.",
            clients,
        )
    if dialogues:
        yield tn(
            "leaving.dialogues",
            "Er is nog {n} meting niet afgerond. Wat daarin is geantwoord, wordt niet vastgelegd.",
            "Er zijn nog {n} metingen niet afgerond. Wat daarin is geantwoord, wordt niet vastgelegd.",
            dialogues,
        )
    if lent:
        yield tn(
            "leaving.lent",
            "Voor {n} afwezige collega is een andere vervanger nodig.",
            "Voor {n} afwezige collega’s is een andere vervanger nodig.",
            lent,
        )
    if not clients and not dialogues and not lent:
        yield t("leaving.nothing", "Er blijven geen cliënten of onafgeronde metingen achter.")
