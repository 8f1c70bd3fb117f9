"""The colours of charts: told apart by everybody, in both palettes, on the page and on paper without colour."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from pictures.colours import DEUTERANOPIA, PROTANOPIA, Rgb, contrast, grey, linear, seen
from pictures.reading import SVG, parse

from bot.pictures import DARK, LIGHT, Caption, Distribution, Palette, Row, Series, Tone, distribution

SOLID = ("accent", "middle", "soft", "warm")
ON = {"accent": "paper", "middle": "on_middle", "soft": "ink", "warm": "on_warm", "plain": "paper"}
APART = 1.4
READABLE = 4.5
Deficiency = tuple[Rgb, Rgb, Rgb] | None
STYLESHEET = Path(__file__).resolve().parents[2] / "bot/web/static/chat.css"
SAME_ON_THE_PAGE = {
    "accent": "accent", "middle": "part-middle", "soft": "part-soft", "warm": "part-warm", "plain": "part-plain"
}  # fmt: skip
both = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
sight = pytest.mark.parametrize(
    "deficiency", [None, DEUTERANOPIA, PROTANOPIA], ids=["all", "deuteranopia", "protanopia"]
)


def apart(one: str, other: str, deficiency: Deficiency) -> float:
    lights = [linear(one), linear(other)]
    if deficiency is not None:
        lights = [seen(light, deficiency) for light in lights]
    return contrast(*lights)


def variables() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the web chat, in light and in dark."""
    light, dark = STYLESHEET.read_text(encoding="utf-8").split("prefers-color-scheme: dark", 1)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light)), dict(
        re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark.partition("\n}\n")[0])
    )


@both
@sight
@pytest.mark.parametrize(("one", "other"), [*combinations(SOLID, 2), ("plain", "warm")])
def test_two_parts_differ_in_lightness(palette: Palette, one: str, other: str, deficiency: Deficiency) -> None:
    assert apart(getattr(palette, one), getattr(palette, other), deficiency) >= APART


@both
@sight
@pytest.mark.parametrize("tone", SOLID)
def test_a_part_stands_out_from_the_paper(palette: Palette, tone: str, deficiency: Deficiency) -> None:
    assert apart(getattr(palette, tone), palette.paper, deficiency) >= APART


@both
@pytest.mark.parametrize(("tone", "on"), ON.items())
def test_a_count_can_be_read_on_its_part(palette: Palette, tone: str, on: str) -> None:
    assert apart(getattr(palette, tone), getattr(palette, on), None) >= READABLE


@both
def test_each_count_has_the_colour_for_its_part(palette: Palette) -> None:
    tones = [Tone(tone) for tone in ON]
    chart = Distribution((Row("", "", 50, (10,) * 5),), tuple(Series("", tone) for tone in tones))

    drawn = parse(distribution(chart, caption=Caption("", ""), palette=palette)).iter(f"{SVG}text")

    assert [each.get("fill") for each in drawn if each.text == "10"] == [getattr(palette, on) for on in ON.values()]


@both
def test_words_can_be_read_on_the_paper(palette: Palette) -> None:
    assert apart(palette.ink, palette.paper, None) >= READABLE
    assert apart(palette.muted, palette.paper, None) >= READABLE


@pytest.mark.parametrize(("palette", "page"), list(zip([LIGHT, DARK], variables(), strict=True)), ids=["light", "dark"])
def test_the_page_has_the_same_colours_on_its_own_card(palette: Palette, page: dict[str, str]) -> None:
    for field, name in SAME_ON_THE_PAGE.items():
        assert page[name] == getattr(palette, field)
        assert apart(page[name], page["card"], None) >= APART
    assert apart(page["part-soft"], page["ink"], None) >= READABLE
    assert apart(page["accent"], page["card"], None) >= READABLE


def test_every_class_of_a_chart_has_a_colour_on_the_page() -> None:
    templates = (STYLESHEET.parents[2] / "pictures/templates").glob("*.svg.j2")
    used = {name for path in templates for name in re.findall(r"ch-[a-z-]+(?=[ \"])", path.read_text(encoding="utf-8"))}
    styled = set(re.findall(r"\.(ch-[a-z-]+)", STYLESHEET.read_text(encoding="utf-8")))

    assert {"ch-band", "ch-muted-line", "ch-paper-line"} <= used
    assert used <= styled


def test_grey_is_as_light_as_the_colour() -> None:
    for colour in (LIGHT.accent, LIGHT.warm, DARK.middle):
        assert contrast(linear(colour), linear(grey(colour))) < 1.02
