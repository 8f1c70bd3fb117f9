"""No condition of the ladder is lost: each word that decides stands in the questions, in Dutch and in English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from babel.messages.pofile import read_po
from support.builders import catalogue, shipped

from bot.conversation.screen import Text
from bot.texts.client.texts import client_texts
from bot.texts.translations import CATALOGS, words
from bot.ui import explanation, wording
from flows.model import Step

# The longest sentence that still reads at a glance, in words.
SENTENCE = 21
FLOW = shipped()
STEPS = [step for step in FLOW.steps if step.id in ("P0", "Q1", "Q2", "Q3", "Q4", "Q5", "G1")]
# Question, condition, how Dutch and English say it.
CONDITIONS = [
    ("Q1", "contract or own business", "arbeidscontract", "employment contract"),
    ("Q1", "self-employed", "zelfstandige of ondernemer", "self-employed person or business owner"),
    ("Q2", "benefit", "aanvullende uitkering van de gemeente of het UWV", "benefit from the municipality or UWV"),
    ("Q2", "instrument", "instrument van de gemeente", "instrument of the municipality"),
    ("Q2", "guidance", "van buiten het bedrijf", "from outside the company"),
    ("Q2", "sheltered", "Wsw of beschut werk", "(Wsw) or sheltered work"),
    ("Q2", "course", "cursus inburgering of educatie naast het werk", "adult education beside the job"),
    ("Q2", "learning at work", "leerwerkopleiding zonder startkwalificatie", "without a basic qualification"),
    ("Q2", "one is enough", "Eén van deze is genoeg", "One of these is enough"),
    ("Q3", "no contract", "geen contract", "no contract"),
    ("Q3", "responsibility", "verantwoordelijkheid voor anderen", "responsibility towards others"),
    ("Q3", "weekly", "elke week", "every week"),
    ("Q3", "in person", "ter plaatse, samen met anderen", "in person, together with others"),
    ("Q3", "keeping benefit", "met behoud van uitkering", "while keeping benefit"),
    ("Q3", "all of them", "Alle drie moeten kloppen", "All three must be so"),
    ("Q4", "weekly", "elke week", "every week"),
    ("Q4", "organised", "georganiseerd", "organised"),
    ("Q4", "in person", "fysiek contact", "in-person contact"),
    ("Q4", "no tasks", "Taken met verantwoordelijkheid voor anderen heeft de cliënt er niet", "no tasks there"),
    ("Q5", "weekly", "elke week", "every week"),
    ("Q5", "outside the household", "van buiten het huishouden", "from outside the household"),
    ("Q5", "in person", "fysiek contact", "in-person contact"),
    ("Q5", "more than functional", "verder dan functioneel", "more than functional"),
    ("Q5", "functional", "in een winkel of bij een hulpverlener", "shop staff or care professionals"),
    ("Q5", "not online", "bellen en chatten", "phoning and chatting"),
    ("G1", "within a year", "binnen één jaar", "within one year"),
    ("G1", "one or more", "minstens één trede", "at least one rung"),
]  # fmt: skip


def asked(step: Step, locale: str) -> list[str]:
    """The question with what explains its conditions, without the rules and the examples."""
    texts = [wording.ask(step), *wording.lines(step, "items"), Text(f"{step.id}.help", step.help)]
    return [words(locale).say(text) for text in texts]


def core(step: Step, locale: str) -> str:
    return " ".join(asked(step, locale)).casefold()


@pytest.mark.wens("RA10", "RB01", "RC11", "RD56")
@pytest.mark.parametrize(
    ("question", "what", "dutch", "english"), CONDITIONS, ids=[f"{c[0]}-{c[1]}" for c in CONDITIONS]
)
def test_a_condition_stands_in_the_question(question: str, what: str, dutch: str, english: str) -> None:
    for locale, wanted in (("nl", dutch), ("en", english)):
        assert wanted.casefold() in core(FLOW.by_id[question], locale), what


def test_whoever_has_support_does_not_fit_the_definition_without_it() -> None:
    positions = catalogue().positions
    for condition in ("aanvullende uitkering van de gemeente of het UWV", "instrument van de gemeente", "van buiten",
                      "Wsw of beschut werk", "inburgering of educatie naast het werk",
                      "leerwerkopleiding zonder startkwalificatie"):  # fmt: skip
        assert condition in positions["5"].definition
        assert condition in positions["6"].definition
        assert condition.casefold() in core(FLOW.by_id["Q2"], "nl")
    assert "zonder steun" in positions["6"].definition


def sentences(locale: str) -> list[str]:
    said = words(locale).say
    texts = [text for step in STEPS for text in asked(step, locale)]
    texts += [said(text) for step in STEPS for part in ("yes", "no") for text in wording.lines(step, part)]
    texts += [said(explanation.grounded(rule)) for step in STEPS for rule in step.rules]
    return [line for text in texts for line in re.split(r"(?<=[.?:;]) ", text) if line]


@pytest.mark.wens("RD29")
def test_a_sentence_reads_at_a_glance() -> None:
    found = sentences("nl")
    assert len(found) > 150
    assert [line for line in found if len(line.split()) > SENTENCE] == []
    assert sum(len(line.split()) for line in found) / len(found) <= 11


@pytest.mark.wens("RA33")
def test_the_top_of_the_ladder_is_not_called_solved() -> None:
    settled = "verschil.settled"
    with (CATALOGS / "staff.pot").open("rb") as file:
        texts = [str(each.id) for each in read_po(file) if each.context != settled]
    assert len(texts) > 500
    assert [text for text in texts if "opgelost" in text.casefold()] == []


# What may not shift in the texts of the client: the words of each condition, by key.
CLIENT: list[dict[str, Any]] = tomllib.loads((CATALOGS / "conditions.toml").read_text(encoding="utf-8"))["condition"]
WORDS = [(each["key"], locale, word) for each in CLIENT for locale in ("nl", "en") for word in each[locale]]


@cache
def client(locale: str) -> Mapping[str, str]:
    """Every text of the client by its key: in simple Dutch, or in English."""
    texts = client_texts()
    return {each.key: texts.find(locale, *each.id).text for each in texts.messages}


def lost(locale: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The conditions whose words are not in their text."""
    for key, _, word in (each for each in WORDS if each[1] == locale):
        if not re.search(rf"\b{re.escape(word)}\b", said.get(key, ""), re.IGNORECASE):
            yield key, word


def test_no_condition_is_lost_in_the_texts_of_the_client() -> None:
    assert len(CLIENT) >= 30
    assert list(lost("nl", client("nl@simple"))) == []
    assert list(lost("en", client("en"))) == []
    assert [each["key"] for each in CLIENT if not each.get("note")] == []


@pytest.mark.parametrize(
    ("key", "locale", "word"), WORDS, ids=[f"{key}-{locale}-{word}" for key, locale, word in WORDS]
)
def test_a_condition_that_is_taken_out_is_noticed(key: str, locale: str, word: str) -> None:
    said = client("nl@simple" if locale == "nl" else "en")
    phrase = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    for number in range(len(word.split())):
        rest = " ".join(each for place, each in enumerate(word.split()) if place != number)
        without = phrase.sub(rest, said[key])
        assert without != said[key]
        assert (key, word) in list(lost(locale, {**said, key: without}))


def test_every_question_about_the_ladder_has_its_conditions() -> None:
    questions = {key for key in client("nl@simple") if re.fullmatch(r"q\w+\.(ask|help)", key)}
    assert questions - {each["key"] for each in CLIENT} <= {"q4.ask"}, (
        "write down in conditions.toml what may not shift"
    )


def test_a_translator_is_told_what_to_keep() -> None:
    comments = {each.key: " ".join(each.comments) for each in client_texts().messages}
    assert [each["key"] for each in CLIENT if "KEEP" not in comments[each["key"]]] == []
