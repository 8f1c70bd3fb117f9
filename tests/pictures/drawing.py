"""The examples as files: in light and dark colours and in grey, each as SVG and as PNG."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from pictures.colours import grey
from pictures.examples import EXAMPLES

from bot.pictures import DARK, LIGHT, Palette, png


def in_grey(palette: Palette) -> Palette:
    """The colours as a printer without colour gives them."""
    return Palette(**{field.name: grey(getattr(palette, field.name)) for field in fields(palette)})


def on_paper(svg: str, palette: Palette) -> str:
    """A picture with the page behind it that its colours were chosen for."""
    end = svg.index(">") + 1
    return f'{svg[:end]}<rect x="-12" y="-12" width="2000" height="5000" fill="{palette.paper}"/>{svg[end:]}'


def draw_all(folder: Path, chosen: str = "") -> None:
    """Write the examples with ``chosen`` in their name, and say how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in EXAMPLES if chosen in name]
    for name in names:
        for variant, palette in (("licht", LIGHT), ("donker", DARK), ("grijs", in_grey(LIGHT))):
            svg = on_paper(EXAMPLES[name](palette), palette)
            (folder / f"{name}.{variant}.svg").write_text(svg, encoding="utf-8")
            (folder / f"{name}.{variant}.png").write_bytes(png(svg))
    print(f"{len(names)} pictures, each in three ways, in {folder}")
