"""The files of a house style: what draws is taken, what could do more is refused, and `check` says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.config.house_style import house_style
from flows.faults import FaultyFileError
from flows.huisstijl import BUTTON, Huisstijl

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="url(#a)"/></svg>'
EVIL = [
    DRAWING.replace("<path", "<script>alert(1)</script><path"),
    DRAWING.replace("<path", '<path onload="alert(1)"'),
    DRAWING.replace("<path", '<image href="https://elsewhere.example/x.png"/><path'),
    DRAWING.replace("url(#a)", "url('https://elsewhere.example/x')"),
    DRAWING.replace("<path", "<style>@import 'https://elsewhere.example/x.css'</style><path"),
    DRAWING.replace("<path", "<foreignObject><p>x</p></foreignObject><path"),
    f'<!DOCTYPE svg [<!ENTITY a "b">]>{DRAWING}',
    "<html><body>no drawing</body></html>",
    DRAWING[:40],
]


def settings(folder: Path, logo: str, extra: str = "") -> Path:
    (folder / "logo.svg").write_text(logo, encoding="utf-8")
    path = folder / "testdam.toml"
    path.write_text(f'naam = "Testdam"\n[huisstijl]\nlogo = "logo.svg"\n{extra}', encoding="utf-8")
    return path


def test_a_logo_a_font_and_colours_become_a_stylesheet_and_files(tmp_path: Path) -> None:
    path = settings(tmp_path, DRAWING)
    (tmp_path / "letter.woff2").write_bytes(b"wOF2....")
    style = house_style(path, Huisstijl(((BUTTON, "#b00020"),), (), "logo.svg", "letter.woff2"))
    assert dict(style.files)["huisstijl/logo.svg"].decode() == DRAWING
    assert '"lettertype.woff2"' in style.stylesheet
    assert f"--accent: var(--{BUTTON});" in style.stylesheet
    assert style.stylesheet.count("dark") == 1, "its bar goes with a logo onto a dark screen"


@pytest.mark.parametrize("logo", EVIL)
def test_a_drawing_that_could_do_more_is_refused(tmp_path: Path, logo: str) -> None:
    with pytest.raises(FaultyFileError) as caught:
        house_style(settings(tmp_path, logo), Huisstijl(logo="logo.svg"))
    assert [fault.code for fault in caught.value.faults] == ["file_unsafe"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("logo.png", b"GIF89a", "file_unsafe"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(40_000), "file_too_large"),
        ("absent.png", None, "unreadable"),
    ],
)
def test_what_is_no_picture_is_told(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FaultyFileError) as caught:
        house_style(tmp_path / "testdam.toml", Huisstijl(logo=name))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_check_says_which_colours_are_too_alike_and_which_file_is_unsafe(tmp_path: Path) -> None:
    runner = CliRunner()
    colours = f'[huisstijl.licht]\n{BUTTON} = "#ffdd00"\n'
    found = runner.invoke(app, ["check", "--gemeente", str(settings(tmp_path, DRAWING, colours))])
    assert found.exit_code != 0
    assert "#ffdd00" in found.output
    assert "4.5:1" in found.output
    found = runner.invoke(app, ["check", "--gemeente", str(settings(tmp_path, EVIL[0]))])
    assert "logo.svg" in found.output
    assert runner.invoke(app, ["check", "--gemeente", str(settings(tmp_path, DRAWING))]).exit_code == 0
