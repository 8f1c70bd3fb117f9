"""When somebody's access ends: whether it may, and what stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.screen import Text, t, tn
from flows.people import Functionaris, Rol
from storage.unit import Unit


async def is_last_beheerder(unit: Unit, who: Functionaris, now: datetime) -> bool:
    """Whether nobody could let anyone in any more without this person."""
    return who.rol is Rol.BEHEERDER and await unit.people.is_last(who, now)


async def left_behind(unit: Unit, who: Functionaris, today: date) -> tuple[Text, ...]:
    """A sentence for everything that is somebody's own and does not go anywhere by itself."""
    clients = (await unit.clients.tally(who, today)).clients
    dialogues = len(await unit.dialogues.open_of(who.id))
    return tuple(_sentences(clients, dialogues))


def _sentences(clients: int, dialogues: int) -> Iterator[Text]:
    if clients:
        yield tn(
            "leaving.clients",
            "In de caseload staat nog {n} cliënt. De teamleider draagt die over aan een collega.",
            "In de caseload staan nog {n} cliënten. De teamleider draagt die over aan collega’s.",
            clients,
        )
    if dialogues:
        yield tn(
            "leaving.dialogues",
            "Er is nog {n} meting niet afgerond. Wat daarin is geantwoord, wordt niet vastgelegd.",
            "Er zijn nog {n} metingen niet afgerond. Wat daarin is geantwoord, wordt niet vastgelegd.",
            dialogues,
        )
    if not clients and not dialogues:
        yield t("leaving.nothing", "Er blijven geen cliënten of onafgeronde metingen achter.")
