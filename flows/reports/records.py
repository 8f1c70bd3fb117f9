"""Reports as a spreadsheet reads them: one number in a cell, under Dutch names that do not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.reports.counts import Count, percent

# The names of the columns and what stands under each; a hidden number is none.
Record = Mapping[str, "str | Count"]


def caseload_records(shape: Mapping[str, Any]) -> list[Record]:
    """A row for every trede of what :func:`caseload_shape` gave, and one for who has none yet."""
    whole = shape["op_ladder"]
    rows = [
        {"trede": trede, "clienten": n, "procent": _share(n, whole), **_flat(shape["per_trede"][trede])}
        for trede, n in shape["treden"].items()
    ]
    return [*rows, {"trede": "niet_ingedeeld", "clienten": shape["niet_ingedeeld"]}]


def movement_records(shape: Mapping[str, Any]) -> list[Record]:
    """A row for every trede of what :func:`movement_shape` gave; who came from the trede itself stayed."""
    rows: list[Record] = []
    for trede, came in shape["herkomst"].items():
        left = shape["bestemming"][trede]
        went = {naar: left.get(naar, "") for naar in ("UIT", *shape["herkomst"])}
        rows.append({"trede": trede, **_flat({"herkomst": came, "bestemming": went})})
    return rows


def named_records(column: str, per: Mapping[str, Mapping[str, Any]]) -> list[Record]:
    """A row for every name in ``per``."""
    return [{column: name, **_flat(each)} for name, each in per.items()]


def columns(records: Sequence[Record]) -> list[str]:
    """Every name, in the order in which they come."""
    return list(dict.fromkeys(name for record in records for name in record))


def _share(n: Count, whole: Count) -> str | Count:
    """In whole percents; empty where there is nobody to be a part of."""
    return "" if whole == 0 else percent(n, whole)


def _flat(nested: Mapping[str, Any], before: str = "") -> dict[str, str | Count]:
    flat: dict[str, str | Count] = {}
    for name, value in nested.items():
        flat |= _flat(value, f"{before}{name}_") if isinstance(value, Mapping) else {f"{before}{name}": value}
    return flat
