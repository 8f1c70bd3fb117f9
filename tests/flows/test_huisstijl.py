"""The house style of a municipality: what is accepted can be read, and what cannot is told with both colours."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.faults import FaultyFileError
from flows.gemeente import Gemeente
from flows.gemeente_file import read_gemeente
from flows.huisstijl import (
    BUTTON,
    CARD,
    DARK,
    FOCUS,
    HEADER,
    HOVER,
    INK,
    LIGHT,
    LINK,
    ON_BUTTON,
    ON_HEADER,
    PAGE,
    contrast,
    soft,
    whole,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
OURS = {"licht": LIGHT, "donker": DARK}


def read(scheme: str, tokens: dict[str, str], above: str = "") -> Gemeente:
    lines = [f'{name} = "{value}"' for name, value in tokens.items()]
    text = "\n".join(('naam = "Testdam"', "[huisstijl]", above, f"[huisstijl.{scheme}]", *lines))
    return read_gemeente("testdam.toml", text, tomllib.loads(text))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_counted_as_wcag_does(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("scheme", OURS)
def test_what_meetlat_looks_like_by_itself_passes_its_own_check(scheme: str) -> None:
    assert dict(getattr(read(scheme, dict(OURS[scheme])).huisstijl, scheme)) == dict(OURS[scheme])


@given(scheme=st.sampled_from(sorted(OURS)), tokens=st.dictionaries(st.sampled_from(sorted(LIGHT)), COLOURS))
def test_what_is_accepted_can_be_read(scheme: str, tokens: dict[str, str]) -> None:
    all_of_them = whole(tokens, OURS[scheme])
    card = CARD[scheme]
    texts = [
        contrast(all_of_them[one], other)
        for one, other in (
            *((ON_HEADER, all_of_them[HEADER]), (ON_BUTTON, all_of_them[BUTTON]), (ON_BUTTON, all_of_them[HOVER])),
            *((LINK, card), (INK, card), (INK, all_of_them[PAGE]), (HOVER, soft(all_of_them, scheme))),
        )
    ]
    signs = [contrast(all_of_them[one], card) for one in (BUTTON, FOCUS)]
    try:
        read(scheme, tokens)
    except FaultyFileError as error:
        assert {fault.code for fault in error.faults} == {"low_contrast"}
        assert all(float(fault.params["ratio"].partition(":")[0]) < 4.5 for fault in error.faults)
    else:
        assert not tokens or (min(texts) >= 4.5 and min(signs) >= 3)


def test_a_fault_names_both_colours_and_where_it_stands() -> None:
    with pytest.raises(FaultyFileError) as caught:
        read("licht", {HEADER: "#ffee00", ON_HEADER: "#ffffff"})
    fault = caught.value.faults[0]
    assert (fault.code, fault.item, fault.line) == ("low_contrast", "licht", 4)
    assert fault.params["value"] == "#ffffff"
    assert fault.params["other"] == f"{HEADER} #ffee00"
    assert (fault.params["ratio"], fault.params["least"]) == ("1.2:1", "4.5:1")


def test_a_token_may_keep_its_dashes_and_others_follow_the_button() -> None:
    found = read("licht", {f"--{BUTTON}": "#B00020"}).huisstijl
    assert dict(found.licht) == {BUTTON: "#b00020"}
    assert {whole(dict(found.licht), LIGHT)[name] for name in (LINK, FOCUS, HOVER)} == {"#b00020"}
    assert bool(found)
    assert not Gemeente().huisstijl


@pytest.mark.parametrize(
    ("tokens", "above", "code"),
    [
        ({BUTTON: "rood"}, "", "not_a_colour"),
        ({BUTTON: "#12345"}, "", "not_a_colour"),
        ({"utrecht-heading-color": "#000000"}, "", "no_such_field"),
        ({}, 'logo = "../geheim.svg"', "not_permitted"),
        ({}, 'logo = "logo.gif"', "not_permitted"),
        ({}, 'lettertype = "font.ttf"', "not_permitted"),
        ({}, 'kleur = "#000000"', "no_such_field"),
    ],
)
def test_what_is_no_house_style_is_a_fault(tokens: dict[str, str], above: str, code: str) -> None:
    with pytest.raises(FaultyFileError) as caught:
        read("licht", tokens, above)
    assert [fault.code for fault in caught.value.faults] == [code]
