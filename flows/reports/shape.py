"""Reports as other programs read them: JSON objects with Dutch keys that do not change; a hidden number is null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from flows.ladder import TREDEN
from flows.reports.caseload import Caseload, Inkomen, Instrumentklasse
from flows.reports.counts import Count
from flows.reports.forecast import Prognose
from flows.reports.movement import Bestemming, Beweging, Herkomst
from flows.reports.partner import Effect

# Who is in no class of these is the rest of ``op_ladder``.
_INSTRUMENT = [each for each in Instrumentklasse if each is not Instrumentklasse.ONBEKEND]


def caseload_shape(report: Caseload, peildatum: date, eenheid: str) -> dict[str, Any]:
    """``meetlat report caseload``."""
    return {
        "peildatum": peildatum.isoformat(),
        "eenheid": eenheid,
        "treden": _keyed(report.treden),
        "niet_ingedeeld": report.niet_ingedeeld,
        "op_ladder": report.op_ladder,
        "actueel": report.actueel,
        **_splits(report.groei.samen, report.instrument.samen, report.inkomen.samen),
        "per_trede": {
            str(trede): _splits(
                *(split.per_trede[trede] for split in (report.groei, report.instrument, report.inkomen))
            )
            for trede in TREDEN
        },
    }


def movement_shape(report: Beweging, van: date, tot: date) -> dict[str, Any]:
    """``meetlat report beweging``."""
    return {
        "van": van.isoformat(),
        "tot": tot.isoformat(),
        "herkomst": {str(trede): _herkomst(trede, report.herkomst[trede]) for trede in TREDEN},
        "bestemming": {str(trede): _bestemming(report.bestemming[trede]) for trede in TREDEN},
        "in": report.instroom,
        "uit": report.uitstroom,
        "uit_laatst_op_6": report.uit_laatst_op_6,
        "gestegen": report.gestegen,
        "gelijk": report.gelijk,
        "gedaald": report.gedaald,
        "tussentijds": report.tussentijds,
    }


def forecast_shape(report: Prognose) -> dict[str, Any]:
    """``meetlat report prognose``."""
    return {"PLUS": _keyed(report.plus.klassen), "NUL": _keyed(report.nul.klassen)}


def effect_shape(report: Effect) -> dict[str, Any]:
    """``meetlat report partner`` and ``instrument``; placements are only counted for readers within the team."""
    per = plain(report)["per"]
    return {
        "per": {
            name: {key: n for key, n in each.items() if (key, n) != ("plaatsingen", None)} for name, each in per.items()
        }
    }


def plain(report: Any) -> dict[str, Any]:
    """Any other report, as it is."""
    return {field.name: _plain(getattr(report, field.name)) for field in fields(report)}


def _splits(
    groei: Mapping[str, Count], instrument: Mapping[str, Count], inkomen: Mapping[str, Count]
) -> dict[str, Any]:
    return {
        "groei": _keyed(groei),
        "instrument": {str(each): instrument[each] for each in _INSTRUMENT},
        "inkomen": {str(each): inkomen[each] for each in Inkomen},
    }


def _herkomst(trede: int, bar: Herkomst) -> dict[str, Count]:
    return {"IN": bar.instroom} | {str(van): bar.gebleven if van == trede else bar.van[van] for van in TREDEN}


def _bestemming(bar: Bestemming) -> dict[str, Count]:
    return {"UIT": bar.uitstroom} | _keyed(bar.naar)


def _keyed(counts: Mapping[Any, Count]) -> dict[str, Count]:
    return {str(key): count for key, count in counts.items()}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return value
