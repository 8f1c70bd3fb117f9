"""Every text of the source is in every catalog: translated, with the same parameters, none left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.texts.extraction import flow_texts

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "staff.pot"
KEYWORDS = parse_keywords(["t:1c,2", "tn:1c,2,3"])
BUTTON = 24

Key = tuple[str, str, str | None]
Texts = dict[Key, tuple[str, ...]]


def translations() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/staff.po"))


@cache
def source() -> frozenset[Key]:
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel leaves it bare
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return frozenset(key(context, message) for _, _, message, _, context in found)


def key(context: str | None, message: str | Sequence[str]) -> Key:
    one, many = (message, None) if isinstance(message, str) else (message[0], message[1])
    return context or "", one, many


def read(path: Path) -> Catalog:
    locale = None if path == TEMPLATE else path.parent.parent.name
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def texts(path: Path) -> Texts:
    held: Texts = {}
    for message in read(path):
        if message.id:
            string = message.string or ""
            held[key(message.context, message.id)] = (string,) if isinstance(string, str) else tuple(string)
    return held


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_source_has_texts_and_each_key_has_one() -> None:
    assert source(), "no text was found in the source: is locales/babel.cfg right?"
    counted = Counter(context for context, _, _ in source())
    assert [context for context, times in counted.items() if times > 1 or not context] == []


def test_there_are_translations() -> None:
    assert "en" in {path.parent.parent.name for path in translations()}


@pytest.mark.parametrize("path", [TEMPLATE, *translations()], ids=lambda path: str(path.relative_to(LOCALES)))
def test_a_catalog_holds_exactly_the_texts_of_the_source(path: Path) -> None:
    held = frozenset(texts(path))
    assert sorted(source() - held, key=str) == [], "missing: run `make texts`"
    assert sorted(held - source(), key=str) == [], "left over: run `make texts`"
    assert list(read(path).obsolete) == []


@pytest.mark.parametrize("path", translations(), ids=lambda path: path.parent.parent.name)
def test_every_text_is_translated(path: Path) -> None:
    catalog = read(path)
    unsure = [message.context for message in catalog if message.id and message.fuzzy]
    forms = {name: strings for name, strings in texts(path).items() if name in source()}
    empty = [context for (context, _, _), strings in forms.items() if not all(strings)]
    plural = [
        context
        for (context, _, many), strings in forms.items()
        if len(strings) != (1 if many is None else catalog.num_plurals)
    ]
    assert (unsure, empty, plural) == ([], [], [])


@pytest.mark.parametrize("path", translations(), ids=lambda path: path.parent.parent.name)
def test_a_translation_has_the_parameters_of_its_source(path: Path) -> None:
    different = []
    for (context, one, many), strings in texts(path).items():
        for index, string in enumerate(strings):
            original = one if index == 0 or many is None else many
            if string and parameters(string) != parameters(original):
                different.append((context, original, string))
    assert different == []


@pytest.mark.parametrize("path", translations(), ids=lambda path: path.parent.parent.name)
def test_a_button_fits_on_a_phone(path: Path) -> None:
    labels = {
        (context, label)
        for (context, one, many), strings in texts(path).items()
        if context.startswith("btn.")
        for label in (one, many or "", *strings)
    }
    assert [(context, label, len(label)) for context, label in sorted(labels) if len(label) > BUTTON] == []


def test_the_texts_of_a_flow_file_are_found_with_their_keys() -> None:
    file = b"""
    [flow]
    id = "proef"
    title = "Een proef"
    [[step]]
    id = "Q1"
    ask = "Werkt de klant?"
    yes = ["Een baan.", "Een eigen bedrijf."]
    default = [{ value = "nee", when = { P0 = "ja" } }]
    choices = [{ id = "ja", label = "Ja", typed = ["j"] }]
    [[rule]]
    id = "periode"
    topic = "Periode"
    steps = ["Q1"]
    ground = "Dat is recent."
    sources = ["lezing"]
    one = "Kijk naar de laatste week."
    text = "Kijk naar de laatste {n} weken."
    otherwise = "Kijk naar vandaag."
    [[warning]]
    id = "daling"
    text = "Klopt dit?"
    when = { Q1 = "ja" }
    [[position]]
    id = "6"
    label = "Betaald werk"
    examples = "Een baan in een winkel."
    """
    found = list(flow_texts(BytesIO(file), (), (), {}))
    assert [message[1:] for _, function, message, _ in found if function == "tn"] == [
        ("Kijk naar de laatste week.", "Kijk naar de laatste {n} weken.")
    ]
    assert {message[0]: message[-1] for _, _, message, _ in found} == {
        "flow.proef.title": "Een proef",
        "Q1.ask": "Werkt de klant?",
        "Q1.yes.1": "Een baan.",
        "Q1.yes.2": "Een eigen bedrijf.",
        "btn.Q1.ja": "Ja",
        "rule.periode": "Kijk naar de laatste {n} weken.",
        "rule.periode.topic": "Periode",
        "rule.periode.otherwise": "Kijk naar vandaag.",
        "rule.periode.ground": "Dat is recent.",
        "warning.daling": "Klopt dit?",
        "position.6.label": "Betaald werk",
        "position.6.example.1": "Een baan in een winkel.",
    }
