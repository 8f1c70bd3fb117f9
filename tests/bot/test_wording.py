"""What a municipality wrote itself is said as it wrote it, in the reader's language where it gave a name for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config.flows import configured_flows
from bot.texts.translations import words
from bot.ui import wording

FIELD = """
naam = "T"
[[veld]]
id = "wijk"
label = "Wijk"
type = "keuze"
waarden = ["Noord", "Zuid"]
doel = "doel"
bewaartermijn_maanden = 12
"""


@pytest.mark.parametrize(
    ("more", "dutch", "english"),
    [("", "Wijk", "Wijk"), ('label_en = "Neighbourhood"\n', "Wijk", "Neighbourhood")],
    ids=["one name", "two names"],
)
def test_a_field_of_the_municipalitys_own(more: str, dutch: str, english: str, tmp_path: Path) -> None:
    file = tmp_path / "g.toml"
    file.write_text(FIELD + more, encoding="utf-8")
    step = configured_flows(file).newest("stroomschema").by_id["lokaal_wijk"]
    for text in (wording.label(step), wording.ask(step)):
        assert words("nl").say(text) == dutch
        assert words("en").say(text) == english
