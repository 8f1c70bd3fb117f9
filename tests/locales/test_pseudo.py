"""Every text of the client goes through the catalogs: in a language that nobody speaks, nothing plain is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.pseudo import CODE, MARKED, PLAIN, hard_coded, pseudo_texts

from bot.conversation.screen import Text, t
from bot.texts.client import around
from bot.texts.client.catalogs import places
from bot.texts.client.texts import ClientTexts, Status
from bot.texts.client.words import words_of
from bot.texts.translations import CATALOGS


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> ClientTexts:
    return pseudo_texts(tmp_path_factory.mktemp("pseudo"))


def test_every_letter_has_a_mark() -> None:
    assert len(PLAIN) == len(MARKED) == 52
    assert not any(each.isascii() for each in MARKED)


def test_every_message_comes_from_a_catalog(texts: ClientTexts) -> None:
    words = words_of(CODE, texts)
    assert len(texts.messages) > 100
    assert texts.catalog(CODE).dropped == frozenset()
    for each in texts.messages:
        filled = {name: "Jan" for name, _, _ in places(each.source) or ()}
        said = words.said(Text(each.key, each.source, filled))
        assert said.status is Status.MACHINE
        assert hard_coded(said.text) == [], each.key
        if not each.key.startswith("btn."):
            assert len(said.text) >= 1.3 * len(each.source)


def test_the_texts_around_the_questions_are_marked(texts: ClientTexts) -> None:
    words = words_of(CODE, texts)
    found = [each for each in vars(around).values() if isinstance(each, Text)]
    assert len(found) > 40
    for each in (*found, around.card_day(date(2027, 6, 1))):
        assert hard_coded(words.say(each)) == [], each.key


def test_a_hard_coded_sentence_is_noticed(texts: ClientTexts) -> None:
    words = words_of(CODE, texts)
    assert hard_coded(words.say(replace(around.END, source="Dank u."))) == ["Dank"]
    assert hard_coded(words.say(t("", "Klaar"))) == ["Klaar"]


def test_the_language_that_nobody_speaks_is_not_shipped() -> None:
    assert CODE not in ClientTexts(CATALOGS).languages
    assert not (CATALOGS / CODE).exists()
