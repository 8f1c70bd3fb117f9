"""The key that signs notices: given, or made once beside SQLite for the owner alone, or a clear reason."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.config.environment import FaultySettingsError, Settings, read_settings
from bot.config.key import FaultyKeyError
from bot.config.push_key import contact, key_file, new_key, public_key, push_fault, push_key

ADDRESS = {"MEETLAT_PUBLIC_URL": "https://meetlat.gemeente.example", "MEETLAT_DELIVERY": "polling"}


def settings(url: str, **given: str) -> Settings:
    return read_settings({"MEETLAT_DATABASE_URL": url, **ADDRESS, **given})


def test_beside_sqlite_it_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    chosen = settings(f"sqlite:///{tmp_path}/a.db")
    assert push_fault(chosen) is None
    assert list(tmp_path.iterdir()) == [], "to look makes none"
    key = push_key(chosen)
    path = key_file(tmp_path / "a.db")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    again = push_key(chosen)
    assert key is not None and again is not None
    assert public_key(again) == public_key(key)
    assert stat.S_IMODE(path.stat().st_mode) & 0o007 == 0
    assert contact(chosen) == "https://meetlat.gemeente.example"


def test_a_key_that_is_given_is_the_key(tmp_path: Path) -> None:
    given = new_key()
    key = push_key(settings(f"sqlite:///{tmp_path}/a.db", MEETLAT_PUSH_KEY=given))
    assert key is not None and len(public_key(key)) == 87
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "kort", "é", "A" * 200])
def test_a_damaged_key_is_said(tmp_path: Path, text: str) -> None:
    chosen = settings(f"sqlite:///{tmp_path}/a.db")
    key_file(tmp_path / "a.db").write_text(text, encoding="utf-8")
    with pytest.raises(FaultyKeyError):
        push_key(chosen)
    fault = push_fault(chosen)
    assert fault is not None and fault.key in ("fault.push_key.damaged", "fault.key.file")


def test_with_postgresql_it_has_to_be_given_or_there_are_no_notices() -> None:
    url = "postgresql://localhost/a"
    assert push_key(settings(url)) is None
    assert push_fault(settings(url)) is None
    fault = push_fault(settings(url, MEETLAT_PUSH="on"))
    assert fault is not None and fault.key == "fault.push_key.absent"


@pytest.mark.parametrize("given", [{"MEETLAT_PUSH": "off"}, {"MEETLAT_PUBLIC_URL": "http://meetlat.example"}])
def test_without_https_or_when_told_so_there_are_no_notices(tmp_path: Path, given: dict[str, str]) -> None:
    assert push_key(settings(f"sqlite:///{tmp_path}/a.db", **given)) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"MAIL_HOST": "smtp.example"}, ["MEETLAT_MAIL_FROM"]),
        ({"MAIL_HOST": "smtp.example", "MAIL_FROM": "a\nb@x.nl"}, ["MEETLAT_MAIL_FROM"]),
        ({"MAIL_HOST": "smtp.example", "MAIL_FROM": "a@x.nl", "MAIL_SECURITY": "none"}, ["MEETLAT_MAIL_SECURITY"]),
        ({"MAIL_HOST": "127.0.0.1", "MAIL_FROM": "a@x.nl", "MAIL_SECURITY": "none"}, []),
        ({"MAIL_HOST": "smtp.example", "MAIL_FROM": "a@x.nl", "MAIL_USER": "a"}, ["MEETLAT_MAIL_PASSWORD"]),
        ({"MAIL_HOST": "smtp.example", "MAIL_FROM": "a@x.nl", "MAIL_CA": "/nergens"}, ["MEETLAT_MAIL_CA"]),
        ({"MAIL_FROM": "a@x.nl"}, ["MEETLAT_MAIL_HOST"]),
        ({"PUSH": "on", "PUBLIC_URL": ""}, ["MEETLAT_PUBLIC_URL"]),
    ],
)
def test_what_does_not_fit_together_is_named(given: dict[str, str], named: list[str]) -> None:
    chosen = {**ADDRESS, **{f"MEETLAT_{name}": value for name, value in given.items()}}
    try:
        read_settings(chosen)
        found: list[str] = []
    except FaultySettingsError as error:
        found = [str(fault.params["name"]) for fault in error.faults]
    assert found == named
