"""Language, the other channel, and invitations."""

from __future__ import annotations

from bot.event import Channel
from bot.links import LIFETIME, token_for, ways_in
from bot.screen import Block, Button, Link, Look, Screen, Style, Text, t, verbatim
from bot.translations import LOCALES
from bot.turn import Turn
from bot.views.parts import column, hint, line, menu, title, to
from flows.people import Right, Rol

ENDONYMS = {"nl": "Nederlands", "en": "English"}
ROLES: dict[Rol, Text] = {
    Rol.KLANTMANAGER: t("btn.role.klantmanager", "Klantmanager"),
    Rol.INVOERDER: t("btn.role.invoerder", "Externe invoerder"),
    Rol.CONTROLEUR: t("btn.role.controleur", "Controleur"),
    Rol.TEAMLEIDER: t("btn.role.teamleider", "Teamleider"),
    Rol.BELEID: t("btn.role.beleid", "Beleid en bestuur"),
    Rol.BEHEERDER: t("btn.role.beheerder", "Beheerder"),
}


async def settings(turn: Turn) -> Screen:
    """What a person can set for themselves."""
    languages = tuple(
        Button(verbatim(ENDONYMS[taal]), f"speak/{taal}", Look.PRIMARY if taal == turn.chat.taal else Look.PLAIN)
        for taal in LOCALES
    )
    rows: list[tuple[Button, ...]] = [languages]
    if turn.chat.channel == Channel.TELEGRAM and turn.house.public_url:
        rows.append((Button(t("btn.to_web", "Open de webchat"), "connect"),))
    if turn.chat.channel == Channel.WEB and turn.house.bot:
        rows.append((Button(t("btn.to_telegram", "Koppel Telegram"), "connect"),))
    rows.append((Button(t("btn.privacy", "Privacy"), "privacy"), menu()))
    blocks = (title(t("settings.title", "Instellingen")), line(t("settings.language", "In welke taal wilt u werken?")))
    return Screen(blocks, tuple(rows))


async def connected(turn: Turn, invite_id: str) -> Screen:
    """The link to the other channel, for this functionaris only."""
    ways = ways_in(token_for(turn.house.key, "invite", invite_id), turn.house.public_url, turn.house.bot)
    on_web = turn.chat.channel == Channel.WEB
    url = ways.telegram if on_web else ways.web
    label = t("link.telegram", "Open Telegram") if on_web else t("link.web", "Open de webchat")
    blocks = (
        Block(Style.QUESTION, t("connect.title", "Verder op een ander apparaat")),
        line(t("connect.what", "De link werkt één keer, alleen voor u, {n} minuten lang.", n=_minutes())),
    )
    return Screen(blocks, ((to("settings"), menu()),), link=Link(label, url, qr=True))


async def invite(turn: Turn) -> Screen:
    """Which role a new functionaris gets."""
    if not turn.who.may(Right.INVITE):
        return Screen(
            (line(t("notice.not_allowed", "Dat kan niet met uw rol. Vraag zo nodig uw beheerder.")),), ((menu(),),)
        )
    buttons = [Button(text, f"invite_as/{rol.value}") for rol, text in ROLES.items()]
    question = Block(Style.QUESTION, t("invite.title", "Welke rol krijgt de nieuwe collega?"))
    return Screen((question,), (*column(buttons), (menu(),)))


async def invite_team(turn: Turn, rol: str) -> Screen:
    """In which team."""
    buttons = [
        Button(verbatim(naam[:24]), f"send_invite/{rol}/{team}") for team, naam in await turn.unit.people.teams()
    ]
    question = Block(Style.QUESTION, t("invite.team", "In welk team?"))
    return Screen((question,), (*column(buttons), (to("invite"),)))


async def invited(turn: Turn, invite_id: str) -> Screen:
    """The invitation, to be handed over in person."""
    ways = ways_in(token_for(turn.house.key, "invite", invite_id), turn.house.public_url, turn.house.bot)
    blocks = [
        Block(Style.QUESTION, t("invited.title", "Laat uw collega deze code scannen")),
        line(t("invited.what", "De uitnodiging werkt één keer en verloopt na {n} minuten.", n=_minutes())),
    ]
    if ways.telegram:
        blocks.append(hint(t("invited.telegram", "In Telegram: {url}", url=ways.telegram)))
    if ways.web:
        blocks.append(hint(t("invited.web", "In de browser: {url}", url=ways.web)))
    link = Link(t("link.invite", "Uitnodiging"), ways.telegram or ways.web, qr=True)
    return Screen(tuple(blocks), ((menu(),),), link=link)


def _minutes() -> int:
    return int(LIFETIME.total_seconds() // 60)
