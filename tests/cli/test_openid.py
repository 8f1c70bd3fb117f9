"""The settings for accounts of the gemeente, and what ``check`` says of the provider that they name."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OctKey
from support.provider import CLIENT, Provider, provider
from typer.testing import CliRunner

from bot.__main__ import app
from bot.config.environment import FaultySettingsError, read_settings
from bot.openid.provider import Provider as Asked
from bot.runtime.clock import Clock

GOOD = {
    "MEETLAT_OPENID_ISSUER": "https://login.gemeente.example/t/v2.0",
    "MEETLAT_OPENID_CLIENT_ID": CLIENT,
    "MEETLAT_PUBLIC_URL": "https://meetlat.gemeente.example",
}


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MEETLAT_")]:
        monkeypatch.delenv(name)
    for name, value in (*GOOD.items(), ("MEETLAT_LANGUAGE", "nl"), ("MEETLAT_DELIVERY", "polling")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MEETLAT_PORT", "0")
    yield


def faults(**changed: str) -> list[str]:
    given = GOOD | {f"MEETLAT_{name.upper()}": value for name, value in changed.items()}
    with pytest.raises(FaultySettingsError) as refused:
        read_settings(given)
    return [str(fault.params["name"]) for fault in refused.value.faults]


@pytest.mark.parametrize(
    "written",
    [
        *("http://login.gemeente.example", "login.gemeente.example", "https://u:p@login.example", "https://"),
        *("https://login.example/?tenant=1", "https://login.example/#a", "javascript:alert(1)"),
    ],
)
def test_a_provider_that_others_could_listen_in_on_is_refused(written: str) -> None:
    assert faults(openid_issuer=written) == ["MEETLAT_OPENID_ISSUER"]


def test_a_provider_needs_what_goes_with_it() -> None:
    assert faults(openid_client_id="", public_url="") == ["MEETLAT_OPENID_CLIENT_ID", "MEETLAT_PUBLIC_URL"]
    assert faults(public_url="x") == ["MEETLAT_PUBLIC_URL"]
    assert read_settings(GOOD).openid_issuer == GOOD["MEETLAT_OPENID_ISSUER"]
    assert not read_settings({}).openid_issuer


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("openid_claim", "a b"),
            ("openid_button", "x" * 25),
            ("openid_required", "groups"),
            ("openid_links", "soms"),
        ),
        *(("openid_new_role", "beheerder"), ("openid_new_role", "baas")),
    ],
)
def test_what_cannot_be_is_named(name: str, value: str) -> None:
    assert faults(**{name: value}) == [f"MEETLAT_{name.upper()}"]


ANSWERS: dict[str, tuple[dict[str, Any], str]] = {
    "all is well": ({}, "terug naar https://meetlat.gemeente.example/openid/terug"),
    "down": ({"down": True}, "de aanbieder antwoordt niet (status 503)"),
    "another": ({"metadata": {"issuer": "https://elsewhere.example"}}, "de aanbieder noemt zichzelf anders"),
    "no keys but secrets": (
        {"metadata": {"id_token_signing_alg_values_supported": ["none", "HS256"]}},
        "tekent niet met RSA of ECDSA",
    ),
    "no addresses": ({"metadata": {"token_endpoint": None}}, "geen beschrijving van OpenID Connect"),
    "an address in the open": (
        {"metadata": {"jwks_uri": "http://elsewhere.example/k"}},
        "geen beschrijving van OpenID",
    ),
    "keys that are none": ({"metadata": {"jwks_uri": "ISSUER/.well-known/openid-configuration"}}, "niet te lezen"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_check_asks_the_provider(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bent, said = ANSWERS[what]

    async def checked() -> str:
        async with provider() as stands:
            vars(stands).update(bent)
            at = {name: value and value.replace("ISSUER", stands.issuer) for name, value in _texts(stands)}
            stands.metadata = {**stands.metadata, **at}
            monkeypatch.setenv("MEETLAT_OPENID_ISSUER", stands.issuer)
            result = await asyncio.to_thread(CliRunner().invoke, app, ["check"])
            assert (result.exit_code == 0) is (what == "all is well"), result.output
            return result.output

    assert said in " ".join(asyncio.run(checked()).split())


def _texts(stands: Provider) -> list[tuple[str, str]]:
    return [(name, value) for name, value in stands.metadata.items() if isinstance(value, str)]


def test_a_secret_among_the_keys_is_no_key() -> None:
    """Or whoever knows it could sign as the provider."""

    async def read() -> int:
        async with provider() as stands:
            secret: Any = OctKey.generate_key(256, {"kid": "secret"})
            stands.published.append(secret)
            asked = Asked(read_settings(GOOD | {"MEETLAT_OPENID_ISSUER": stands.issuer}), Clock())
            try:
                return len((await asked.keys()).keys)
            finally:
                await asked.close()

    assert asyncio.run(read()) == 1
