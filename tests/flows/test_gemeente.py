"""A municipality's own settings: its readings, switches and fields, and every fault in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import date, timedelta
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import LEVEL, TODAY, completed, shipped

from flows.aanmelden import Aanmelden
from flows.configure import configure
from flows.controle import VierOgen
from flows.doelen import Doel
from flows.engine import confirm_card, current, offered, screens, settled
from flows.faults import Fault, FaultyFileError
from flows.gemeente import (
    AvgClass,
    FieldKind,
    Gemeente,
    LocalField,
    Options,
    as_text,
    permitted,
    read_setting,
)
from flows.gemeente_file import read_gemeente
from flows.instrumenten import Instrument, fitting
from flows.ladder import Groei
from flows.meetmoment import KENMERKEN
from flows.model import Kind
from flows.names import slug
from flows.values import Accepted, Rejected, accept

WHOLE = """
naam = "Testdam"
prefix = "TD"
codes = ["0344", "0310"]

[regels]
code_0 = false
oproep_weken = 8

[[veld]]
id = "wijk"
label = "Wijk"
type = "keuze"
waarden = ["Noord", "Zuid"]
avg = "gewoon"
doel = "wijkaanpak"
bewaartermijn_maanden = 24

[[veld]]
id = "pip_datum"
label = "Datum PIP"
type = "datum"
doel = "inburgering"
bewaartermijn_maanden = 60
"""
JA_NEE = LocalField("schuldhulp", "Schuldhulp", FieldKind.JA_NEE, (), AvgClass.GEVOELIG, "doel", 12)
WIJK = LocalField("wijk", "Wijk", FieldKind.KEUZE, ("Noord", "Oud-Zuid"), AvgClass.GEWOON, "doel", 12)
AANTAL = LocalField("kinderen", "Kinderen", FieldKind.GETAL, (), AvgClass.GEVOELIG, "doel", 12)
DATUM = LocalField("pip", "PIP", FieldKind.DATUM, (), AvgClass.GEWOON, "doel", 12)
BOOLEANS = [each.name for each in fields(Options) if isinstance(each.default, bool)]
NUMBERS = [each.name for each in fields(Options) if type(each.default) is int]
WORK = {
    "werk_bekend",
    "verschil_dagen",
    "vier_ogen",
    "steekproef_een_op",
    "instrument_bedrag",
    "gezin",
    "computervertaling",
}
CLIENT = {"client_inkomen", "client_diploma", "client_hulp"}


def read(text: str) -> Gemeente:
    return read_gemeente("gemeente.toml", text, tomllib.loads(text))


def faults(text: str) -> list[tuple[str, str, dict[str, str]]]:
    with pytest.raises(FaultyFileError) as caught:
        read(text)
    assert all(fault.file == "gemeente.toml" for fault in caught.value.faults)
    return [(fault.item, fault.code, dict(fault.params)) for fault in caught.value.faults]


@pytest.mark.wens("RD07", "RD65")
def test_whole_settings_are_read() -> None:
    found = read(WHOLE)
    assert (found.naam, found.prefix, found.codes) == ("Testdam", "TD", ("0344", "0310"))
    assert found.options == Options(code_0=False, oproep_weken=8)
    wijk, pip = found.velden
    assert wijk == LocalField("wijk", "Wijk", FieldKind.KEUZE, ("Noord", "Zuid"), AvgClass.GEWOON, "wijkaanpak", 24)
    assert (pip.kind, pip.avg) == (FieldKind.DATUM, AvgClass.GEVOELIG)


def test_instruments_are_a_list_of_names_or_blocks_with_more() -> None:
    text = 'naam = "T"\ninstrumenten = ["Taalles"]\nfinancieringen = ["Wmo", "Wlz"]\n'
    block = '[[instrument]]\nnaam = "Jobcoach"\ntreden = [4, 5]\nsrg_type = "30"\nfinanciering = "Wmo"\n'
    found = read(text + block)
    assert found.instrumenten == (Instrument("Taalles"), Instrument("Jobcoach", (4, 5), "30", "Wmo"))
    assert found.financieringen == ("Wmo", "Wlz")
    assert [fitting(found.instrumenten, trede) for trede in (3, 4, 5)] == [[], ["Jobcoach"], ["Jobcoach"]]


@pytest.mark.parametrize(("written", "shown"), [("0", "0"), ("7", "7"), ('"5"', "5"), ("true", "True"), ("5.0", "5.0")])
def test_an_instrument_fits_treden_only(written: str, shown: str) -> None:
    wanted = {"field": "treden", "value": shown, "choices": "1, 2, 3, 4, 5, 6"}
    assert faults(f"{INSTRUMENT}treden = [{written}]") == [("gemeente.instrument.1", "not_permitted", wanted)]


def test_how_long_somebody_stays_signed_in_is_read() -> None:
    found = read('naam = "T"\n[aanmelden]\nstilte_uren = 16\ndagen = 7\n')
    assert found.aanmelden == Aanmelden(stilte_uren=16, dagen=7, link_uren=12)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("stilte_uren = 0", "not_permitted"),
        ("stilte_uren = 169", "not_permitted"),
        ("dagen = 91", "not_permitted"),
        ("link_uren = 25", "not_permitted"),
        ("link_uren = true", "wrong_type"),
        ('dagen = "30"', "wrong_type"),
        ("uren = 8", "no_such_field"),
    ],
)
def test_nobody_stays_signed_in_without_end(line: str, code: str) -> None:
    assert [fault[1] for fault in faults(f'naam = "T"\n[aanmelden]\n{line}')] == [code]


def test_only_a_name_is_needed() -> None:
    assert read('naam = "Testdam"') == Gemeente("Testdam")


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("value", [True, False])
def test_every_switch_can_be_set(name: str, value: bool) -> None:
    found = read(f'naam = "T"\n[regels]\n{name} = {str(value).lower()}')
    assert getattr(found.options, name) is value


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_can_be_set(name: str) -> None:
    for value in (permitted(name)[0], permitted(name)[-1]):
        assert getattr(read(f'naam = "T"\n[regels]\n{name} = {value}').options, name) == value


@pytest.mark.parametrize("value", list(VierOgen))
def test_the_check_can_be_set(value: VierOgen) -> None:
    found = read(f'naam = "T"\n[regels]\nvier_ogen = "{value}"').options
    assert found.vier_ogen is value


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("value", ["1", '"ja"', "[]", "1.0"])
def test_a_switch_is_true_or_false(name: str, value: str) -> None:
    assert faults(f'naam = "T"\n[regels]\n{name} = {value}') == [("regels", "wrong_type", {"field": name})]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["true", '"4"', "4.0", "[]"])
def test_a_number_is_whole(name: str, value: str) -> None:
    assert faults(f'naam = "T"\n[regels]\n{name} = {value}') == [("regels", "wrong_type", {"field": name})]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["-1", "367", "99999999999999999999"])
def test_a_number_is_within_a_year(name: str, value: str) -> None:
    [(item, code, params)] = faults(f'naam = "T"\n[regels]\n{name} = {value}')
    assert (item, code, params["field"], params["value"]) == ("regels", "not_permitted", name, value)


@pytest.mark.parametrize(
    ("setting", "choices"),
    [
        *((f"interval_1_maanden = {months}", "3, 6, 12") for months in (0, 1, 2, 4, 9, 13)),
        ("interval_6_maanden = 24", "3, 6, 12"),
        ("uiterste_maanden = 0", "1–12"),
        ("uiterste_maanden = 13", "1–12"),
        ("steekproef_een_op = 101", "0–100"),
        ("code_0_maanden = 0", "1–366"),
        ('vier_ogen = "soms"', "geen, extern, selectie, alles"),
        ('vier_ogen = ""', "geen, extern, selectie, alles"),
    ],
)
def test_a_value_that_is_not_permitted_is_told_with_those_that_are(setting: str, choices: str) -> None:
    name, value = setting.replace('"', "").split(" = ")
    expected = {"field": name, "value": value, "choices": choices}
    assert faults(f'naam = "T"\n[regels]\n{setting}') == [("regels", "not_permitted", expected)]


@pytest.mark.parametrize("value", ["1", "true", "[]"])
def test_the_check_is_a_word(value: str) -> None:
    assert faults(f'naam = "T"\n[regels]\nvier_ogen = {value}') == [("regels", "wrong_type", {"field": "vier_ogen"})]


def test_the_old_names_of_the_intervals_say_what_to_use() -> None:
    found = faults('naam = "T"\n[regels]\ninterval_laag_maanden = 3\ninterval_hoog_maanden = 6')
    low, high = "interval_1_maanden, interval_2_maanden", [f"interval_{trede}_maanden" for trede in (3, 4, 5, 6)]
    assert found == [
        ("regels", "renamed", {"field": "interval_laag_maanden", "instead": low}),
        ("regels", "renamed", {"field": "interval_hoog_maanden", "instead": ", ".join(high)}),
    ]


@pytest.mark.parametrize("name", [each.name for each in fields(Options)])
def test_every_setting_in_writing_reads_back(name: str) -> None:
    assert getattr(Options(), name) in permitted(name)
    for value in permitted(name):
        found = read_setting(name, f" {as_text(value).upper()} ")
        assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("code_0", "true"),
        ("code_0", "1"),
        ("code_0", ""),
        ("interval_3_maanden", "4"),
        ("interval_3_maanden", "ja"),
        ("interval_3_maanden", "06"),
        ("uiterste_maanden", "0"),
        ("vier_ogen", "misschien"),
    ],
)
def test_what_is_not_permitted_is_not_read(name: str, text: str) -> None:
    assert read_setting(name, text) is None


FIELD = '[[veld]]\nid = "wijk"\nlabel = "Wijk"\ndoel = "doel"\nbewaartermijn_maanden = 12\n'
DOEL, DOEL_1 = 'naam = "T"\n[[doel]]\n', "gemeente.doel.1"
NAMELESS = FIELD.replace('id = "wijk"\n', "")
KEUZE = f'{FIELD}type = "keuze"\nwaarden = '
LONG = "W" * 25
NEAREST = (
    "prefix, partner, partners, regels, instrument, instrumenten, vrijstelling, doel, veld, financieringen, codes, "
    "gemeente, aanmelden, inschaling_voor, huisstijl, naam"
)
INSTRUMENT = 'naam = "T"\n[[instrument]]\nnaam = "Taalles"\n'
NO_TYPE = {"field": "srg_type", "value": "jobcoach"}
NO_PAYER = {"field": "financiering", "value": "Wmo", "choices": "–"}
KINDS, AVG = "ja_nee, keuze, getal, datum", "gewoon, gevoelig, bijzonder"
NO_KIND = {"field": "type", "value": "tekst", "choices": KINDS}
NO_AVG = {"field": "avg", "value": "geheim", "choices": AVG}
FAULTY = [
    ("", "gemeente", "missing", {"field": "naam"}),
    ('naam = "T"\nkleur = "rood"', "gemeente", "no_such_field", {"field": "kleur", "choices": ANY}),
    ('naam = "T"\nprefx = "T"', "gemeente", "no_such_field", {"field": "prefx", "choices": NEAREST}),
    ('naam = "T"\nvolledig = true', "gemeente", "belongs_in", {"field": "volledig", "table": "[regels]"}),
    ('naam = "T"\n[regels]\nprefix = "T"', "regels", "belongs_above", {"field": "prefix"}),
    ('naam = "T"\nprefix = "utr"', "gemeente", "unknown_value", {"field": "prefix", "value": "utr"}),
    ('naam = "T"\nprefix = "UTRE"', "gemeente", "unknown_value", {"field": "prefix", "value": "UTRE"}),
    ('naam = "T"\ncodes = ["344"]', "gemeente", "unknown_value", {"field": "codes", "value": "344"}),
    ('naam = "T"\ncodes = [344]', "gemeente", "wrong_type", {"field": "codes"}),
    ('naam = "T"\nregels = 5', "regels", "not_a_table", {"field": "regels"}),
    ('naam = "T"\n[regels]\nwens = true', "regels", "no_such_field", {"field": "wens", "choices": ANY}),
    ('naam = "T"\nveld = 5', "gemeente", "wrong_type", {"field": "veld"}),
    ('naam = "T"\nveld = [5]', "gemeente.veld.1", "not_a_table", {"field": "gemeente.veld.1"}),
    (f'naam = "T"\n{FIELD.replace("wijk", "Wijk 1")}', "Wijk 1", "unknown_value", {"field": "id", "value": "Wijk 1"}),
    (f'naam = "T"\n{FIELD.replace("label", "naam")}', "wijk", "missing", {"field": "label"}),
    (f'naam = "T"\n{FIELD}type = "tekst"', "wijk", "not_permitted", NO_KIND),
    (f'naam = "T"\n{FIELD}avg = "geheim"', "wijk", "not_permitted", NO_AVG),
    (f'naam = "T"\n{FIELD}type = "keuze"', "wijk", "no_choices", {}),
    (f'naam = "T"\n{FIELD}type = "keuze"\nwaarden = ["A"]', "wijk", "no_choices", {}),
    (f'naam = "T"\n{FIELD}type = "keuze"\nwaarden = {list("ABCDEFGHI")}', "wijk", "no_choices", {}),
    (f'naam = "T"\n{FIELD.replace("doel =", "reden =")}', "wijk", "missing", {"field": "doel"}),
    (f'naam = "T"\n{FIELD.replace("= 12", "= 0")}', "wijk", "missing", {"field": "bewaartermijn_maanden"}),
    (f'naam = "T"\n{FIELD.replace("= 12", "= true")}', "wijk", "missing", {"field": "bewaartermijn_maanden"}),
    (f'naam = "T"\n{FIELD.replace("Wijk", LONG)}', "wijk", "button_too_long", {"value": LONG, "most": "24"}),
    (f'naam = "T"\n{KEUZE}["A", "{LONG}"]', "wijk", "button_too_long", {"value": LONG, "most": "24"}),
    (f'naam = "T"\n{FIELD}type = "keuze"\nwaarden = ["A-B", "A B"]', "wijk", "twice", {}),
    (f'naam = "T"\n{FIELD}type = "keuze"\nwaarden = ["Eén", "een"]', "wijk", "twice", {}),
    (f'naam = "T"\n{KEUZE}["A", "Onbekend"]', "wijk", "reserved", {"value": "Onbekend"}),
    (f'naam = "T"\n{NAMELESS}', "gemeente.veld.1", "missing", {"field": "id"}),
    (f'naam = "T"\n{FIELD}{FIELD}', "wijk", "twice", {}),
    ('naam = "T"\npartners = ["P", "P"]', "gemeente", "name_twice", {"value": "P"}),
    (f'{INSTRUMENT}[[instrument]]\nnaam = "Taalles"', "gemeente.instrument.2", "name_twice", {"value": "Taalles"}),
    (f'{INSTRUMENT}srg_type = "jobcoach"', "gemeente.instrument.1", "unknown_value", NO_TYPE),
    (f'{INSTRUMENT}financiering = "Wmo"', "gemeente.instrument.1", "not_permitted", NO_PAYER),
    (f"{INSTRUMENT}treden = 5", "gemeente.instrument.1", "wrong_type", {"field": "treden"}),
    (INSTRUMENT.replace("Taalles", LONG), "gemeente.instrument.1", "button_too_long", {"value": LONG, "most": "24"}),
    ('naam = "T"\n[[instrument]]\ntreden = [1]', "gemeente.instrument.1", "missing", {"field": "naam"}),
    (f"{INSTRUMENT}tredes = [5]", "gemeente.instrument.1", "no_such_field", {"field": "tredes", "choices": ANY}),
    (f"{DOEL}trede = 6", DOEL_1, "not_permitted", {"field": "trede", "value": "6", "choices": "1 … 5"}),
    (f"{DOEL}procent = 40\naantal = 5", DOEL_1, "one_of", {"one": "procent", "other": "aantal"}),
    (DOEL, DOEL_1, "one_of", {"one": "procent", "other": "aantal"}),
    (f"{DOEL}procent = 101", DOEL_1, "not_permitted", {"field": "procent", "value": "101", "choices": "1 … 100"}),
    (f"{DOEL}aantal = 0", DOEL_1, "not_permitted", {"field": "aantal", "value": "0", "choices": "1 … 999999"}),
    (f'{DOEL}groei = "+"', DOEL_1, "not_permitted", {"field": "groei", "value": "+", "choices": "PLUS, NUL, ALLE"}),
    (f"{DOEL}van = 2026-01-01", DOEL_1, "missing", {"field": "tot"}),
    (f'{DOEL}van = "2026-01-01"\ntot = 2026-12-31', DOEL_1, "wrong_type", {"field": "van"}),
    (f"{DOEL}van = 2026-12-31\ntot = 2026-01-01", DOEL_1, "backwards", {"first": "van", "last": "tot"}),
    (f'{DOEL}veld = "wijk"', DOEL_1, "not_permitted", {"field": "veld", "value": "wijk", "choices": "–"}),
    (f'{KEUZE}["A", "B"]\n{DOEL[11:]}veld = "wijk"', DOEL_1, "missing", {"field": "waarde"}),
    (f'{DOEL}waarde = "A"', DOEL_1, "missing", {"field": "veld"}),
    (f'{DOEL}inkomen = "e"', DOEL_1, "not_permitted", {"field": "inkomen", "value": "e", "choices": "a, b, c, d"}),
    (f'{DOEL}instrument = "Taal"', DOEL_1, "not_permitted", {"field": "instrument", "value": "Taal", "choices": "–"}),
    (f"{DOEL}herinneren = 14", DOEL_1, "wrong_type", {"field": "herinneren"}),
    (f"{DOEL}herinneren = [-1]", DOEL_1, "not_permitted", {"field": "herinneren", "value": "-1", "choices": "0 … 366"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "item", "code", "params"), FAULTY, ids=[f"{n}-{f[2]}" for n, f in enumerate(FAULTY)])
def test_a_fault_in_the_settings_is_found(text: str, item: str, code: str, params: dict[str, str]) -> None:
    found = faults(text)
    assert (item, code) in [(where, what) for where, what, _ in found]
    assert not params or (item, code, params) in found


@given(st.text(min_size=1, max_size=24))
def test_a_choice_of_the_municipality_has_an_id_that_a_button_can_carry(value: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]{1,24}", slug(value))


def test_targets_are_read() -> None:
    groups = f'naam = "T"\ninstrumenten = ["Taal"]\n{FIELD}type = "keuze"\nwaarden = ["Noord", "Oud-Zuid"]\n'
    dated = "[[doel]]\ntrede = 2\nprocent = 40\nvan = 2026-01-01\ntot = 2026-12-31\nherinneren = [60, 14]\n"
    counted = '[[doel]]\ngroei = "ALLE"\naantal = 500\nveld = "wijk"\nwaarde = "Oud-Zuid"\ninkomen = "a"\n'
    placed = '[[doel]]\ngroei = "NUL"\nprocent = 5\ninstrument = "Taal"\n'
    assert read(groups + dated + counted + placed).doelen == (
        Doel(2, Groei.PLUS, 40, van=date(2026, 1, 1), tot=date(2026, 12, 31), herinneren=(60, 14)),
        Doel(None, None, aantal=500, veld="wijk", waarde="oud_zuid", inkomen="a"),
        Doel(None, Groei.NUL, 5, instrument="Taal"),
    )


def test_letters_with_an_accent_lose_it_in_an_id() -> None:
    assert [slug(value) for value in ("Één keer", "Café", "Oud-Zuid", "是")] == ["een_keer", "cafe", "oud_zuid", "_"]


def test_all_faults_come_at_once_with_their_lines() -> None:
    text = WHOLE.replace('"TD"', '"td"').replace("code_0 = false", "code_0 = 0").replace('"datum"', '"tekst"')
    with pytest.raises(FaultyFileError) as caught:
        read(text)
    line = text.splitlines().index('id = "pip_datum"') + 1
    assert caught.value.faults == (
        Fault("gemeente.toml", 1, "gemeente", "unknown_value", {"field": "prefix", "value": "td"}),
        Fault("gemeente.toml", 6, "regels", "wrong_type", {"field": "code_0"}),
        Fault("gemeente.toml", line, "pip_datum", "not_permitted", NO_KIND),
    )


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = ["naam", "prefix", "codes", "regels", "veld", "id", "label", "type", "waarden", "code_0", "oproep_weken"]


@given(st.dictionaries(st.sampled_from(keys), json | st.dictionaries(st.sampled_from(keys), json), max_size=6))
def test_no_decoded_file_breaks_the_reader(data: dict[str, object]) -> None:
    try:
        read_gemeente("gemeente.toml", "", data)
    except FaultyFileError as error:
        assert error.faults


def test_without_settings_the_rules_are_the_flows_own() -> None:
    assert shipped().rules == shipped().version


@pytest.mark.wens("RA06", "RD41", "RD65")
@pytest.mark.parametrize("name", sorted(Options.readings()))
def test_another_reading_is_another_version_of_the_rules(name: str) -> None:
    changed = other(name)
    flow = shipped(gemeente=Gemeente(options=changed))
    assert flow.rules.startswith(f"{flow.version}+")
    assert flow.rules == configure(shipped(), Gemeente("Andere stad", options=changed)).rules


def other(name: str) -> Options:
    value = next(value for value in permitted(name) if value != getattr(Options(), name))
    return Options(**{name: value})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("name", sorted(WORK | CLIENT))
def test_how_the_work_is_organised_and_what_a_client_is_asked_is_no_reading(name: str) -> None:
    assert shipped(gemeente=Gemeente(options=other(name))).rules == shipped().version
    others = WORK | CLIENT
    assert set(BOOLEANS + NUMBERS) | WORK == Options.readings() | others == {each.name for each in fields(Options)}
    assert not Options.readings() & others


def test_facts_are_not_asked_of_a_client_unless_the_gemeente_wants_it() -> None:
    assert Options.client() == CLIENT
    assert not any(getattr(Options(), name) for name in CLIENT)


def test_every_reading_has_a_version_of_its_own() -> None:
    versions = {shipped(gemeente=Gemeente(options=Options(oproep_weken=weeks))).rules for weeks in range(1, 20)}
    assert len(versions) == 19


def test_a_name_a_prefix_or_a_field_is_no_other_reading() -> None:
    assert shipped(gemeente=Gemeente("Elders", "EL", ("0001",), velden=(WIJK,))).rules == shipped().version


@pytest.mark.wens("RA14", "RD12", "RD40")
def test_local_fields_stand_on_the_card_after_the_kenmerken() -> None:
    flow = shipped(gemeente=Gemeente(velden=(JA_NEE, WIJK, AANTAL, DATUM)))
    names = [step.id for step in flow.card("kenmerken")]
    assert names == [*KENMERKEN, "lokaal_schuldhulp", "lokaal_wijk", "lokaal_kinderen", "lokaal_pip"]
    steps = [flow.by_id[name] for name in names[-4:]]
    assert [step.kind for step in steps] == [Kind.CHOICE, Kind.CHOICE, Kind.NUMBER, Kind.DATE]
    assert [[choice.id for choice in step.choices] for step in steps] == [["ja", "nee"], ["noord", "oud_zuid"], [], []]
    assert [choice.label for choice in steps[1].choices] == ["Noord", "Oud-Zuid"]


@pytest.mark.parametrize("trede", list(LEVEL))
def test_local_fields_belong_to_the_six_treden(trede: str) -> None:
    flow = shipped(gemeente=Gemeente(velden=(WIJK,)))
    done = completed(flow, LEVEL[trede], G1="nee")
    assert ("lokaal_wijk" in done) == (trede in "123456")


def test_a_local_field_that_is_not_filled_in_is_unknown() -> None:
    flow = shipped(gemeente=Gemeente(velden=(WIJK, AANTAL)))
    done = completed(flow, LEVEL["4"])
    assert (done["lokaal_wijk"], done["lokaal_kinderen"]) == ("onbekend", "onbekend")


def test_code_0_switched_off_is_not_offered_and_not_reached() -> None:
    flow = shipped(gemeente=Gemeente(options=Options(code_0=False)))
    assert [choice.id for choice in flow.by_id["P0"].choices] == ["ja", "uit_beeld"]
    assert "0" not in {outcome.id for outcome in flow.outcomes}
    direct = shipped("direct", Gemeente(options=Options(code_0=False)))
    assert [choice.id for choice in direct.by_id["positie"].choices] == ["6", "5", "4", "3", "2", "1", "9"]


def test_code_9_switched_off_is_not_offered_and_not_reached() -> None:
    flow = shipped(gemeente=Gemeente(options=Options(code_9=False)))
    assert [choice.id for choice in flow.by_id["P0"].choices] == ["ja", "intake"]
    assert "9" not in {outcome.id for outcome in flow.outcomes}


def test_without_both_codes_the_first_question_is_answered_beforehand() -> None:
    flow = shipped(gemeente=Gemeente(options=Options(code_0=False, code_9=False)))
    assert flow.given == {"P0": "ja"}
    step = current(flow, flow.given)
    assert step is not None
    assert step.id == "Q1"
    assert settled(flow, completed(flow, {"Q1": "ja", "Q2": "nee"}))["uitslag"] == "6"


@pytest.mark.wens("RD23")
def test_the_core_asks_only_the_position_and_growth() -> None:
    flow = shipped(gemeente=Gemeente(options=Options(volledig=False), velden=(WIJK,)))
    done = completed(flow, LEVEL["3"], G1="ja")
    assert screens(flow, done) == ("P0", "Q1", "Q3", "Q4", "uitslag", "G1")


@pytest.mark.wens("RA04")
def test_the_expected_trede_is_asked_only_where_it_is_wanted() -> None:
    flow = shipped(gemeente=Gemeente(options=Options(verwachte_trede=False)))
    assert "G2" not in completed(flow, LEVEL["3"], G1="ja")


def test_without_defaults_whatever_is_not_filled_in_is_unknown() -> None:
    flow = shipped(gemeente=Gemeente(options=Options(standaard_kenmerken=False)))
    done = completed(flow, LEVEL["5"])
    assert {done[name] for name in KENMERKEN} == {"onbekend"}
    before = {name: value for name, value in done.items() if name not in KENMERKEN}
    assert confirm_card(flow, before, "kenmerken", {"inkomen": "c"})["inkomen"] == "c"


@pytest.mark.parametrize("days", [0, 1, 30, 60, 366])
def test_back_dating_goes_as_far_as_the_municipality_allows(days: int) -> None:
    options = read(f'naam = "T"\n[regels]\nterugdateren_dagen = {days}').options
    step = shipped(gemeente=Gemeente(options=options)).by_id["datum"]
    first = TODAY - timedelta(days)
    assert accept(step, first.isoformat(), {}, TODAY) == Accepted(first.isoformat())
    assert accept(step, TODAY.isoformat(), {}, TODAY) == Accepted(TODAY.isoformat())
    before = first - timedelta(1)
    assert accept(step, before.isoformat(), {}, TODAY) == Rejected("too_early", {"first": first})


@pytest.mark.parametrize(
    ("months", "choices"), [(12, ["3", "6", "12"]), (11, ["3", "6"]), (6, ["3", "6"]), (5, ["3"]), (3, ["3"])]
)
def test_no_plan_is_offered_past_the_ultimate_day(months: int, choices: list[str]) -> None:
    step = shipped(gemeente=Gemeente(options=Options(uiterste_maanden=months))).by_id["gepland"]
    assert [choice.id for choice in offered(step, {})] == choices
    assert [choice.id for choice in step.choices] == ["3", "6", "12"], "an earlier answer can still be shown"
    assert step.months == months


@pytest.mark.parametrize("months", [1, 2])
def test_without_a_choice_nobody_is_asked_when_to_measure_again(months: int) -> None:
    flow = shipped(gemeente=Gemeente(options=Options(uiterste_maanden=months)))
    assert "gepland" not in screens(flow, completed(flow, LEVEL["3"]))


def readings(step: str, **options: bool | int) -> dict[str, tuple[str, bool | int]]:
    flow = shipped(gemeente=Gemeente(options=Options(**options)))  # type: ignore[arg-type]  # by name
    return {rule.id: (rule.reading, rule.setting) for rule in flow.by_id[step].rules}


def test_the_rules_shown_are_the_readings_of_this_municipality() -> None:
    assert "telt als onbetaald werk" in readings("Q3")["mantelzorg_elders"][0]
    assert "telt in deze gemeente niet" in readings("Q3", mantelzorg_buitenshuis=False)["mantelzorg_elders"][0]
    assert "telt op zichzelf niet" in readings("Q3")["mantelzorg_thuis"][0]
    assert "geen steun" in readings("Q2")["banenafspraak"][0]
    assert readings("Q1", oproep_weken=8)["oproepcontract"][1] == 8
    assert "zolang het loopt" in readings("Q1", oproep_weken=0)["oproepcontract"][0]
    assert "onbetaald werk" in readings("Q3")["stage"][0]
    assert "betaald werk met steun" in readings("Q1", stage_is_betaald_werk=True)["stage"][0]
    assert "geen betaald werk" in readings("Q1", pgb_is_betaald_werk=False)["pgb"][0]
    assert "twijfel" in readings("Q5")
    assert "twijfel" not in readings("Q5", bij_twijfel_lager=False)


def test_a_field_may_have_an_english_name() -> None:
    settings = 'naam = "T"\n' + FIELD + 'label_en = "Neighbourhood"\n'
    (veld,) = read(settings).velden
    assert (veld.label, veld.label_en) == ("Wijk", "Neighbourhood")
    long = 'naam = "T"\n' + FIELD + f'label_en = "{"x" * 25}"\n'
    with pytest.raises(FaultyFileError):
        read(long)
