"""``meetlat text``: who translates or signs sees exactly what is missing, and a mistake is answered kindly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.client_locales import catalog, languages, template
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.texts.client.catalogs import path_of
from bot.texts.translations import CATALOGS

TURKISH = {"q1.ask": "Ücretli işiniz var mı?", "btn.q1.1": "Evet", "card.day": "{gün}"}


@pytest.fixture(autouse=True)
def _in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETLAT_LANGUAGE", "nl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    template(tmp_path)
    languages(tmp_path, "tr", "so")
    catalog(tmp_path, "tr", TURKISH)
    return tmp_path


def call(folder: Path, *given: str) -> Result:
    result = CliRunner().invoke(app, ["text", *given, "--locales", str(folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_status_of_every_language_is_one_line(folder: Path) -> None:
    result = call(folder, "status")
    rows = {line.split()[0]: line for line in result.output.splitlines()}
    assert result.exit_code == 0
    assert list(rows) == ["taal", "nl@simple", "tr", "so"]
    assert "bron" in rows["nl@simple"]
    assert "2/4" in rows["tr"]
    assert rows["so"].split()[2:5] == ["0/4", "0/4", "0/4"]
    assert rows["so"].endswith("nee")


def test_the_status_of_one_language_names_every_text_that_lacks(folder: Path) -> None:
    said = call(folder, "status", "tr").output
    assert "Niet vertaald: 1\n  sys.consent  Wilt u dit?" in said
    assert "niet gebruikt: 1\n  card.day  Op {day}." in said
    assert "moedertaalspreker: 2" in said
    begin = call(folder, "status", "so").output
    assert "meetlat text update so" in begin
    assert "Niet vertaald: 4" in begin


def test_two_people_sign_a_language(folder: Path) -> None:
    catalog(folder, "tr", {**TURKISH, "card.day": "{day}", "sys.consent": "İster misiniz?"})
    first = call(folder, "review", "tr", "--reviewer", "r07", "--as", "reader")
    assert (first.exit_code, first.output) == (0, "4 teksten ondertekend.\n")
    again = call(folder, "review", "tr", "--reviewer", "r07", "--as", "reader")
    assert (again.exit_code, again.output) == (0, "Er is niets te ondertekenen in tr.\n")
    assert call(folder, "review", "tr", "--reviewer", "r08", "--as", "conditions", "q1.ask").output.startswith(
        "1 tekst "
    )
    assert "nagekeken" not in call(folder, "status", "tr").output
    call(folder, "review", "tr", "--reviewer", "r08", "--as", "conditions")
    assert "nagekeken" in call(folder, "status", "tr").output
    assert "r07 20" in (folder / "STATUS.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("status", "xx"), "xx staat niet in languages.toml"),
        (("review", "xx", "--reviewer", "r07", "--as", "reader"), "Kies uit: nl@simple, tr, so"),
        (("review", "nl@simple", "--reviewer", "r07", "--as", "reader"), "is de bron"),
        (("review", "tr", "--reviewer", "Jan", "--as", "reader"), "Schrijf het als r07"),
        (("review", "tr", "--reviewer", "r07", "--as", "reader", "q1.aks"), "Bedoelt u q1.ask?"),
        (("review", "tr", "--reviewer", "r07", "--as", "reader", "sys.consent"), "Niet vertaald in tr: sys.consent"),
        (("review", "tr", "--reviewer", "r07", "--as", "boss"), "boss"),
        (("review", "tr"), "--reviewer"),
        (("update", "xx"), "xx staat niet"),
    ],
)
def test_a_mistake_is_answered_kindly(folder: Path, given: tuple[str, ...], said: str) -> None:
    result = call(folder, *given)
    assert result.exit_code == 2
    assert said in result.output
    assert not (folder / "STATUS.toml").exists()


def test_nobody_signs_in_both_roles(folder: Path) -> None:
    call(folder, "review", "tr", "--reviewer", "r07", "--as", "reader", "q1.ask")
    result = call(folder, "review", "tr", "--reviewer", "r07", "--as", "conditions")
    assert result.exit_code == 2
    assert "r07 heeft q1.ask al in de andere rol ondertekend" in result.output


@pytest.mark.parametrize("name", ["languages.toml", "STATUS.toml", "client.pot"])
def test_a_folder_that_is_not_right_is_one_line(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"[\xff")
    for given in (("status",), ("status", "tr"), ("update",), ("review", "tr", "--reviewer", "r07", "--as", "reader")):
        result = call(folder, *given)
        assert result.exit_code == 1
        assert len(result.output.splitlines()) == 1


def test_a_folder_without_texts(tmp_path: Path) -> None:
    assert call(tmp_path, "status").exit_code == 1
    (tmp_path / "client.pot").write_text("", encoding="utf-8")
    languages(tmp_path)
    assert "geen teksten" in call(tmp_path, "status").output


def test_a_catalog_that_cannot_be_read_is_named(folder: Path) -> None:
    path_of(folder, "tr").write_bytes(b"onzin")
    assert "client.po is niet te lezen" in call(folder, "status", "tr").output
    result = call(folder, "update")
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)
    assert path_of(folder, "tr").read_bytes() == b"onzin"


def test_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refused)
    result = call(folder, "review", "tr", "--reviewer", "r07", "--as", "reader")
    assert result.exit_code == 1
    assert "Schrijven lukt niet" in result.output


def test_a_translator_adds_polish_with_a_row_and_a_folder(tmp_path: Path) -> None:
    """What locales/README.md says, as somebody does it who only knows gettext."""
    folder = tmp_path
    shutil.copy(CATALOGS / "client.pot", folder)
    languages(folder, "tr")
    row = '\n[[language]]\ncode = "pl"\ntag = "pl"\nendonym = "Polski"\ndates = "pl"\n'
    with (folder / "languages.toml").open("a", encoding="utf-8") as file:
        file.write(row)
    assert "Begin met: meetlat text update pl" in call(folder, "status", "pl").output
    assert call(folder, "update", "pl").exit_code == 0
    path = path_of(folder, "pl")
    content = path.read_text(encoding="utf-8")
    five = {
        "Klopt dit?": "Czy to się zgadza?",
        "Uw antwoorden": "Państwa odpowiedzi",
        "Weet ik niet": "Nie wiem",
        "Betaald werk": "Płatna praca",
        "Deze antwoorden gaf u op {day}.": "Te odpowiedzi podali Państwo: {dzień}.",
    }
    for dutch, polish in five.items():
        content = content.replace(f'msgid "{dutch}"\nmsgstr ""', f'msgid "{dutch}"\nmsgstr "{polish}"')
    path.write_text(content, encoding="utf-8")
    said = call(folder, "status", "pl").output
    assert "niet gebruikt: 1\n  card.day" in said
    assert "moedertaalspreker: 4" in said
    path.write_text(content.replace("{dzień}", "{day}"), encoding="utf-8")
    whole = call(folder, "status").output
    total = len(content.split("msgctxt")) - 1
    assert f"5/{total}" in next(line for line in whole.splitlines() if line.startswith("pl "))
    assert call(folder, "update").exit_code == 0
    assert "Czy to się zgadza?" in path.read_text(encoding="utf-8")
