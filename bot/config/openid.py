"""The settings for signing in with the organisation's own accounts: their shape, and what goes with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from yarl import URL

from bot.conversation.screen import Text, t
from bot.people.links import only_here, origin_of
from flows.people import RIGHTS, Right

CLAIM = r"^[A-Za-z0-9_:./-]{1,100}$"
REQUIRED = r"^([A-Za-z0-9_:./-]{1,100}=\S.{0,199})?$"
# Nobody lets others in who was let in by nobody.
_UNINVITED = [rol.value for rol, rights in RIGHTS.items() if Right.INVITE not in rights]
NEW_ROLE = rf"^({'|'.join(_UNINVITED)})?$"

WRONG: dict[str, Text] = {
    "openid_issuer": t(
        "settings.openid.issuer",
        "{name} is geen adres van een aanbieder. Neem over wat bij ‘issuer’ staat; het begint met https://.",
    ),
    "openid_claim": t("settings.openid.claim", "{name} is geen naam van een claim. Kies bijvoorbeeld sub of oid."),
    "openid_button": t("settings.openid.button", "{name} is te lang voor een knop. Kies hoogstens 24 tekens."),
    "openid_required": t(
        "settings.openid.required", "{name} kan dit niet zijn. Noem een claim en een waarde, zoals groups=meetlat."
    ),
    "openid_links": t("settings.openid.links", "{name} kan dit niet zijn. Kies true of false."),
    "openid_new_role": t(
        "settings.openid.new_role",
        "{name} kan dit niet zijn. Kies een van deze rollen, of laat hem leeg: {roles}.",
        roles=", ".join(_UNINVITED),
    ),
}


class Given(Protocol):
    """The settings that go together."""

    @property
    def openid_issuer(self) -> str: ...
    @property
    def openid_client_id(self) -> str: ...
    @property
    def openid_new_role(self) -> str: ...
    @property
    def public_url(self) -> str: ...


def missing(settings: Given) -> Iterator[tuple[str, Text]]:
    """What a provider asks for besides its address; nothing where there is none."""
    if not settings.openid_issuer:
        return
    if not settings.openid_client_id:
        yield (
            "openid_client_id",
            t("settings.openid.client", "{name} ontbreekt. Neem over hoe Meetlat bij de aanbieder heet (client ID)."),
        )
    if not settings.public_url:
        yield (
            "public_url",
            t("settings.openid.url", "{name} ontbreekt. De aanbieder stuurt mensen alleen naar een vast adres terug."),
        )


def provider_address(url: str) -> str:
    """The address of a provider, as it writes it; ``ValueError`` for one with more behind it."""
    if URL(url).raw_query_string:
        raise ValueError("more than an address")
    return provider_endpoint(url)


def provider_endpoint(url: str) -> str:
    """An address at a provider; ``ValueError`` for one that others could listen in on."""
    parts = URL(url)
    if not origin_of(url) or parts.raw_fragment or parts.raw_user or parts.raw_password:
        raise ValueError("no address of a provider")
    if parts.scheme != "https" and not only_here(url):
        raise ValueError("not encrypted")
    return url
