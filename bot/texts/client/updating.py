"""Brings the catalog of a language up to date with the sentences of the source."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from bot.texts.client.catalogs import TEMPLATE, path_of

# Always the same, so that a catalog only changes when a text does. Nothing in it counts, so it needs no plural forms.
_HEADER = """\
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def update(folder: Path, code: str) -> None:
    """Write the catalog anew: new sentences are empty, and of a changed sentence the translation is gone."""
    with (folder / TEMPLATE).open("rb") as file:
        template = read_po(file)
    path = path_of(folder, code)
    catalog = Catalog(charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, charset="utf-8", abort_invalid=True)
    catalog.update(template, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(written, catalog, omit_header=True, ignore_obsolete=True, no_location=True, width=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_HEADER.format(code=code).encode() + written.getvalue())


def has_folder(folder: Path, code: str) -> bool:
    """Whether somebody began with a language."""
    return (folder / code).is_dir()
