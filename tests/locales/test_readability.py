"""Simple Dutch is simple, and the Dutch of the staff gets no harder: numbers, and habits that no number sees."""

from __future__ import annotations

from functools import cache

import pytest
from babel.messages.pofile import read_po
from support.reading import flags, measure, sentences, syllables

from bot.texts.client.texts import client_texts
from bot.texts.translations import CATALOGS

AVERAGE, LONGEST, EASE, EASE_OF_A_MESSAGE, ENOUGH_WORDS = 9, 14, 80, 60, 10
STAFF_EASE, STAFF_LONGEST = 50, 20
# A definition names every ground for support in one sentence, because each of them decides.
LONGER = {"position.5.definition", "position.6.definition"}


@cache
def simple() -> dict[str, str]:
    return {each.key: each.source for each in client_texts().messages}


@cache
def staff() -> dict[str, list[str]]:
    with (CATALOGS / "staff.pot").open("rb") as file:
        found = [each for each in read_po(file) if each.id]
    return {str(each.context): [each.id] if isinstance(each.id, str) else list(each.id) for each in found}


def lines() -> dict[str, str]:
    """What is read as a sentence; a button is a few words."""
    return {key: text for key, text in simple().items() if not key.startswith("btn.")}


@pytest.mark.parametrize(
    ("word", "count"),
    [("werk", 1), ("betaald", 2), ("uitkering", 3), ("gemeente", 3), ("begeleider", 4), ("antwoorden", 3), ("één", 1),
     ("huishouden", 3), ("koffie", 2), ("buurthuis", 2), ("bijstand", 2), ("vrijwilliger", 4), ("leeuw", 1)],
)  # fmt: skip
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_simple_dutch_is_simple() -> None:
    whole = measure(lines().values())
    print(f"{whole.words} words, {whole.average:.1f} a sentence, Flesch-Douma {whole.flesch_douma:.0f}")
    assert whole.words > 700
    assert whole.average <= AVERAGE
    assert whole.flesch_douma >= EASE
    assert {key: each for key, text in simple().items() for each in sentences(text) if len(each) > LONGEST} == {}


def test_no_message_is_hard() -> None:
    measured = {key: measure([text]) for key, text in lines().items()}
    hard = {key: round(each.flesch_douma) for key, each in measured.items() if each.words >= ENOUGH_WORDS}
    assert {key: ease for key, ease in hard.items() if ease < EASE_OF_A_MESSAGE} == {}


def test_no_message_has_a_habit_that_makes_it_hard() -> None:
    found = {key: flags(text) for key, text in simple().items()}
    assert {key: said for key, said in found.items() if said} == {}


def test_one_word_is_one_person() -> None:
    """The coach is who may help at work; the professional beside the client is never called that."""
    assert [key for key, text in simple().items() if "uw coach" in text.casefold()] == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("U dient dit te kiezen.", "office word"),
        ("Doet u bijv. mee?", "abbreviation"),
        ("Krijgt u hulp en/of geld?", "abbreviation"),
        ("Er wordt u hulp gegeven.", "passive"),
        ("Uw antwoord is bekeken en bewaard wordt het.", "passive"),
        ("Heeft u werk? Krijgt u hulp?", "two questions"),
        ("Een uitkering (van het UWV).", "parentheses"),
        ("U kunt niet zonder hulp.", "double negation"),
    ],
)
def test_a_hard_habit_is_noticed(text: str, flag: str) -> None:
    assert flag in flags(text)


def test_a_long_sentence_and_hard_words_are_noticed() -> None:
    hard = measure(["Ontmoet u minimaal eenmaal per week personen die geen deel uitmaken van uw huishouden overdag?"])
    assert len(hard.longest) > LONGEST
    assert measure(["Participatieactiviteiten in georganiseerd verband"]).flesch_douma < STAFF_EASE


def test_staff_dutch_reads_with_little_effort() -> None:
    whole = measure(text for texts in staff().values() for text in texts)
    print(f"{whole.words} words, {whole.average:.1f} a sentence, Flesch-Douma {whole.flesch_douma:.0f}")
    assert whole.flesch_douma >= STAFF_EASE
    longest = {key: max(len(measure([text]).longest) for text in texts) for key, texts in staff().items()}
    assert {key for key, words in longest.items() if words > STAFF_LONGEST} == LONGER
