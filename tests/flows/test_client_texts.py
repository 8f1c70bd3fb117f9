"""What a client reads is simple, keeps every condition, and shows nothing of the ladder."""

from __future__ import annotations

import re

import pytest
from support.builders import catalogue
from support.client import questions

from flows.model import LONGEST_BUTTON

ASKS = questions(facts=True)
MESSAGES = {each.key: each.text for each in ASKS.messages()}
WORDS = re.compile(r"[\w’]+")
# Words in a sentence: on average, and in the longest one.
AVERAGE, LONGEST = 9, 14
# Screen, condition, how it is said.
CONDITIONS = [
    ("q1", "now", "nu betaald werk"),
    ("q1", "contract or own business", "een contract of een eigen bedrijf"),
    ("q1", "pay", "Werkt u zonder loon? Kies dan: nee"),
    ("q2", "beside the work", "naast uw werk ook een uitkering"),
    ("q2", "of whom", "van de gemeente of het UWV"),
    ("q2", "no allowances", "Huurtoeslag en kinderbijslag tellen niet mee"),
    ("q2", "no pension", "Pensioen telt ook niet mee"),
    ("q2b", "at work", "bij uw werk hulp van een coach"),
    ("q2b", "from outside", "werkt niet bij uw bedrijf"),
    ("q2b", "no colleague", "uw baas of een collega telt niet mee"),
    ("q2c", "beside the work", "naast uw werk ook een cursus"),
    ("q2c", "integration", "taalles of inburgering"),
    ("q2c", "education", "lezen, schrijven of rekenen"),
    ("q2c", "no other study", "andere studie telt niet mee"),
    ("q3", "without pay", "werk zonder loon"),
    ("q3", "expenses", "onkosten is geen loon"),
    ("q3", "household", "eigen huishouden telt niet mee"),
    ("q3b", "responsibility", "Rekenen andere mensen op u"),
    ("q3b", "somebody steps in", "moet een ander uw taak doen"),
    ("q3b", "internship or keeping benefit", "Loopt u stage of leert u werken in een bedrijf? Kies dan: ja"),
    ("q3c", "weekly", "elke week andere mensen"),
    ("q3c", "how often", "minstens 1 keer per week"),
    ("q3c", "in person", "in het echt"),
    ("q3c", "not by phone", "Bellen of appen telt niet mee"),
    ("q4", "organised", "een cursus, een school of een club"),
    ("q4", "a group", "met een groep"),
    ("q4", "no treatment", "Therapie telt niet mee"),
    ("q4b", "weekly", "elke week"),
    ("q4b", "how often", "minstens 1 keer per week"),
    ("q4b", "in person", "andere mensen, in het echt"),
    ("q4b", "not online", "Alleen online les telt niet mee"),
    ("q5", "weekly", "elke week mensen"),
    ("q5", "how often", "minstens 1 keer per week"),
    ("q5", "outside the household", "die niet bij u wonen"),
    ("q5", "in person", "in het echt"),
    ("q5", "not by phone", "Bellen of appen telt niet mee"),
    ("q5", "shelter", "in een opvang? Dan tellen de andere bewoners niet mee"),
    ("q5b", "more than functional", "praat u dan samen of doet u samen iets"),
    ("q5b", "no shop", "boodschappen doen telt niet mee"),
    ("q5b", "no care", "een dokter of coach telt ook niet mee"),
    ("wish", "a year", "over een jaar"),
    ("k1", "now", "nu"),
    ("k2", "the highest", "hoogste diploma"),
    ("k8", "now", "nu al hulp van de gemeente"),
]  # fmt: skip


def sentences(text: str) -> list[int]:
    return [len(WORDS.findall(part)) for part in re.split(r"[.?!](?:\s|$)", text) if part.strip()]


def test_sentences_are_short() -> None:
    counted = [(number, key) for key, text in MESSAGES.items() for number in sentences(text)]
    assert max(counted)[0] <= LONGEST, max(counted)
    prose = [number for number, key in counted if not key.startswith("btn.")]
    assert sum(prose) / len(prose) <= AVERAGE


@pytest.mark.parametrize(("screen", "condition", "words"), CONDITIONS, ids=[f"{c[0]}-{c[1]}" for c in CONDITIONS])
def test_every_condition_is_said(screen: str, condition: str, words: str) -> None:
    read = " ".join(MESSAGES[f"{screen}.{name}"] for name in ("ask", "help", "ex"))
    assert words.casefold() in read.casefold(), condition


def test_every_screen_ends_with_not_knowing() -> None:
    for screen in ASKS.screens:
        assert screen.buttons[-1].key == "btn.unknown"
        assert screen.buttons[-1].label == "Weet ik niet"
    private = [screen.id for screen in ASKS.screens if screen.offers("liever_niet")]
    assert private == ["k1", "k2"]
    assert all(ASKS.by_id[name].buttons[-2].key == "btn.private" for name in private)


def test_a_button_fits_and_says_more_than_yes_or_no() -> None:
    labels = [button.label for screen in ASKS.screens for button in screen.buttons]
    assert max(map(len, labels)) <= LONGEST_BUTTON
    assert not {"Ja", "Nee"} & set(labels)


def test_a_button_means_what_it_says() -> None:
    for screen in ASKS.screens:
        for button in screen.buttons:
            said = {"Ja": "ja", "Nee": "nee"}.get(button.label.partition(",")[0])
            assert (button.id if button.id in ("ja", "nee") else None) == said


def test_the_keys_are_those_of_a_catalog() -> None:
    keys = [each.key for each in ASKS.messages()]
    assert len(keys) == len(set(keys))
    assert keys[:5] == ["q1.ask", "q1.help", "q1.ex", "btn.q1.1", "btn.q1.2"]
    assert {"btn.unknown", "btn.private", "btn.wish.5", "k8.ex"} <= set(keys)
    assert all(each.keep.startswith("KEEP: ") for each in ASKS.messages())


def test_a_screen_asks_one_thing_politely() -> None:
    for screen in ASKS.screens:
        assert screen.ask.count("?") == 1
        assert screen.ex.startswith("Voorbeeld: ")
        assert not re.search(r"\b(je|jij|jouw|jullie)\b|[(){}/;]", f"{screen.ask} {screen.help} {screen.ex}")


def test_a_client_reads_nothing_of_the_ladder() -> None:
    labels = {name.casefold() for each in catalogue().positions.values() for name in (each.label, each.short)}
    # These are called what everybody calls them.
    hidden = labels - {"betaald werk", "onbetaald werk"}
    assert len(hidden) > 8
    for key, text in MESSAGES.items():
        assert not re.search(r"\b(trede\w*|ladder\w*|code|groei\w*|ge[iï]soleerd|plus|niveau)\b", text.casefold()), key
        assert not any(label in text.casefold() for label in hidden), key
