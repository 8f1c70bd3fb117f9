"""What ``check`` says of the provider of accounts: whether it answers as it must, and what it has to be told."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from bot.cli.opening import run
from bot.config.environment import Settings
from bot.conversation.screen import Text, t
from bot.openid.refusals import ProviderDownError
from bot.runtime.clock import Clock

_WRONG = {
    "issuer": t(
        "cli.openid.issuer",
        "MEETLAT_OPENID_ISSUER: de aanbieder noemt zichzelf anders. Neem ‘issuer’ over zoals hij daar staat, met of "
        "zonder schuine streep.",
    ),
    "algorithms": t(
        "cli.openid.algorithms",
        "MEETLAT_OPENID_ISSUER: de aanbieder tekent niet met RSA of ECDSA. Stel bij de aanbieder RS256 in.",
    ),
    "metadata": t(
        "cli.openid.metadata",
        "MEETLAT_OPENID_ISSUER: op dit adres staat geen beschrijving van OpenID Connect. Kijk het adres na.",
    ),
    "keys": t(
        "cli.openid.keys",
        "MEETLAT_OPENID_ISSUER: de sleutels van de aanbieder zijn niet te lezen. Vraag het wie hem beheert.",
    ),
}


def provider_faults(settings: Settings) -> Iterator[Text]:
    """What is wrong with the provider, as far as it says so itself."""
    if not settings.openid_issuer:
        return
    why = run(_asked(settings))
    if why is not None:
        yield _WRONG.get(
            why,
            t(
                "cli.openid.down",
                "MEETLAT_OPENID_ISSUER: de aanbieder antwoordt niet ({reason}). Kijk het adres na, en of deze server "
                "naar buiten mag.",
                reason=why,
            ),
        )


def home_of(settings: Settings) -> Iterator[Text]:
    """The addresses to write down at the provider."""
    if settings.openid_issuer:
        yield t(
            "cli.openid.home",
            "Aanbieder: {issuer} · terug naar {url}/openid/terug · afmelden via {url}/openid/uit",
            issuer=settings.openid_issuer,
            url=settings.public_url,
        )


async def _asked(settings: Settings) -> str | None:
    provider = import_module("bot.openid.provider").Provider(settings, Clock())
    try:
        await provider.keys()
    except ProviderDownError as error:
        return error.why
    finally:
        await provider.close()
    return None
