"""What roles are called."""

from __future__ import annotations

from bot.conversation.screen import Text, t
from flows.people import Rol

ROLES: dict[Rol, Text] = {
    Rol.KLANTMANAGER: t("btn.role.klantmanager", "Klantmanager"),
    Rol.INVOERDER: t("btn.role.invoerder", "Externe invoerder"),
    Rol.CONTROLEUR: t("btn.role.controleur", "Controleur"),
    Rol.TEAMLEIDER: t("btn.role.teamleider", "Teamleider"),
    Rol.BELEID: t("btn.role.beleid", "Beleid en bestuur"),
    Rol.BEHEERDER: t("btn.role.beheerder", "Beheerder"),
}
