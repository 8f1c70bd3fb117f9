"""Every setting that cannot be used has a sentence of its own, without the value that was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config.environment import FaultySettingsError, Settings, read_settings
from bot.texts.translations import words

# A value that any setting refuses which does not take just any text.
NONSENSE = "-zeven"


def said(environment: dict[str, str], locale: str = "nl") -> list[str]:
    """What is said about these settings."""
    with pytest.raises(FaultySettingsError) as refused:
        read_settings(environment)
    return [words(locale).say(fault) for fault in refused.value.faults]


def choosy() -> list[str]:
    """The settings that do not take just any text."""
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(dict.fromkeys(Settings.model_fields, NONSENSE))
    return [str(each["loc"][0]) for each in refused.value.errors()]


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_every_faulty_setting_is_named_with_what_to_do(locale: str) -> None:
    names = [f"MEETLAT_{name.upper()}" for name in choosy()]
    found = said(dict.fromkeys(names, NONSENSE), locale)
    assert len(names) >= 5
    assert [sentence.split()[0] for sentence in found] == names
    assert [sentence for sentence in found if NONSENSE in sentence or ". " not in sentence] == []


def test_a_webhook_wants_an_address_also_beside_other_faults() -> None:
    faults = said({"MEETLAT_PORT": "x", "MEETLAT_DELIVERY": "webhook"})
    assert [fault.split()[0] for fault in faults] == ["MEETLAT_PORT", "MEETLAT_PUBLIC_URL"]


@pytest.mark.parametrize("missing", ["/nergens/adres", "geen\0pad"])
def test_a_faulty_address_is_told_once(missing: str) -> None:
    for given in ({"MEETLAT_PUBLIC_URL": "x"}, {"MEETLAT_PUBLIC_URL_FILE": missing}):
        (fault,) = said({**given, "MEETLAT_DELIVERY": "webhook"})
        assert fault.startswith("MEETLAT_PUBLIC_URL")


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    secret = tmp_path / "geheim"
    secret.write_bytes(b"\xff\xfe\xfa")
    (fault,) = said({"MEETLAT_SECRET_FILE": str(secret)})
    assert "het is geen tekst in UTF-8" in fault


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://Meetlat.Example.NL/", "https://meetlat.example.nl"),
        ("HTTPS://meetlat.example.nl:443", "https://meetlat.example.nl"),
        ("http://meetlat.example.nl:80/", "http://meetlat.example.nl"),
        ("https://meetlat.example.nl:8443", "https://meetlat.example.nl:8443"),
        ("https://mëetlat.example.nl", "https://xn--metlat-pva.example.nl"),
        ("https://XN--METLAT-PVA.example.nl", "https://xn--metlat-pva.example.nl"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_kept_as_browsers_write_it(written: str, read: str) -> None:
    assert read_settings({"MEETLAT_PUBLIC_URL": written}).public_url == read


@pytest.mark.parametrize(
    "written",
    [
        *("https://meetlat.example.nl/meetlat", "https://meetlat.example.nl/?a", "https://meetlat.example.nl/#a"),
        *("https://jan:geheim@meetlat.example.nl", "meetlat.example.nl", "ftp://meetlat.example.nl", "https://"),
        *("https://meetlat example.nl", "https://meetlat.example.nl:99999", "https://[", "https://" + "a" * 999),
        "https://meetlat.example.nl\\x",
    ],
)
def test_an_address_that_every_tap_would_be_refused_at_is_refused_itself(written: str) -> None:
    (fault,) = said({"MEETLAT_PUBLIC_URL": written})
    assert fault.startswith("MEETLAT_PUBLIC_URL is geen adres")
