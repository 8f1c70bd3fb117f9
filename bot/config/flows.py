"""The flows of this municipality: the catalogue, read once, with its settings applied."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import flows
from bot.config.files import read_text
from bot.config.house_style import house_style
from flows.configure import configure
from flows.faults import Fault, FaultyFileError
from flows.gemeente import Gemeente, Options, read_setting
from flows.gemeente_file import read_gemeente
from flows.gemeentecodes import Gemeentecode, read_list
from flows.model import Flow, Position
from flows.reader import Catalogue, read_catalogue

NAMES = tuple(each.name for each in fields(Options))
CATALOGUE = Path(flows.__file__).resolve().parent / "catalogue"
GEMEENTECODES = CATALOGUE.parent / "gemeentecodes.csv"


@dataclass(frozen=True, slots=True)
class ConfiguredFlows:
    """What the dialogues of one municipality are held with."""

    gemeente: Gemeente
    versions: Mapping[tuple[str, str], Flow]
    positions: Mapping[str, Position]
    catalogue: Catalogue
    gemeentecodes: Mapping[str, Gemeentecode]

    def gemeentecode(self, code: str) -> Gemeentecode:
        """A code with its name, as far as it is known."""
        return self.gemeentecodes.get(code, Gemeentecode(code))

    def served(self, day: date) -> tuple[str, ...]:
        """The codes of this organisation where somebody can live on a day; all of them when none is valid then."""
        codes = self.gemeente.codes
        return tuple(code for code in codes if self.gemeentecode(code).valid(day)) or codes

    def flow(self, flow_id: str, version: str) -> Flow | None:
        """A flow as a dialogue was started with; none when this version is not known any more."""
        return self.versions.get((flow_id, version))

    def with_choices(self, chosen: Mapping[str, str]) -> ConfiguredFlows:
        """The same flows with settings that were changed later; what this version does not know is left out."""
        read = {name: read_setting(name, text) for name, text in chosen.items() if name in NAMES}
        known = {name: value for name, value in read.items() if value is not None}
        options = replace(self.gemeente.options, **known)  # type: ignore[arg-type]  # each was read for its name
        gemeente = replace(self.gemeente, options=options)
        return replace(self, gemeente=gemeente, versions=_configured(self.catalogue, gemeente))

    def newest(self, flow_id: str) -> Flow:
        """The flow to start a new dialogue with."""
        return self.versions[flow_id, self.catalogue.newest(flow_id).version]


def configured_flows(settings: Path | None = None) -> ConfiguredFlows:
    """Read the flows and the settings file; raises :class:`FaultyFileError` with all faults of all files."""
    faults: list[Fault] = []
    gemeente, found = Gemeente(), Catalogue({}, {})
    try:
        found = _shipped()
    except FaultyFileError as error:
        faults.extend(error.faults)
    try:
        gemeente = _gemeente(settings) if settings is not None else gemeente
    except FaultyFileError as error:
        faults.extend(error.faults)
    if faults:
        raise FaultyFileError(tuple(faults))
    codes = {**_gemeentecodes(), **{each.code: each for each in gemeente.gemeenten}}
    return ConfiguredFlows(gemeente, _configured(found, gemeente), found.positions, found, codes)


def _configured(catalogue: Catalogue, gemeente: Gemeente) -> Mapping[tuple[str, str], Flow]:
    return {key: _under(flow, gemeente) for key, flow in catalogue.flows.items()}


# What is worked out about a flow is kept with it, so that a setting that is put back brings the same one back.
@lru_cache(maxsize=64)
def _under(flow: Flow, gemeente: Gemeente) -> Flow:
    return configure(flow, gemeente)


@cache
def _shipped() -> Catalogue:
    """What comes with the program does not change while it runs."""
    return read_catalogue({path.stem: _text(path) for path in sorted(CATALOGUE.glob("*.toml"))})


@cache
def _gemeentecodes() -> Mapping[str, Gemeentecode]:
    return read_list(_text(GEMEENTECODES))


def _gemeente(path: Path) -> Gemeente:
    text = _text(path)
    try:
        found = read_gemeente(path.name, text, tomllib.loads(text))
        house_style(path, found.huisstijl)
        return found
    except (ValueError, RecursionError) as error:  # also numbers of thousands of figures and deep brackets
        last = max(len(text.splitlines()), 1)
        raise FaultyFileError((Fault(path.name, last, "", "not_toml", {"reason": str(error)}),)) from error


def _text(path: Path) -> str:
    try:
        return read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise FaultyFileError((Fault(path.name, 1, "", "unreadable", {"reason": type(error).__name__}),)) from error
