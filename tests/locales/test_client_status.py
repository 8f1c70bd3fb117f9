"""What is said of a translation is worked out from who signed what: nobody types it, and a changed word undoes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.client_locales import DAY, TEXTS, catalog, languages, sign, sign_twice, template

from bot.texts.client.languages import SOURCE
from bot.texts.client.signatures import FaultySignaturesError, Role, Signature, read_signatures, write_signatures
from bot.texts.client.signing import plan
from bot.texts.client.standing import Standing, client_choices, offered, standing, standings
from bot.texts.client.texts import ClientTexts, Status, client_texts

TURKISH = {"q1.ask": "Ücretli işiniz var mı?", "btn.q1.1": "Evet", "card.day": "{day}", "sys.consent": "İster misiniz?"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    template(tmp_path)
    languages(tmp_path, "tr", "fa", "fa_AF", "so", fa_AF="fa")
    catalog(tmp_path, "tr", TURKISH)
    return tmp_path


def of(folder: Path, code: str) -> Standing:
    return standing(ClientTexts(folder), code)


def codes(folder: Path, *, machine: bool) -> list[str]:
    return [each.language.code for each in offered(standings(ClientTexts(folder)), machine=machine)]


def test_nothing_is_reviewed_that_nobody_signed(folder: Path) -> None:
    turkish = of(folder, "tr")
    assert (turkish.status, turkish.said, len(turkish.unread), len(turkish.unchecked)) == (Status.MACHINE, 4, 4, 4)
    assert of(folder, SOURCE).status is Status.SOURCE


def test_a_language_is_reviewed_when_two_people_signed_every_text(folder: Path) -> None:
    sign(folder, "tr", Role.READER, "r01")
    assert of(folder, "tr").status is Status.MACHINE
    sign(folder, "tr", Role.CONDITIONS, "r02", "q1.ask", "btn.q1.1", "card.day")
    assert [each.key for each in of(folder, "tr").unchecked] == ["sys.consent"]
    assert of(folder, "tr").status is Status.MACHINE
    sign(folder, "tr", Role.CONDITIONS, "r02", "sys.consent")
    assert of(folder, "tr").status is Status.REVIEWED


def test_one_person_is_not_two(folder: Path) -> None:
    sign(folder, "tr", Role.READER, "r01")
    sign(folder, "tr", Role.CONDITIONS, "r01")
    assert of(folder, "tr").status is Status.MACHINE


def test_a_changed_dutch_sentence_undoes_exactly_its_translations(folder: Path) -> None:
    sign_twice(folder, "tr")
    changed = {**TEXTS, "q1.ask": "Heeft u nu betaald werk?"}
    template(folder, changed)
    catalog(folder, "tr", TURKISH, changed)
    texts = ClientTexts(folder)
    machine = [each.key for each in texts.messages if texts.find("tr", *each.id).status is not Status.REVIEWED]
    assert machine == ["q1.ask"]
    assert [each.key for each in of(folder, "tr").unread] == ["q1.ask"]
    template(folder)
    catalog(folder, "tr", TURKISH)
    assert of(folder, "tr").status is Status.REVIEWED, "the sentence that was signed is back"


def test_a_changed_translation_undoes_its_signatures(folder: Path) -> None:
    sign_twice(folder, "tr")
    catalog(folder, "tr", {**TURKISH, "btn.q1.1": "Evet, var"})
    assert [each.key for each in of(folder, "tr").unchecked] == ["btn.q1.1"]


def test_the_revision_follows_the_texts_of_its_language_alone(folder: Path) -> None:
    before = {each.language.code: each.revision for each in standings(ClientTexts(folder))}
    assert len(before["tr"]) == 12
    catalog(folder, "fa", {"q1.ask": "کار دارید؟"})
    after = {each.language.code: each.revision for each in standings(ClientTexts(folder))}
    assert {code for code, revision in after.items() if revision != before[code]} == {"fa", "fa_AF"}
    sign_twice(folder, "tr")
    assert of(folder, "tr").revision == before["tr"]


def test_what_is_borrowed_is_signed_for_who_borrows_it(folder: Path) -> None:
    catalog(folder, "fa", {key: f"ف {text}" for key, text in TEXTS.items()})
    sign_twice(folder, "fa")
    dari = of(folder, "fa_AF")
    assert (dari.status, dari.said, dari.borrowed) == (Status.MACHINE, 4, 4)
    assert codes(folder, machine=True) == [SOURCE, "fa", "tr"], "all of it borrowed is no language of its own"
    sign_twice(folder, "fa_AF")
    assert of(folder, "fa_AF").status is Status.REVIEWED
    assert codes(folder, machine=False) == [SOURCE, "fa", "fa_AF"]


def test_a_draft_is_offered_only_where_the_switch_is_on(folder: Path) -> None:
    assert codes(folder, machine=False) == [SOURCE]
    assert codes(folder, machine=True) == [SOURCE, "tr"]
    sign_twice(folder, "tr")
    assert codes(folder, machine=False) == [SOURCE, "tr"]


def test_a_few_texts_are_not_a_language(folder: Path) -> None:
    catalog(folder, "so", {"q1.ask": "Shaqo ma haysaa?", "btn.q1.1": "Haa"})
    assert "so" not in codes(folder, machine=True)
    assert [each.key for each in of(folder, "so").missing] == ["card.day", "sys.consent"]


def test_a_broken_text_is_told_apart_from_a_missing_one(folder: Path) -> None:
    catalog(folder, "tr", {**TURKISH, "card.day": "{gün}", "btn.q1.1": ""})
    turkish = of(folder, "tr")
    assert [each.key for each in turkish.broken] == ["card.day"]
    assert [each.key for each in turkish.missing] == ["btn.q1.1"]
    assert [each.key for each in turkish.unread] == ["q1.ask", "sys.consent"]


def test_what_ships_is_offered_as_it_was_signed() -> None:
    known = standings(client_texts())
    sure = [each.language.code for each in offered(known, machine=False)]
    assert sure == [each.language.code for each in known if each.status is not Status.MACHINE]
    assert sure[0] == SOURCE
    assert [each.language.code for each in client_choices(machine=False)] == sure
    assert {SOURCE, "en", "ar", "ti", "tr", "uk", "fa"} <= {each.language.code for each in offered(known, machine=True)}


def test_signatures_are_written_as_they_are_read(tmp_path: Path) -> None:
    signature = Signature("0123456789ab", "r07", DAY)
    held = {("fa_AF", Role.READER, "q1.ask"): signature, ("ar", Role.CONDITIONS, "btn.q1.1"): signature}
    write_signatures(tmp_path, held)
    assert read_signatures(tmp_path) == held
    assert [each.name for each in tmp_path.iterdir()] == ["STATUS.toml"]
    write_signatures(tmp_path, {})
    assert read_signatures(tmp_path) == {}


@pytest.mark.parametrize(
    "content",
    ["[ar", 'ar = "x"', "[ar]\nreader = 3", '[ar.boss]\n"q1.ask" = "0123456789ab r07 2026-12-01"',
     '[ar.reader]\n"q1.ask" = "reviewed"', '[ar.reader]\n"q1.ask" = 3',
     '[ar.reader]\n"q1.ask" = "0123456789ab Jan 2026-12-01"', '[ar.reader]\n"q1.ask" = "0123456789ab r07 gisteren"',
     '[ar.reader]\n"q1.ask" = "ok r07 2026-12-01"'],
)  # fmt: skip
def test_a_faulty_signature_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "STATUS.toml").write_text(content, encoding="utf-8")
    with pytest.raises(FaultySignaturesError, match=r"STATUS\.toml"):
        read_signatures(tmp_path)


def test_a_plan_says_what_cannot_be_signed(folder: Path) -> None:
    catalog(folder, "tr", {**TURKISH, "btn.q1.1": ""})
    sign(folder, "tr", Role.READER, "r01", "q1.ask")
    found = plan(ClientTexts(folder), "tr", Role.CONDITIONS, "r01", ["q1.ask", "btn.q1.1"])
    assert [each.key for each in found.both] == ["q1.ask"]
    assert [each.key for each in found.untranslated] == ["btn.q1.1"]
    assert [each.key for each in plan(ClientTexts(folder), "tr", Role.READER, "r03", []).messages] == [
        "card.day",
        "sys.consent",
    ]
