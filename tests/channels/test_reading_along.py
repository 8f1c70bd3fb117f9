"""Reading along: a client's question in simple Dutch, and under it in the language of the client."""

from __future__ import annotations

import re
import unicodedata

from channels.steps import NEW, begun
from support.botapi.person import Person
from support.running import ANNA, Meetlat, live, send, tap

ARABIC, DUTCH = "العربية", "Makkelijk Nederlands"
DRAFT = "Een computer heeft dit vertaald."


async def with_drafts(meetlat: Meetlat, value: str = "ja", name: str = "computervertaling") -> None:
    """Let the gemeente choose."""
    async with meetlat.storage.unit() as unit:
        await unit.instellingen.choose(name, value, None, meetlat.clock())


def labels(person: Person) -> list[str]:
    """What can be pressed."""
    return live(person).message.labels


async def test_without_a_choice_of_the_gemeente_it_is_simple_dutch_alone(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja", "Lees samen")
    assert "Heeft u nu betaald werk?" in live(meetlat.anna).message.text
    assert "Ja, ik heb betaald werk" in live(meetlat.anna).message.text
    assert labels(meetlat.anna) == ["Ja", "Nee", "Terug"]


async def test_a_draft_says_so_and_every_line_has_the_direction_of_its_language(meetlat: Meetlat) -> None:
    await with_drafts(meetlat)
    await begun(meetlat.anna, "Ja", "Lees samen", ARABIC)
    said = live(meetlat.anna).message.text
    assert DRAFT in said
    lines = [line for line in said.splitlines() if re.search(r"[\u0600-\u06ff]", line)]
    assert len(lines) >= 6
    for line in lines:
        strong = (unicodedata.bidirectional(letter) for letter in line)
        assert next(kind for kind in strong if kind in ("L", "R", "AL")) == "AL", line


async def test_the_page_says_which_language_each_part_is_in(meetlat: Meetlat) -> None:
    await with_drafts(meetlat)
    async with meetlat.browser(ANNA) as visitor:
        await visitor.presses(*NEW, "Ja", "Lees samen", ARABIC)
        page = visitor.page.text
    assert '<p class="strong" lang="nl-simple" dir="ltr">Heeft u nu betaald werk?</p>' in page
    assert '<p class="strong" lang="ar" dir="rtl">' in page
    assert '<ul class="items" lang="ar" dir="rtl">' in page
    assert f'lang="ar" dir="rtl">{ARABIC}</button>' in page


async def test_the_language_stays_until_another_is_chosen_or_the_gemeente_withdraws_it(meetlat: Meetlat) -> None:
    await with_drafts(meetlat)
    await begun(meetlat.anna, "Ja", "Lees samen", ARABIC, "Nee", "Lees samen")
    assert DRAFT in live(meetlat.anna).message.text
    await tap(meetlat.anna, DUTCH)
    assert DRAFT not in live(meetlat.anna).message.text
    await tap(meetlat.anna, ARABIC)
    await with_drafts(meetlat, "nee")
    await tap(meetlat.anna, "Volgende vraag ›")
    assert "Rekenen andere mensen op u bij dit werk?" in live(meetlat.anna).message.text
    assert DRAFT not in live(meetlat.anna).message.text
    assert ARABIC not in labels(meetlat.anna)


async def test_a_fact_is_read_along_where_the_gemeente_wants_it(meetlat: Meetlat) -> None:
    to_income = ("Ja", "Nee", "Ja", "Klopt", "Nee", "Iets wijzigen", "Inkomen: Gemeentelijke uitkering")
    await begun(meetlat.anna, *to_income)
    assert "Lees samen" not in labels(meetlat.anna)
    await with_drafts(meetlat, name="client_inkomen")
    await tap(meetlat.anna, "Terug", "Inkomen: Gemeentelijke uitkering", "Lees samen")
    assert "Welk inkomen heeft u nu?" in live(meetlat.anna).message.text
    await tap(meetlat.anna, "Terug")
    assert "Wat is nu de belangrijkste bron van inkomen?" in live(meetlat.anna).message.text
    await tap(meetlat.anna, "Lees samen", "Uitkering van het UWV")
    assert "Inkomen: Uitkering van het UWV" in "\n".join(labels(meetlat.anna))


async def test_growth_is_never_asked_of_a_client(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja", "Nee", "Ja", "Klopt")
    assert "Verwacht u dat de cliënt" in live(meetlat.anna).message.text
    assert "Lees samen" not in labels(meetlat.anna)


async def test_an_old_button_for_another_question_shows_the_open_one(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja", "Lees samen")
    await send(meetlat.anna, "nee")
    assert "onbetaald werk" in live(meetlat.anna).message.text
