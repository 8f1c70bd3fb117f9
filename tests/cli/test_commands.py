"""The commands as a functioneel beheerder types them: what is said, and how each ends."""

from __future__ import annotations

import csv
import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.config.flows import CATALOGUE
from bot.transcripts.play import parse


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MEETLAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MEETLAT_LANGUAGE", "nl")
    monkeypatch.setenv("MEETLAT_DATABASE_URL", "sqlite:///test.db")
    yield
    structlog.reset_defaults()


def call(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=given)


def ended(result: Result, code: int, *said: str) -> None:
    assert result.exit_code == code, result.output
    assert [text for text in said if text not in result.output] == [], result.output
    assert "Traceback" not in result.output


@pytest.mark.wens("RA35", "RB17", "RD57")
def test_the_first_hour_of_a_beheerder(monkeypatch: pytest.MonkeyPatch) -> None:
    ended(call("admin", "people"), 1, "Er is nog geen organisatie")
    ended(call("admin", "init", "--name", "Gemeente X", "--team", "Werk", "--bot", "@x_bot"), 0, "/in/", "t.me/x_bot?")
    ended(call("admin", "init", "--name", "Gemeente Y"), 1, "De organisatie bestaat al: Gemeente X.")
    ended(call("admin", "team", "Werk", "--afdeling", "Werk"), 1, "bestaat al")
    ended(call("admin", "team", "Wijk", "--afdeling", "Samenleving"), 0, "Team Wijk is aangemaakt")
    ended(call("admin", "invite", "--role", "klantmanager"), 2, "Kies een team", "(Werk)", "(Wijk)")
    ended(call("admin", "invite", "--role", "klantmanager", "--team", "x"), 2, "Kies een team")
    ended(call("admin", "invite", "--role", "beheerder"), 0, "http://127.0.0.1:8080/in/")
    ended(call("admin", "sign-in", "niemand"), 1, "heeft id niemand")
    ended(call("admin", "remove", "niemand"), 1, "heeft id niemand")
    ended(call("admin", "teams"), 0, "  Werk", "  Wijk", "Samenleving")
    ended(call("admin", "people"), 0, "Naam op het scherm")
    ended(call("admin", "settings", "steekproef_een_op", "0"), 0, "steekproef_een_op is gewijzigd")
    ended(call("admin", "settings"), 0, "0 (nooit)")
    ended(call("db", "version"), 0, "De database heeft schema")
    monkeypatch.setenv("MEETLAT_PORT", "0")
    ended(call("check"), 0, f"Gegevens: {Path.cwd() / 'test.db'}", "Alles is in orde")


def test_a_demo_goes_into_an_empty_database_only() -> None:
    made = ("--seed", "1", "--clients", "4", "--years", "2", "--today", "2026-11-20")
    ended(call("demo", "generate", *made, "--out", "demo.jsonl"), 0, "demo.jsonl is geschreven")
    assert call("demo", "generate", *made).output == Path("demo.jsonl").read_text(encoding="utf-8")
    ended(call("demo", "load", "demo.jsonl"), 0, "Geladen: 4 cliënten")
    ended(call("demo", "load", "demo.jsonl"), 1, "Deze database is niet leeg.")
    people = call("admin", "people")
    ended(people, 0, "Beheerder 1 · TEST", "Klantmanager 2 · TEST", "Team Wijk (TEST)")
    lines = {label: line for line in people.output.splitlines() if (label := line[: line.find(" · TEST")])}
    ids = {line.split()[1]: line.split()[0] for line in lines.values()}
    ended(call("admin", "sign-in", ids["klantmanager"], "--valid", "3d"), 0, "/in/", "De aanmeldlink", "3 dagen")
    ended(call("admin", "remove", ids["klantmanager"]), 0, "heeft geen toegang meer", "In de caseload sta")
    ended(call("admin", "sign-in", ids["klantmanager"]), 1)
    ended(call("admin", "remove", ids["beheerder"]), 1, "is de laatste beheerder")
    ended(call("admin", "remove", ids["beheerder"], "--force"), 0, "Er blijven geen cliënten")


def test_teams_are_made_renamed_and_removed() -> None:
    ended(call("admin", "init", "--name", "Gemeente X", "--team", "Werk"), 0)
    ended(
        call("admin", "team", "Wijk", "--afdeling", "Smenleving"), 0, "Ook nieuw: de afdeling Smenleving.", "Algemeen"
    )
    again = call("admin", "team", "Zorg", "--afdeling", "Algemeen")
    ended(again, 0, "Team Zorg is aangemaakt")
    assert "Ook nieuw" not in again.output
    ids = {line.split()[1]: line.split()[0] for line in call("admin", "teams").output.splitlines()[1:]}
    ended(call("admin", "rename-team", ids["Wijk"], "Werk"), 1, "bestaat al")
    ended(call("admin", "rename-team", ids["Wijk"], "Buurt"), 0, "Team Wijk heet nu Buurt.")
    ended(call("admin", "remove-team", ids["Wijk"]), 0, "Team Buurt is verwijderd.")
    ended(call("admin", "remove-team", ids["Wijk"]), 1, "Er is geen team met id")
    team = ids["Werk"]
    ended(call("admin", "pilot", team), 0, "Team Werk is nu een pilot")
    ended(call("admin", "teams"), 0, "Pilot", "  ja")
    ended(call("admin", "pilot", team, "--end"), 0, "geen label van een pilot meer")
    assert "  ja" not in call("admin", "teams").output
    ended(call("admin", "pilot", "niemand"), 1, "geen team met id niemand")
    assert "Smenleving" not in call("admin", "teams").output
    ended(call("admin", "invite", "--role", "klantmanager", "--team", ids["Zorg"]), 0, "De uitnodiging")
    ended(call("admin", "remove-team", ids["Zorg"]), 1, "Team Zorg blijft")


def test_clients_of_a_code_that_ended_go_to_its_successor() -> None:
    ended(call("admin", "init", "--name", "ISD X", "--team", "Werk"), 0)
    ended(call("admin", "successor", "0417"), 1, "Van code 0417 is geen opvolger bekend.")
    ended(call("admin", "successor", "0370"), 0, "0 cliënten van Beemster (0370) horen nu bij Purmerend (0439).")


@pytest.mark.parametrize("given", ["@my bot", "bot!", "a", "https://example.nl/x_bot"])
def test_what_is_no_name_of_a_bot_is_refused(given: str) -> None:
    ended(call("admin", "init", "--name", "Gemeente X", "--bot", given), 2, "--bot is de gebruikersnaam")


@pytest.mark.parametrize("given", ["x_bot", "@x_bot", "t.me/x_bot", "https://t.me/x_bot"])
def test_the_name_of_a_bot_may_be_written_in_several_ways(given: str) -> None:
    ended(call("admin", "init", "--name", "Gemeente X", "--bot", given), 0, "https://t.me/x_bot?start=")


def test_a_label_is_a_role_and_no_name() -> None:
    ended(call("admin", "init", "--name", "Gemeente X"), 0)
    invite = ("admin", "invite", "--role", "klantmanager", "--label")
    for name in ("Anna Jansen", "Anna de Vries", "J. Jansen"):
        ended(call(*invite, name), 2, "--label is een functie met een nummer")
    for label in ("Klantmanager 7", "Consulent 12", " Jobcoach  3"):
        ended(call(*invite, label), 0)


def test_a_faulty_demo_is_told_line_by_line_and_not_loaded() -> None:
    Path("faulty.jsonl").write_text('{"soort": "client"}\ngeen json\n', encoding="utf-8")
    ended(call("demo", "load", "faulty.jsonl"), 1, "Regel 1: Veld “code” ontbreekt.", "Regel 2:", "niets geladen")
    ended(call("admin", "init", "--name", "X"), 0)
    ended(call("demo", "load", "absent.jsonl"), 2, "absent.jsonl", "het bestand is er niet.")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/x", "moet beginnen met sqlite:/// of postgresql://"),
        ("sqlite:////nergens/x.db", "de map bestaat niet"),
        ("sqlite:///rommel.db", "geen SQLite-database"),
        ("postgresql://u:geheim@127.0.0.1:1/x", "niet bereikbaar"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rommel.db").write_text("rommel " * 200, encoding="utf-8")
    monkeypatch.setenv("MEETLAT_DATABASE_URL", url)
    monkeypatch.setenv("MEETLAT_SECRET", "een geheim van minstens 32 tekens")
    ended(call("check"), 1, said)
    for command in (("run",), ("db", "upgrade"), ("admin", "people")):
        result = call(*command)
        ended(result, 3, said)
        assert "geheim" not in result.output
        assert len(result.output.splitlines()) == 1


FOUR_FAULTS = (
    "MEETLAT_PORT is geen poort. Kies een getal van 0 tot en met 65535",
    "MEETLAT_LOG_LEVEL kan dit niet zijn. Kies debug, info, warning of error.",
    "MEETLAT_SECRET_FILE noemt een bestand dat niet kan worden gelezen: het bestand is er niet.",
    "MEETLAT_PUBLIC_URL ontbreekt.",
)


def test_faulty_settings_are_told_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETLAT_PORT", "x")
    monkeypatch.setenv("MEETLAT_LOG_LEVEL", "luid")
    monkeypatch.setenv("MEETLAT_SECRET_FILE", "/nergens")
    monkeypatch.setenv("MEETLAT_WEBHOOK_SECRET", "geheim")
    ended(call("run"), 3, *FOUR_FAULTS)
    ended(call("check"), 1, *FOUR_FAULTS)


def test_check_tells_what_a_start_would_stumble_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it at once: what is misspelt, given twice, no token, and where nobody can listen."""
    monkeypatch.setenv("MEETLAT_DATABSE_URL", "sqlite:///x.db")
    monkeypatch.setenv("MEETLAT_KLEUR", "rood")
    monkeypatch.setenv("MEETLAT_PUBLIC_URL", "")
    monkeypatch.setenv("MEETLAT_HOST", "nergens.invalid")
    unknown = ("MEETLAT_DATABSE_URL is geen instelling. Bedoelt u MEETLAT_DATABASE_URL?", "MEETLAT_KLEUR is geen inst")
    ended(call("check"), 1, *unknown, "“nergens.invalid” is geen adres van deze computer", "3 fouten")
    Path("token").write_text("123:GEHEIM", encoding="utf-8")
    monkeypatch.setenv("MEETLAT_TELEGRAM_TOKEN_FILE", "token")
    monkeypatch.setenv("MEETLAT_TELEGRAM_TOKEN", "geen token")
    twice = "MEETLAT_TELEGRAM_TOKEN en MEETLAT_TELEGRAM_TOKEN_FILE staan er beide."
    ended(call("check"), 1, *unknown, twice, "3 fouten")
    monkeypatch.delenv("MEETLAT_TELEGRAM_TOKEN_FILE")
    ended(call("check"), 1, "MEETLAT_TELEGRAM_TOKEN is geen token.")
    assert "GEHEIM" not in call("check").output


def test_a_start_that_cannot_listen_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETLAT_HOST", "nergens.invalid")
    result = call("run")
    ended(result, 3, "“nergens.invalid” is geen adres van deze computer")
    assert len(result.output.splitlines()) == 1
    monkeypatch.delenv("MEETLAT_HOST")
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("MEETLAT_PORT", str(port))
        ended(call("run"), 3, f"Poort {port} op 127.0.0.1 is al in gebruik", "met MEETLAT_PORT")
        ended(call("check"), 1, f"Poort {port} op 127.0.0.1 is al in gebruik")
        ended(call("demo", "--port", str(port)), 3, f"Poort {port}", "met --port")
    assert not Path(".data", "demo.db").exists()


def test_a_start_with_a_faulty_settings_file_tells_its_faults_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("g.toml").write_text('naam = "X"\nzus = 1\nzo = 2\n[regels]\nvoledig = true\n', encoding="utf-8")
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", "g.toml")
    result = call("run")
    ended(result, 3, "“voledig” bestaat hier niet; wel: volledig, ", "wel: huisstijl, codes, regels")
    assert [line.split("“")[1].split("”")[0] for line in result.output.splitlines()] == ["voledig", "zus", "zo"]
    Path("g.toml").write_text("naam = Gemeente X\n", encoding="utf-8")
    ended(call("run"), 3, "g.toml:1: Het bestand is geen geldige TOML: hier staat geen geldige waarde.")


def test_a_folder_that_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("bestand").write_text("", encoding="utf-8")
    ended(call("demo", "--folder", "bestand"), 3, "bestand is een bestand. Noem met --folder een map.")
    ended(call("demo", "--folder", "/proc/x"), 3, "De map /proc/x kan hier niet worden gemaakt.")


def test_check_looks_at_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    folder.mkdir()
    ended(call("check", "--flows", str(folder)), 1, "geen vragenlijsten")
    (folder / "a.toml").write_text('[flow]\nid = "a"\nfout\n', encoding="utf-8")
    (folder / "b.toml").write_bytes(b"\xff\xfe")
    (folder / "c.toml").write_text('[flow]\nid = "c"\ntitle = "C"\nkleur = "rood"\n', encoding="utf-8")
    settings = tmp_path / "gemeente.toml"
    settings.write_text('naam = "X"\n[regels]\nvolledig = "ja"\n', encoding="utf-8")
    found = call("check", "--flows", str(folder), "--gemeente", str(settings))
    ended(found, 1, "a.toml:3: ", "b.toml:1: ", "“version” ontbreekt", "“kleur”", "gemeente.toml:", "“volledig”")
    ended(call("check", "--flows", str(CATALOGUE)), 0)


@pytest.mark.wens("RB18", "RD28", "RD40")
def test_the_question_list_and_the_diagram_are_printed() -> None:
    ended(call("flow", "show"), 0, "Heeft de cliënt nu betaald werk", "Uitkomsten")
    ended(call("flow", "show", "direct"), 0, "Op welke trede staat de cliënt?")
    ended(call("flow", "diagram"), 0, "flowchart TD", 'Q1 -->|"Ja"| Q2')
    ended(call("flow", "show", "nope"), 2, "Kies uit: direct, stroomschema")


def test_a_conversation_is_held_and_written_down(tmp_path: Path) -> None:
    file = tmp_path / "gesprek.txt"
    given = 'nieuwe meting\n1\n"Ja"\nNee\nhij werkt niet\nja\n'
    result = call("play", "--seed", "7", "--today", "2026-11-20", "--transcript", str(file), given=given)
    ended(result, 0, "[1] Nieuwe meting", "Trede 4 · Onbetaald werk")
    script = parse(file.read_text(encoding="utf-8"))
    assert [str(turn.said) for turn in script.turns if turn.said] == [
        "Nieuwe meting",
        "Nieuwe cliënt",
        '"Ja"',
        "Nee",
        '"hij werkt niet"',
        "Ja",
    ]
    assert script.turns[-1].shown == ("Trede 4 · Onbetaald werk",)


def test_play_knows_a_client_by_code() -> None:
    ended(call("play", "--client", "K-7Q4FNP", given="einde\n"), 0, "Nog niet gemeten.", 'jij:     "K-……"')
    ended(call("play", "--client", "K-7Q4FN2"), 2, "typefout")


def test_the_language_is_the_one_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEETLAT_LANGUAGE")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert call("flow", "show").output != call("flow", "show").output.replace("Yes", "")
    monkeypatch.setenv("LANG", "C.UTF-8")
    ended(call("flow", "show"), 0, "Uitkomsten")


def test_one_question_is_printed_with_everything_that_helps_to_answer_it() -> None:
    shown = call("flow", "show", "--question", "Q3")
    ended(shown, 0, "Doet de cliënt onbetaald werk?", "Telt niet mee, bijvoorbeeld:", "Grensgevallen:", "(brochure)")
    assert "Heeft de cliënt nu betaald werk" not in shown.output
    ended(call("flow", "show", "--question", "Q9"), 2, "De vraag “Q9” is er niet. Kies uit: P0,")


@pytest.mark.wens("RA02", "RB18", "RD56")
def test_every_rule_is_printed_with_where_it_comes_from() -> None:
    ended(call("flow", "rules"), 0, "Herkomst: brochure en lezing, keuze van de gemeente (oproep_weken = 4)")
    written = json.loads(call("flow", "rules", "--format", "json").output)
    names = [rule["id"] for rule in written["rules"]]
    assert (len(names) > 70, len(set(names))) == (True, len(names))
    assert [rule["id"] for rule in written["rules"] if not (rule["rule"] and rule["topic"] and rule["sources"])] == []
    rows = list(csv.DictReader(call("flow", "rules", "--format", "csv").output.splitlines(), delimiter=";"))
    assert [row["id"] for row in rows] == names
    assert {row["id"]: row["effect"] for row in rows}["stage"] == "4"
    ended(call("flow", "rules", "niets"), 2, "Kies uit: direct, stroomschema")


def test_the_rules_are_those_of_this_municipality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "gemeente.toml"
    settings.write_text('naam = "X"\n[regels]\nstage_is_betaald_werk = true\nbij_twijfel_lager = false\n', "utf-8")
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", str(settings))
    written = call("flow", "rules")
    ended(written, 0, "is in deze gemeente betaald werk met steun", "2026.2+")
    assert "Blijft u twijfelen?" not in written.output
    assert not Path("test.db").exists(), "looking makes no database"
    ended(call("admin", "init", "--name", "X"), 0)
    ended(call("admin", "settings", "oproep_weken", "0"), 0)
    ended(call("flow", "rules"), 0, "zolang het loopt", "oproep_weken = 0")
    monkeypatch.setenv("MEETLAT_DATABASE_URL", "mysql://x")
    ended(call("flow", "rules"), 3, "MEETLAT_DATABASE_URL moet beginnen met")
