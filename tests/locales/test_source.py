"""Every sentence of the source can be found by Babel: marked by ``t``, ``tn`` or ``tc``, written out where it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = {"t": 2, "tn": 3, "tc": 2}


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node) in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def literals(call: ast.Call) -> list[str]:
    """The key and the sentences, as far as they are written out."""
    texts = call.args[: SENTENCES[name_of(call)]]
    return [each.value for each in texts if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def test_a_text_is_written_out_where_it_is_marked() -> None:
    found = dict(calls(*SENTENCES))
    assert len(found) > 100, "the calls were not recognised"
    assert {name_of(call) for call in found.values()} == set(SENTENCES)
    assert [where for where, call in found.items() if len(literals(call)) < SENTENCES[name_of(call)]] == []


def test_what_is_given_to_a_text_has_a_place_in_it() -> None:
    lost = []
    for where, call in calls("t", "tc"):
        _, source = literals(call)
        places = {name for _, name, _, _ in Formatter().parse(source) if name}
        lost += [(where, each.arg) for each in call.keywords if each.arg is not None and each.arg not in places]
    assert lost == []


def test_no_sentence_goes_round_the_catalogs() -> None:
    built = [
        where
        for where, call in calls("Text")
        if len(call.args) > 1 and all(isinstance(each, ast.Constant) for each in call.args[:2])
    ]
    assert built == []
