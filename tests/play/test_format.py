"""The transcript format: what is written is what is read, and only what fits passes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.transcripts.play import (
    DeviationError,
    FaultyScriptError,
    Said,
    Script,
    Shown,
    Turn,
    matches,
    parse,
    replay,
    written,
)

TEXT = """# V05 — De kaartavond
meetlat: Voor wie is de meting?
jij:     Nieuwe cliënt
meetlat: Kunt u deze cliënt plaatsen?
meetlat: Nieuwe cliëntcode: K-…….
jij:     "4+"
meetlat: ✔ K-…… vastgelegd
"""
SCRIPT = Script(
    "V05 — De kaartavond",
    (
        Turn(("Voor wie is de meting?",), Said("Nieuwe cliënt")),
        Turn(("Kunt u deze cliënt plaatsen?", "Nieuwe cliëntcode: K-……."), Said("4+", typed=True)),
        Turn(("✔ K-…… vastgelegd",)),
    ),
)
CODE = "K-222229"


class Paper:
    """A channel with fixed screens; it remembers what was done."""

    def __init__(self, *screens: Shown) -> None:
        self.screens: Sequence[Shown] = screens
        self.done: list[str] = []
        self.waited = 0

    async def start(self) -> Shown:
        return self.screens[0]

    async def press(self, label: str) -> Shown:
        self.done.append(label)
        return self.screens[len(self.done)]

    async def type(self, text: str) -> Shown:
        self.done.append(f"“{text}”")
        return self.screens[len(self.done)]

    async def wait(self, days: int) -> None:
        self.waited = days


def paper(third: str = f"✔ {CODE} vastgelegd") -> Paper:
    return Paper(
        Shown(("Voor wie is de meting?",), ("Nieuwe cliënt",)),
        Shown(("Kunt u deze cliënt plaatsen?", f"Nieuwe cliëntcode: {CODE}."), ("Ja",)),
        Shown((third,), ()),
    )


def test_a_transcript_is_read_and_written() -> None:
    assert parse(TEXT) == SCRIPT
    assert written(SCRIPT) == TEXT
    assert parse(written(SCRIPT)) == SCRIPT


def test_blank_lines_and_dots_are_left_out() -> None:
    assert parse("\n…\n# a\n# b\n") == Script("a", ())


@pytest.mark.parametrize("line", ["zij: Ja", "meetlat:", "jij:", "Ja"])
def test_a_line_that_is_neither_is_a_fault_with_its_number(line: str) -> None:
    with pytest.raises(FaultyScriptError, match="line 2"):
        parse(f"meetlat: Hallo\n{line}\n")


@pytest.mark.parametrize(
    ("expected", "shown", "same"),
    [
        ("Ja", "Ja", True),
        ("Ja", " Ja ", True),
        ("Ja", "Ja (+)", False),
        ("Ja (+)", "Ja (+)", True),
        ("✔ K-…… vastgelegd", f"✔ {CODE} vastgelegd", True),
        ("✔ K-…… vastgelegd", "✔ K-7Q4F vastgelegd", False),
        ("✔ K-…… vastgelegd", "✔ W-7Q4FNP vastgelegd", True),
        ("W-……", "W-7Q4FNP", True),
        ("Gemeten op …", "Gemeten op 3 maart 2026", True),
        ("… · 4+", "22 november 2026 · 4+", True),
        ("… · 4+", "22 november 2026 · 4", False),
        ("een  twee", "een twee", True),
    ],
)
def test_a_line_matches(expected: str, shown: str, same: bool) -> None:
    assert matches(expected, shown) is same


async def test_a_script_is_played() -> None:
    channel = paper()
    await replay(SCRIPT, channel)
    assert channel.done == ["Nieuwe cliënt", "“4+”"]


async def test_time_passes_where_a_script_says_so() -> None:
    script = parse("meetlat: Voor wie is de meting?\nlater:   180 dagen\njij:     Nieuwe cliënt\n")
    channel = paper()
    await replay(script, channel)
    assert channel.waited == 180
    assert parse(written(script)) == script


async def test_a_typed_code_is_the_last_one_that_was_shown() -> None:
    channel = paper()
    await replay(parse(TEXT.replace('"4+"', '"K-……"')), channel)
    assert channel.done == ["Nieuwe cliënt", f"“{CODE}”"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Voor wie is de meting?", "Voor wie?"),
        ("Nieuwe cliëntcode: K-…….", "Nieuwe code: K-……."),
        ("jij:     Nieuwe cliënt", "jij:     Oude cliënt"),
        ("meetlat: ✔", "meetlat: Vastgelegd"),
        ("meetlat: Kunt u deze cliënt plaatsen?\n", ""),
    ],
)
async def test_another_way_is_a_deviation(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(DeviationError, match="line "):
        await replay(parse(TEXT.replace(old, new)), paper())
