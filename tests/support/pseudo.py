"""A language that nobody speaks: every letter has a mark and every text is longer, so what is hard-coded stands out."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po

from bot.texts.client.languages import FILE
from bot.texts.client.texts import ClientTexts
from bot.texts.translations import CATALOGS
from support.client_locales import catalog

CODE = "nl@pseudo"
PLAIN, MARKED = (
    "aAcCeEgGiIkKlLnNoOrRsStTuUwWyYzZbBdDfFhHjJmMpPqQvVxX",
    "àÀçÇéÉğĞîÎķĶļĻñÑöÖŕŔšŠťŤûÛŵŴýÝžŽƀƁđĐƒƑħĦĵĴɱṀþÞʠɊṽṼẋẊ",
)
LETTERS = str.maketrans(PLAIN, MARKED)
# How much longer a sentence can be in another language.
LONGER = 0.4
_PLACE = re.compile(r"(\{\w*\})")
_ROW = f"""
[[language]]
code = "{CODE}"
tag = "nl-x-pseudo"
endonym = "Ñéđéŕļàñđš"
dates = "nl"
"""


def pseudo(key: str, text: str) -> str:
    """The text with a mark on every letter; a sentence is padded, a button has no room for that."""
    parts = _PLACE.split(text)
    marked = "".join(part if _PLACE.fullmatch(part) else part.translate(LETTERS) for part in parts)
    return marked if key.startswith("btn.") else marked + " " + "~" * int(len(text) * LONGER)


def pseudo_texts(folder: Path) -> ClientTexts:
    """All texts of the client in that language, in a folder of their own."""
    rows = (CATALOGS / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(rows + _ROW, encoding="utf-8")
    (folder / "client.pot").write_bytes((CATALOGS / "client.pot").read_bytes())
    with (CATALOGS / "client.pot").open("rb") as file:
        texts = {str(each.context): str(each.id) for each in read_po(file) if each.id}
    catalog(folder, CODE, {key: pseudo(key, text) for key, text in texts.items()}, texts)
    return ClientTexts(folder)


def hard_coded(text: str) -> list[str]:
    """What went round the catalogs: three plain letters in a row, outside what was filled in."""
    return re.findall(r"[A-Za-z]{3,}", re.sub("\u2068[^\u2069]*\u2069", "", text))
