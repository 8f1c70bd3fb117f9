"""One made-up client's klantkenmerken, which change slowly and fit the trede."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Self

from bot.demo.profielen import ONTHEFFING, Profiel, within
from bot.demo.records import HOOGSTE_TREDE, Inkomen, JaNee, Kenmerken

BETAALD_WERK = 5
_SOURCES: tuple[Inkomen, ...] = ("a", "b", "c")


@dataclass(slots=True)
class Persoon:
    """What a client brings along; ``inkomen`` is the source without work, at times ``aanvullend`` to it."""

    inkomen: Inkomen
    startkwalificatie: bool
    plichtig: bool
    behoeftig: bool
    laaggeletterd: bool
    vrijgesteld: bool
    ontheven: bool
    aanvullend: bool
    still_unasked: bool

    @classmethod
    def draw(cls, rng: Random, profiel: Profiel, trede: int) -> Self:
        """Somebody whom this team could meet on this trede."""
        inkomen = rng.choices(_SOURCES, profiel.inkomen)[0]
        startkwalificatie = rng.random() < profiel.startkwalificatie
        plichtig = rng.random() < profiel.inburgeringsplichtig
        literacy_risk = profiel.laaggeletterd * (0.25 if startkwalificatie else 1.2)
        return cls(
            inkomen=inkomen,
            startkwalificatie=startkwalificatie,
            plichtig=plichtig,
            behoeftig=not plichtig and rng.random() < profiel.inburgeringsbehoeftig,
            laaggeletterd=rng.random() < literacy_risk,
            vrijgesteld=plichtig and rng.random() < 0.06,
            ontheven=inkomen == "a" and rng.random() < ONTHEFFING[trede - 1],
            aanvullend=rng.random() < 0.15,
            still_unasked=rng.random() < 0.12,
        )

    def grow_older(self, rng: Random, trede: int, months: float) -> None:
        """Let some months pass: a course is finished, a duty met, an ontheffing looked at again."""
        self.still_unasked = self.still_unasked and rng.random() < 0.3
        self.startkwalificatie |= trede > 2 and rng.random() < within(months, 0.03)
        self.laaggeletterd &= rng.random() >= within(months, 0.06)
        if self.plichtig and rng.random() < within(months, 0.15):
            self.plichtig = self.vrijgesteld = False
        if self.behoeftig and rng.random() < within(months, 0.15):
            self.behoeftig = False
        if rng.random() < within(months, 0.25):
            self.ontheven = self.inkomen == "a" and rng.random() < ONTHEFFING[trede - 1]

    def kenmerken(self, trede: int, *, lopend: bool, inzet: bool) -> Kenmerken:
        """The nine answers on this trede."""
        inkomen = self._inkomen_on(trede)
        full = Kenmerken(
            inkomen=inkomen,
            startkwalificatie=_ja_nee(self.startkwalificatie),
            inburgeringsplichtig=_ja_nee(self.plichtig),
            inburgeringsbehoeftig=_ja_nee(self.behoeftig),
            laaggeletterd=_ja_nee(self.laaggeletterd),
            vrijstelling_arbeidsplicht=_ja_nee(self.ontheven and inkomen == "a"),
            vrijstelling_inburgeringsplicht=_ja_nee(self.vrijgesteld),
            instrument_lopend=_ja_nee(lopend),
            instrument_inzet=_ja_nee(inzet),
        )
        return replace(full, startkwalificatie=None, laaggeletterd=None) if self.still_unasked else full

    def _inkomen_on(self, trede: int) -> Inkomen:
        if trede == HOOGSTE_TREDE or (trede == BETAALD_WERK and not self.aanvullend):
            return "d"
        return self.inkomen


def _ja_nee(value: bool) -> JaNee:
    return "ja" if value else "nee"
