"""The catalogs of the client follow the source, are complete where they ship, and fit on a phone in each language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from babel.util import pathmatch

from bot.texts.client.catalogs import DOMAIN, Key, path_of, places, read_messages
from bot.texts.client.languages import SOURCE, chain, read_languages
from bot.texts.client.texts import client_texts
from bot.texts.client.updating import update
from bot.texts.translations import CATALOGS

ROOT = CATALOGS.parent
COMPLETE = ("en", "ar", "ti", "tr", "uk", "fa")
PREPARED = ("so", "ru", "ku", "ckb", "ps", "fa_AF")
BUTTON = 24
# Their letters are wider: so many fit where 24 Dutch ones do.
NARROW = {"ti": 21, "am": 21, "bg": 21, "ru": 21, "uk": 22}
MESSAGES = client_texts().messages
LANGUAGES = read_languages(CATALOGS)


@cache
def source() -> dict[Key, tuple[str, ...]]:
    """Every text that is marked for a client, with its comments."""
    with (CATALOGS / "client.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel leaves it bare
    found = extract_from_dir(ROOT, methods, options, parse_keywords(["tc:1c,2"]), ("TRANSLATORS:",))
    return {(context or "", str(message)): tuple(comments) for _, _, message, comments, context in found}


def catalog(code: str) -> Catalog:
    with path_of(CATALOGS, code).open("rb") as file:
        return read_po(file, abort_invalid=True)


@cache
def texts(code: str) -> dict[Key, str]:
    return {(each.context or "", str(each.id)): str(each.string or "") for each in catalog(code) if each.id}


def shipped() -> list[str]:
    return sorted(path.parents[1].name for path in CATALOGS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def first_strong(text: str) -> str:
    """Which way the first letter goes that has a direction."""
    directions = (unicodedata.bidirectional(each) for each in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "")


def problems(code: str, key: Key, text: str) -> Iterator[str]:
    if not text:
        yield "not translated"
        return
    if places(text) != places(key[1]):
        yield "other values between braces"
    if key[0].startswith("btn.") and len(text) > NARROW.get(code, BUTTON):
        yield f"button of {len(text)} characters"
    if LANGUAGES[code].direction == "rtl" and first_strong(text) == "L":
        yield "begins with a letter from left to right"


def test_the_template_follows_the_source() -> None:
    assert len(source()) > 100, "no text was found in the source: is locales/client.cfg right?"
    held = {each.id: " ".join(each.comments) for each in MESSAGES}
    assert held == {key: " ".join(comments) for key, comments in source().items()}, "run `make texts`"
    assert [key for key, times in Counter(each.key for each in MESSAGES).items() if times > 1 or not key] == []


def test_a_text_of_a_page_and_of_a_question_is_found_with_its_comment() -> None:
    with (CATALOGS / "client.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel leaves it bare
    contents = {
        "bot/web/templates/client/room.html": b'{# TRANSLATORS: A button. #}\n<b>{{ tc("btn.x", "Klaar") }}</b>',
        "flows/client/more.toml": b'[[screen]]\nid = "x"\nask = "Klaar?"\nkeep = "KEEP: now."\n'
        b'buttons = [{ id = "ja", label = "Ja" }]',
    }
    found = []
    for path, content in contents.items():
        method = next(method for pattern, method in methods if pathmatch(pattern, path))
        keywords = parse_keywords(["tc:1c,2"])
        chosen = next(options[pattern] for pattern, _ in methods if pathmatch(pattern, path))
        found += list(extract(method, BytesIO(content), keywords, ("TRANSLATORS:",), chosen))
    assert [(context, message, comments) for _, message, comments, context in found] == [
        ("btn.x", "Klaar", ["TRANSLATORS: A button."]),
        ("x.ask", "Klaar?", ["TRANSLATORS: KEEP: now."]),
        ("btn.x.1", "Ja", ["TRANSLATORS: KEEP: now."]),
    ]


def test_every_message_says_what_a_translator_has_to_know() -> None:
    assert [each.key for each in MESSAGES if not " ".join(each.comments).startswith("TRANSLATORS: ")] == []


def test_no_message_counts() -> None:
    names = {name for each in MESSAGES for name, _, _ in places(each.source) or ()}
    assert names <= {"day"}, "a number needs six plural forms in Arabic; say it without"


@pytest.mark.parametrize("code", shipped())
def test_a_catalog_holds_exactly_the_texts_of_the_source(code: str) -> None:
    assert code in LANGUAGES, "a folder without a row in languages.toml"
    assert sorted(set(source()) - set(texts(code))) == [], "missing: run `make texts`"
    assert sorted(set(texts(code)) - set(source())) == [], "left over: run `make texts`"
    assert list(catalog(code).obsolete) == []
    assert [each.context for each in catalog(code) if each.id and (each.fuzzy or not isinstance(each.id, str))] == []


@pytest.mark.parametrize("code", shipped())
def test_every_translation_can_be_shown(code: str) -> None:
    found = [(key[0], each) for key, text in texts(code).items() if text or code in COMPLETE
             for each in problems(code, key, text)]  # fmt: skip
    assert found == []


def test_what_is_wrong_with_a_translation_is_noticed() -> None:
    button, day = ("btn.x.1", "Ja"), ("card.day", "Op {day}.")
    assert list(problems("ar", day, "يوم {dag}")) == ["other values between braces"]
    assert list(problems("ar", ("q2.help", "UWV"), "UWV من")) == ["begins with a letter from left to right"]
    assert list(problems("ar", ("q2.help", "UWV"), "☕ من UWV")) == []
    assert list(problems("tr", button, "a" * 25)) == ["button of 25 characters"]
    assert list(problems("uk", button, "я" * 23)) == ["button of 23 characters"]
    assert list(problems("ti", button, "ሀ" * 22)) == ["button of 22 characters"]
    assert list(problems("en", button, "")) == ["not translated"]


def test_buttons_of_the_source_fit() -> None:
    assert [each.key for each in MESSAGES if each.key.startswith("btn.") and len(each.source) > BUTTON] == []


def test_the_languages_are_there() -> None:
    assert set(COMPLETE) <= set(shipped())
    assert {SOURCE, *COMPLETE, *PREPARED} <= set(LANGUAGES)
    assert "nl_simple" not in LANGUAGES
    assert [each.code for each in chain(LANGUAGES, "fa_AF")] == ["fa_AF", "fa"]
    assert Locale.parse(SOURCE).modifier == "simple"


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_a_language_is_written_as_babel_knows_it(code: str) -> None:
    row = LANGUAGES[code]
    assert row.direction == Locale.parse(row.dates).text_direction
    assert row.endonym
    assert row.tag.replace("-", "_").split("_")[0] == Locale.parse(code).language


def test_updating_what_is_up_to_date_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "client.pot").write_bytes((CATALOGS / "client.pot").read_bytes())
    for code in shipped():
        path = path_of(tmp_path, code)
        path.parent.mkdir(parents=True)
        path.write_bytes(path_of(CATALOGS, code).read_bytes())
        update(tmp_path, code)
        once = path.read_bytes()
        with path.open("rb") as file:
            held = {(each.context, each.id): each.string for each in read_po(file) if each.id}
        assert held == texts(code)
        update(tmp_path, code)
        assert path.read_bytes() == once


def test_a_changed_sentence_takes_its_translation_along(tmp_path: Path) -> None:
    template = (CATALOGS / "client.pot").read_text(encoding="utf-8")
    (tmp_path / "client.pot").write_text(template.replace('"Klopt dit?"', '"Klopt het zo?"'), encoding="utf-8")
    path = path_of(tmp_path, "ar")
    path.parent.mkdir(parents=True)
    path.write_bytes(path_of(CATALOGS, "ar").read_bytes())
    update(tmp_path, "ar")
    with path.open("rb") as file:
        empty = [each.context for each in read_po(file) if each.id and not each.string]
    assert empty == ["sys.check.right"]
    assert len(read_messages(tmp_path)) == len(MESSAGES)
