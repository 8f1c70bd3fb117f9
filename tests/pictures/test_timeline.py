"""The history of a client as a picture: what must be in it, for every kind of history."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bot.pictures import DARK, LIGHT, Point, TimelineWords, png, timeline
from bot.pictures.png import PADDING
from bot.pictures.timeline import SMALLEST, WIDTH
from flows.ladder import Groei

TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
WORDS = TimelineWords(
    title="Verloop van K-7Q4F",
    description="Van trede 1 naar trede 4+.",
    treden={
        1: "Geïsoleerd",
        2: "Contacten buitenshuis",
        3: "Activiteiten",
        4: "Onbetaald werk",
        5: "Betaald met hulp",
        6: "Betaald werk",
    },
    off_ladder="Niet op de ladder",
    growth="groei verwacht",
    not_placed="nog niet ingedeeld (0)",
    out_of_sight="niet meer in beeld (9)",
    corrected="gecorrigeerd",
    today="vandaag",
    day=lambda day: f"{day.day}-{day.month}-{day.year}",
    month=lambda day: f"{day.year}/{day.month:02}",
)
RISE = (
    Point(date(2023, 2, 10), 1, Groei.PLUS),
    Point(date(2023, 11, 3), 2, Groei.PLUS),
    Point(date(2024, 12, 12), 3, Groei.NUL, gecorrigeerd=True),
    Point(date(2026, 3, 4), 4, Groei.PLUS),
)
HISTORIES = {
    "rise": RISE,
    "one point": (Point(date(2026, 7, 14), 3, Groei.PLUS),),
    "one point today": (Point(TODAY, 6),),
    "a week apart": (Point(date(2026, 11, 12), 1, Groei.NUL), Point(date(2026, 11, 19), 2, Groei.PLUS)),
    "same day": (Point(date(2026, 5, 2), 2, Groei.PLUS), Point(date(2026, 5, 2), 3, Groei.PLUS)),
    "only code 0": (Point(date(2026, 11, 2), 0),),
    "only code 9": (Point(date(2026, 11, 2), 9),),
    "away and back": (
        Point(date(2022, 3, 5), 0),
        Point(date(2022, 6, 1), 3, Groei.PLUS),
        Point(date(2023, 6, 1), 9),
        Point(date(2026, 8, 9), 3, Groei.NUL),
    ),
    "thirty points": tuple(Point(date(2018, 9, 3) + timedelta(98 * n), n % 6 + 1, Groei.NUL) for n in range(30)),
    "far apart": (Point(date(1970, 1, 1), 1, Groei.NUL), Point(TODAY, 6)),
    "later than today": (Point(TODAY + timedelta(1), 2, Groei.NUL),),
}
every_history = pytest.mark.parametrize("points", HISTORIES.values(), ids=HISTORIES.keys())


def draw(points: Sequence[Point], words: TimelineWords = WORDS) -> ET.Element:
    return ET.fromstring(timeline(points, until=TODAY, words=words))  # noqa: S314


def texts(svg: ET.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def classes(svg: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in svg.iter() if element.get("class") == name]


@every_history
def test_every_meetmoment_has_one_sign_inside_the_picture(points: Sequence[Point]) -> None:
    svg = draw(points)

    signs = classes(svg, "tl-point")

    assert len(signs) == len(points)
    for circle in svg.iter(f"{SVG}circle"):
        assert 0 < float(circle.attrib["cx"]) < 390


@every_history
def test_words_stay_apart_and_are_readable(points: Sequence[Point]) -> None:
    svg = draw(points)
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in svg.iter(f"{SVG}text"):
        assert float(text.get("font-size", svg.attrib["font-size"])) >= SMALLEST
        if text.get("text-anchor") == "middle":
            half = len(text.text or "") * 3.6
            rows.setdefault(text.attrib["y"], []).append((float(text.attrib["x"]), half))

    for row in rows.values():
        ordered = sorted(row)
        for (x, half), (next_x, next_half) in pairwise(ordered):
            assert x + half < next_x - next_half


def test_the_smallest_letter_is_twelve_pixels_on_a_phone() -> None:
    phone = 390

    assert SMALLEST * phone / (WIDTH + 2 * PADDING) >= 12


@every_history
def test_png_is_twice_the_size_with_room_around(points: Sequence[Point]) -> None:
    svg = timeline(points, until=TODAY, words=WORDS)
    height = int(ET.fromstring(svg).attrib["height"])  # noqa: S314

    image = png(svg)

    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", image[16:24]) == ((390 + 24) * 2, (height + 24) * 2)


def test_labels_newest_code_and_date_are_there() -> None:
    found = texts(draw(RISE))

    for label in ("Geïsoleerd", "Contacten", "buitenshuis", "Onbetaald werk", "vandaag", "4+", "4-3-2026"):
        assert label in found
    assert {"2024", "2025", "2026"} <= set(found)


def test_screen_reader_gets_title_and_description() -> None:
    svg = draw(RISE)

    assert svg.get("role") == "img"
    assert [child.text for child in list(svg)[:2]] == [WORDS.title, WORDS.description]


def test_only_signs_that_occur_are_explained() -> None:
    rise, away = texts(draw(RISE)), texts(draw(HISTORIES["away and back"]))

    assert {"groei verwacht", "gecorrigeerd"} <= set(rise)
    assert not {"nog niet ingedeeld (0)", "niet meer in beeld (9)"} & set(rise)
    assert {"nog niet ingedeeld (0)", "niet meer in beeld (9)"} <= set(away)


def test_time_off_the_ladder_is_dashed() -> None:
    assert not classes(draw(RISE), "tl-unknown")
    assert classes(draw(HISTORIES["away and back"]), "tl-unknown")[0].get("stroke-dasharray")


def test_a_trede_holds_until_the_next_meetmoment() -> None:
    points = (Point(date(2024, 11, 22), 1, Groei.NUL), Point(date(2025, 11, 22), 3, Groei.NUL))

    held = next(path for path in classes(draw(points), "tl-line") if path.get("stroke-width") == "3")

    assert held.get("d") == "M148.0 197H242.0M242.0 197V135M242.0 135H334.5"


def test_same_history_gives_same_picture_in_any_order() -> None:
    first = timeline(RISE, until=TODAY, words=WORDS)

    assert timeline(RISE[::-1], until=TODAY, words=WORDS) == first
    assert png(first) == png(first)


def test_words_cannot_break_out() -> None:
    nasty = "<b>&\"'"
    words = replace(
        WORDS, title=nasty, description=nasty, treden=dict.fromkeys(range(1, 7), nasty), off_ladder=nasty,
        growth=nasty, not_placed=nasty, out_of_sight=nasty, corrected=nasty, today=nasty,
        day=lambda _: nasty, month=lambda _: nasty,
    )  # fmt: skip

    for points in HISTORIES.values():
        svg = timeline(points, until=TODAY, words=words)
        assert "<b" not in svg
        assert texts(draw(points, words)).count(nasty) >= 8


def test_a_label_too_long_for_its_room_is_cut_between_words() -> None:
    words = replace(WORDS, treden={**WORDS.treden, 3: "Deelname aan georganiseerde activiteiten"})

    assert "Deelname aan…" in texts(draw(RISE, words))


def test_palette_changes_colours_and_nothing_else() -> None:
    light, dark = (timeline(RISE, until=TODAY, words=WORDS, palette=colours) for colours in (LIGHT, DARK))

    for name in LIGHT.__slots__:
        light = light.replace(getattr(LIGHT, name), name)
        dark = dark.replace(getattr(DARK, name), name)
    assert light == dark


def test_a_strict_page_may_show_it() -> None:
    svg = timeline(RISE, until=TODAY, words=WORDS)

    assert "style" not in svg
    assert "href" not in svg
    assert " id=" not in svg


def test_an_empty_history_has_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one"):
        timeline((), until=TODAY, words=WORDS)


def test_png_wants_a_picture_of_known_size() -> None:
    with pytest.raises(ValueError, match="viewBox"):
        png("<svg/>")
