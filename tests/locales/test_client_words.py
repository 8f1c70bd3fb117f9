"""A client reads a text in their language where it can be said, and never a broken one."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from support.client_locales import TEXTS, catalog, languages, sign, sign_twice, template

from bot.conversation.screen import Text, t
from bot.texts.client import around
from bot.texts.client.languages import FaultyLanguagesError, read_languages
from bot.texts.client.signatures import Role
from bot.texts.client.texts import ClientTexts, Status, client_texts
from bot.texts.client.words import ClientWords, client_words, words_of
from bot.texts.translations import CATALOGS

DAY = date(2027, 6, 1)
ASK = Text("q1.ask", TEXTS["q1.ask"])
ON = Text("card.day", TEXTS["card.day"], {"day": DAY})
# All languages together, the texts without what Babel holds for dates.
MEMORY = 8_000_000
LAZY = """
import sys
import bot.app, bot.texts.client.around, bot.texts.client.words as words
from bot.texts.client.texts import client_texts
assert client_texts.cache_info().currsize == 0, "read at the start"
texts = client_texts()
assert not vars(texts).get("messages") and not texts._catalogs
words.client_words("ar").say(words.Text("sys.end", "x"))
assert list(texts._catalogs) == ["ar"], "more was read than was needed"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    template(tmp_path)
    languages(tmp_path, "fa", "fa_AF", "en", fa_AF="fa")
    return tmp_path


def words(folder: Path, code: str) -> ClientWords:
    return words_of(code, ClientTexts(folder))


def test_each_text_falls_back_on_its_own(folder: Path) -> None:
    catalog(folder, "fa", {"q1.ask": "کار دارید؟", "btn.q1.1": "بله"})
    catalog(folder, "fa_AF", {"btn.q1.1": "بلی"})
    dari = words(folder, "fa_AF")
    said = [dari.said(Text(key, TEXTS[key])) for key in ("btn.q1.1", "q1.ask", "sys.consent")]
    assert [(each.text, each.language.code) for each in said] == [
        ("بلی", "fa_AF"), ("کار دارید؟", "fa"), ("Wilt u dit?", "nl@simple"),
    ]  # fmt: skip
    assert [each.language.direction for each in said] == ["rtl", "rtl", "ltr"]
    assert [each.status for each in said] == [Status.MACHINE, Status.MACHINE, Status.SOURCE]


@pytest.mark.parametrize("code", ["xx", "", "nl", "nl_simple", "ar"])
def test_a_language_that_is_not_there_is_simple_dutch(folder: Path, code: str) -> None:
    assert words(folder, code).say(ASK) == TEXTS["q1.ask"]
    assert words(folder, code).language.code == "nl@simple"


def test_a_language_without_a_catalog_says_simple_dutch(folder: Path) -> None:
    assert words(folder, "en").said(ASK).language.code == "nl@simple"


def test_an_old_translation_is_not_shown_for_a_changed_sentence(folder: Path) -> None:
    catalog(folder, "fa", {"q1.ask": "کار دارید؟"})
    assert words(folder, "fa").say(Text("q1.ask", "Heeft u nu betaald werk?")) == "Heeft u nu betaald werk?"


@pytest.mark.parametrize("wrong", ["روز", "{dag}", "{day", "{day!r}", "{day:>9}", "{day} {day}", "day}", "{}"])
def test_a_text_with_other_values_is_left_out_and_logged(folder: Path, wrong: str) -> None:
    catalog(folder, "fa", {"card.day": wrong, "q1.ask": "کار دارید؟"})
    persian = words(folder, "fa")
    with capture_logs() as logs:
        said = persian.said(ON)
        assert persian.say(ON).startswith("Op ")
        assert persian.say(ASK) == "کار دارید؟"
    assert (said.language.code, said.status) == ("nl@simple", Status.SOURCE)
    assert logs == [{"event": "client_text_dropped", "language": "fa", "key": "card.day", "log_level": "warning"}]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'msgid "a"\nmsgstr "\xe9"', b"onzin", b"\x00" * 40])
def test_a_catalog_that_cannot_be_read_is_left_out_whole(folder: Path, content: bytes) -> None:
    catalog(folder, "fa", {}).write_bytes(content)
    with capture_logs() as logs:
        assert words(folder, "fa").say(ASK) == TEXTS["q1.ask"]
    assert [each["event"] for each in logs] == ["client_catalog_dropped"]


def test_signatures_that_cannot_be_read_are_none(folder: Path) -> None:
    catalog(folder, "fa", {"q1.ask": "کار دارید؟"})
    sign_twice(folder, "fa")
    assert words(folder, "fa").said(ASK).status is Status.REVIEWED
    (folder / "STATUS.toml").write_text("[fa", encoding="utf-8")
    with capture_logs() as logs:
        assert words(folder, "fa").said(ASK).status is Status.MACHINE
    assert [each["event"] for each in logs] == ["client_signatures_dropped"]


@pytest.mark.parametrize("code", list(read_languages(CATALOGS)))
def test_what_is_filled_in_stands_apart_in_every_language(code: str) -> None:
    for value in ("Jan (K-7Q4FNP)", DAY, t("", "Ali")):
        said = client_words(code).say(Text("x", "Voor {who}.", {"who": value}))
        assert said.startswith("Voor \u2068")
        assert said.endswith("\u2069.")
    assert "\u2068" in client_words(code).say(around.card_day(DAY))


@pytest.mark.parametrize("code", list(read_languages(CATALOGS)))
def test_a_day_has_its_weekday_and_month_in_letters(code: str) -> None:
    said = [client_words(code).day(date(2027, month, 7)) for month in (6, 7)]
    letters = ["".join(each for each in day if not each.isdecimal()) for day in said]
    assert letters[0] != letters[1], "the month is a number"
    digits = {each for day in said for each in day if each.isdecimal()}
    assert digits == set("2027"), "other digits than on Dutch letters"


def test_days_as_they_are_read() -> None:
    assert client_words("nl@simple").day(DAY) == "dinsdag 1 juni 2027"
    assert client_words("en").day(DAY) == "Tuesday, 1 June 2027"
    assert client_words("ti").day(DAY) == "ሰሉስ፣ 1 ሰነ 2027"


def test_what_a_client_agrees_with_is_never_a_computers(folder: Path) -> None:
    catalog(folder, "fa", {"sys.consent": "می‌خواهید؟"})
    consent = Text("sys.consent", TEXTS["sys.consent"])
    assert words(folder, "fa").vouched(consent).text == "Wilt u dit?"
    sign(folder, "fa", Role.READER, "r01")
    assert words(folder, "fa").vouched(consent).text == "Wilt u dit?"
    sign(folder, "fa", Role.CONDITIONS, "r02")
    assert words(folder, "fa").vouched(consent).text == "می‌خواهید؟"


def test_a_text_of_nobodys_catalog_is_said_as_it_is() -> None:
    assert client_words("ar").say(t("", "K-7Q4FNP")) == "K-7Q4FNP"


@pytest.mark.parametrize(
    "rows",
    [
        "", "language = 3", "[[language]]\ncode = 3", "[language", '[[language]]\ncode = "ar"',
        '[[language]]\ncode = "pl"\ntag = "pl"\nendonym = "Polski"\ndates = "xx"',
        '[[language]]\ncode = "pl"\ntag = "pl"\nendonym = "Polski"\ndates = "not a locale"',
        '[[language]]\ncode = "pl"\ntag = "pl"\nendonym = "Polski"\ndates = "pl"\ndirection = "up"',
        '[[language]]\ncode = "pl"\ntag = "pl"\nendonym = "Polski"\ndates = "pl"\nflag = "x"',
    ],
)  # fmt: skip
def test_a_faulty_row_is_named(tmp_path: Path, rows: str) -> None:
    (tmp_path / "languages.toml").write_text(rows, encoding="utf-8")
    with pytest.raises(FaultyLanguagesError, match=r"languages\.toml"):
        read_languages(tmp_path)


@pytest.mark.parametrize("fallbacks", [{"fa": "xx"}, {"fa": "fa"}, {"fa": "fa_AF", "fa_AF": "fa"}])
def test_a_fallback_leads_to_simple_dutch(tmp_path: Path, fallbacks: dict[str, str]) -> None:
    languages(tmp_path, "fa", "fa_AF", **fallbacks)
    with pytest.raises(FaultyLanguagesError, match="fallback"):
        read_languages(tmp_path)


def test_all_languages_take_little_memory() -> None:
    client_words("ar").say(around.END)
    tracemalloc.start()
    texts = ClientTexts(CATALOGS)
    for code in texts.languages:
        for each in texts.messages:
            texts.find(code, *each.id)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{used / 1e6:.1f} MB for {len(texts.languages)} languages")
    assert used < MEMORY


def test_nothing_is_read_before_it_is_needed() -> None:
    subprocess.run([sys.executable, "-c", LAZY], cwd=CATALOGS.parent, check=True)


def test_every_shipped_text_can_be_said() -> None:
    texts = client_texts()
    for code in texts.languages:
        assert texts.catalog(code).dropped == frozenset()
        assert texts.catalog(code).unreadable == ""
