"""Settings, addresses and files as people write them: understood, or refused with one line that tells no secret."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.cli.opening import database_fault, place_of_data, shown_url
from bot.config.environment import read_settings
from bot.texts.translations import words
from storage.errors import StorageError

BOM = "\ufeff"
SETTINGS = 'naam = "Gemeente X"\ncodes = ["0518"]\n'
KEY = "een sleutel van minstens 32 tekens"
READING = (
    *(("admin", "people"), ("admin", "teams"), ("admin", "outbox"), ("admin", "settings"), ("report", "caseload")),
    *(("admin", "remove", "x"), ("admin", "sign-in", "x"), ("admin", "invite", "--role", "beheerder")),
    *(("admin", "team", "Werk", "--afdeling", "X"), ("admin", "outbox", "--retry-all"), ("check",), ("db", "version")),
)


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MEETLAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MEETLAT_LANGUAGE", "nl")
    monkeypatch.setenv("MEETLAT_PORT", "0")
    monkeypatch.setenv("MEETLAT_DATABASE_URL", "sqlite:///test.db")
    yield
    structlog.reset_defaults()


def call(*given: str) -> Result:
    result = CliRunner().invoke(app, list(given))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_settings_file_from_notepad(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("g.toml").write_text(BOM + SETTINGS, encoding="utf-8")
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", "g.toml")
    assert call("check").exit_code == 0


@pytest.mark.parametrize("name", ["MEETLAT_SECRET", "MEETLAT_TELEGRAM_TOKEN"])
def test_a_secret_from_notepad(name: str) -> None:
    Path("secret").write_text(f"{BOM}123456:{KEY.replace(' ', '_')}\r\n", encoding="utf-8")
    settings = read_settings({f"{name}_FILE": "secret"})
    found = settings.secret or settings.telegram_token
    assert found is not None
    assert found.get_secret_value() == f"123456:{KEY.replace(' ', '_')}"


def test_a_demo_file_from_notepad() -> None:
    assert call("demo", "generate", "--seed", "1", "--clients", "2", "--years", "1", "--out", "d.jsonl").exit_code == 0
    Path("d.jsonl").write_text(BOM + Path("d.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    assert "Geladen: 2" in call("demo", "load", "d.jsonl").output


@pytest.mark.parametrize(
    "wrong", [f"naam = {'9' * 5000}", f"naam = {'[' * 3000}", f"naam = {'{a=' * 3000}", "[" * 3000, '"' * 3001]
)
def test_a_settings_file_that_no_person_wrote_is_one_fault(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("g.toml").write_text(wrong, encoding="utf-8")
    result = call("check", "--gemeente", "g.toml")
    assert result.exit_code == 1
    assert "g.toml:1" in result.output
    Path("flows").mkdir()
    Path("flows/x.toml").write_text(wrong, encoding="utf-8")
    assert call("check", "--flows", "flows").exit_code == 1
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", "g.toml")
    assert call("flow", "show").exit_code == 3


@pytest.mark.parametrize("url", ["postgres://u@h/x", "postgres+asyncpg://u@h/x"])
def test_the_address_that_hosts_hand_out(url: str) -> None:
    assert read_settings({"MEETLAT_DATABASE_URL": url}).database_url == url.replace("postgres", "postgresql", 1)


secrets = st.text(st.sampled_from("gehim!@:/?#&=%. "), min_size=4, max_size=12).map(lambda text: f"QQQQ{text}WWWW")


@given(secrets, st.sampled_from(("{scheme}://u:{secret}@h:5432/x", "{scheme}://h/x?user=u&password={secret}")))
@example("QQQQ@WWWW", "{scheme}://u:{secret}@h:5432/x")
@example("QQQQ:WWWW", "{scheme}://u:{secret}@h:5432/x")
@example("QQQQ?@WWWW", "{scheme}://u:{secret}@h:5432/x?a=b")
@example("QQQQ/WWWW", "{scheme}://u:{secret}")
def test_no_part_of_a_password_is_shown(secret: str, pattern: str) -> None:
    for scheme in ("postgresql", "postgresql+asyncpg"):
        url = pattern.format(scheme=scheme, secret=secret)
        said = words("nl").say
        errors = (StorageError(f"no such host {url}"), StorageError(f"invalid literal: {secret!r}"), OSError(secret))
        for shown in (shown_url(url), place_of_data(url), *(said(database_fault(url, error)) for error in errors)):
            assert "QQQQ" not in shown, shown
            assert "WWWW" not in shown, shown


def test_a_server_is_shown_without_who_asks() -> None:
    assert shown_url("postgresql://u:p@db.example.nl:5432/meetlat?sslmode=require") == (
        "postgresql://db.example.nl:5432/meetlat"
    )


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_only_what_makes_a_database_makes_one(command: tuple[str, ...]) -> None:
    result = call(*command)
    assert result.exit_code in (0, 1), result.output
    assert list(Path().iterdir()) == []


def test_check_knows_another_programs_file_and_a_damaged_one() -> None:
    with closing(sqlite3.connect("test.db")) as theirs:
        theirs.execute("CREATE TABLE bookmarks (url TEXT)")
        theirs.commit()
    assert "van een ander programma" in call("check").output
    for command in (("admin", "people"), ("db", "upgrade"), ("admin", "init", "--name", "X")):
        result = call(*command)
        assert (result.exit_code, "van een ander programma" in result.output) == (3, True), result.output
    Path("test.db").unlink()
    assert call("db", "upgrade").exit_code == 0
    whole = bytearray(Path("test.db").read_bytes())
    whole[4096 * 4 : 4096 * 5] = bytes(4096)
    Path("test.db").write_bytes(whole)
    assert "is beschadigd" in call("check").output


def test_what_is_written_is_for_the_owner_alone() -> None:
    for name in ("d.jsonl", "played.txt"):
        Path(name).write_text("open to all", encoding="utf-8")
        Path(name).chmod(0o644)
    assert call("demo", "generate", "--seed", "1", "--clients", "2", "--years", "1", "--out", "d.jsonl").exit_code == 0
    CliRunner().invoke(app, ["play", "--transcript", "played.txt"], input="einde\n")
    assert call("admin", "init", "--name", "X").exit_code == 0
    Path("test.db.key").chmod(0o644)
    assert call("admin", "invite", "--role", "beheerder").exit_code == 0
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in Path().iterdir()}
    assert {name for name, mode in modes.items() if mode & stat.S_IRWXO} == set()
    assert {"d.jsonl", "played.txt", "test.db", "test.db.key"} <= set(modes)


# Each command ends the process; one process for all of them starts only once.
COMMANDS = {("check",): 0, ("flow", "show"): 0, ("flow", "diagram"): 0, ("rights",): 0, ("report", "x"): 2}
ALL_OF_THEM = f"""
import sys
from bot.__main__ import app
for command, expected in {COMMANDS}.items():
    sys.argv = ["meetlat", *command]
    try:
        app()
    except SystemExit as end:
        assert (end.code or 0) == expected, (command, end.code)
    else:
        assert expected == 0, command
"""


@pytest.mark.parametrize("encoding", ["iso-8859-1", "ascii", "cp1252"])
def test_a_terminal_without_all_letters(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": ROOT}
    run = [sys.executable, "-c", ALL_OF_THEM]
    found = subprocess.run(run, capture_output=True, env=environment, check=False)
    assert b"Traceback" not in found.stderr, found.stderr
    assert found.returncode == 0


ROOT = str(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\x1b[2J", "\u200b", "x" * 61], ids=ascii)
def test_a_name_that_no_button_can_show_is_refused(name: str) -> None:
    commands = (
        ("admin", "init", "--name", name),
        ("admin", "init", "--name", "X", "--team", name),
        ("admin", "team", name, "--afdeling", "X"),
        ("admin", "team", "X", "--afdeling", name),
        ("admin", "rename-team", "x", name),
    )
    for command in commands:
        result = call(*command)
        assert (result.exit_code, "Een naam staat op één regel" in result.output) == (2, True), result.output
    assert list(Path().iterdir()) == []
