"""The width of a text as it was measured, beside the ink of the same text in a picture."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import png, text_width

SIZE = 28
BYTES_PER_PIXEL = 4
texts = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=80)


def ink(text: str, weight: int) -> int:
    """How far the ink reaches of a text between two upright bars."""
    drawn = f'<text x="9" y="26" font-size="{SIZE}" font-weight="{weight}" font-family="Noto Sans">|{text}|</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 30" width="480" height="30">{drawn}</svg>'
    columns = dark_columns(png(svg, scale=1))
    return columns[-1] - columns[0]


def dark_columns(image: bytes) -> list[int]:
    """The columns of a PNG that are not white all over."""
    width, height = struct.unpack(">II", image[16:24])
    start, data = 8, b""
    while start < len(image):
        (length,) = struct.unpack(">I", image[start : start + 4])
        if image[start + 4 : start + 8] == b"IDAT":
            data += image[start + 8 : start + 8 + length]
        start += 12 + length
    rows = unfiltered(zlib.decompress(data), width * BYTES_PER_PIXEL, height)
    return [column for column in range(width) if any(row[column * BYTES_PER_PIXEL] < 128 for row in rows)]


def unfiltered(data: bytes, stride: int, height: int) -> list[bytearray]:
    """Undo the five filters of PNG."""
    rows = [bytearray(stride)]
    for number in range(height):
        kind, line = (
            data[number * (stride + 1)],
            bytearray(data[number * (stride + 1) + 1 : (number + 1) * (stride + 1)]),
        )
        above = rows[-1]
        for place in range(stride if kind else 0):
            left = line[place - BYTES_PER_PIXEL] if place >= BYTES_PER_PIXEL else 0
            corner = above[place - BYTES_PER_PIXEL] if place >= BYTES_PER_PIXEL else 0
            line[place] = (line[place] + predicted(kind, left, above[place], corner)) % 256
        rows.append(line)
    return rows[1:]


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("text", ["1.234.567 klanten", "Sociale contacten buitenshuis", "ŵŶ Ωж ệ", "‘4–5’—‰…‰…"])
def test_a_text_is_as_wide_as_its_ink(text: str, weight: int) -> None:
    measured = text_width.width(text + "|", SIZE, bold=weight == 700)

    assert ink(text, weight) - ink("", weight) + text_width.width("|", SIZE, bold=weight == 700) == pytest.approx(
        measured, abs=2 + 0.01 * measured
    )


def test_bold_is_wider_and_twice_the_size_is_twice_as_wide() -> None:
    assert text_width.width("klanten", 14) < text_width.width("klanten", 14, bold=True)
    assert text_width.width("klanten", 28) == pytest.approx(2 * text_width.width("klanten", 14))


def test_a_letter_that_the_font_lacks_is_taken_to_be_wide() -> None:
    assert text_width.width("字", 14) == 14


@given(text=texts, room=st.floats(0, 400))
def test_what_fits_stays_whole_and_what_does_not_has_dots(text: str, room: float) -> None:
    shown = text_width.fit(text, 14, room)

    assert text_width.width(shown, 14) <= room
    if text_width.width(text, 14) <= room:
        assert shown == text
    else:
        begin, _, end = shown.rpartition("…")
        assert shown == "" or (text.startswith(begin) and text.endswith(end) and (not end or end[-1] != "…"))


@given(one=st.integers(1, 9999), other=st.integers(1, 9999), room=st.floats(20, 140))
@pytest.mark.parametrize("label", ["Klantmanager {}", "Klantmanager {} · TEST", "Hardinxveld-Giessendam ({:04})"])
def test_a_label_is_never_cut_to_that_of_somebody_else(label: str, one: int, other: int, room: float) -> None:
    shown, others = (text_width.fit(label.format(number), 14, room) for number in (one, other))
    assert one == other or shown != others or shown == ""


@given(text=texts, room=st.floats(60, 400), most=st.integers(1, 4))
def test_lines_keep_to_their_room_and_lose_no_word_that_fits(text: str, room: float, most: int) -> None:
    lines = text_width.wrap(text, 14, room, most=most)

    assert len(lines) <= most
    assert all(text_width.width(line, 14) <= room for line in lines)
    if not any("…" in line for line in lines) and "…" not in text:
        assert " ".join(lines).split() == text.split()


def test_a_long_label_is_cut_between_words() -> None:
    assert text_width.wrap("Deelname aan georganiseerde activiteiten", 15, 200) == (
        "Deelname aan",
        "georganiseerde activiteiten",
    )


def test_a_percentage_is_not_cut() -> None:
    assert text_width.wrap("op tijd gemeten (91\u00a0%)", 15, text_width.width("op tijd gemeten (91", 15)) == (
        "op tijd gemeten",
        "(91\u00a0%)",
    )
