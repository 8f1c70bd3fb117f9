"""The rules one record of a demo file must keep by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from bot.conversation.screen import Text, t
from bot.demo.records import (
    HOOGSTE_TREDE,
    NIET_IN_BEELD,
    NIET_INGEDEELD,
    Functionaris,
    Meetmoment,
    Plaatsing,
    Record,
    Toewijzing,
)
from bot.runtime.clock import local_day


@singledispatch
def broken_rules(record: Record) -> Iterator[Text]:
    """What is wrong with a record, looked at alone."""
    yield from ()


@broken_rules.register
def _of_functionaris(functionaris: Functionaris) -> Iterator[Text]:
    if functionaris.team is None and functionaris.rol != "beheerder":
        yield t("demo.rule.team", "Een {rol} hoort bij een team.", rol=functionaris.rol)


@broken_rules.register
def _of_toewijzing(toewijzing: Toewijzing) -> Iterator[Text]:
    if toewijzing.tot is not None and toewijzing.tot < toewijzing.van:
        yield t("demo.rule.period", "De toewijzing eindigt voordat zij begint.")


@broken_rules.register
def _of_plaatsing(plaatsing: Plaatsing) -> Iterator[Text]:
    noted = local_day(plaatsing.geregistreerd)
    if plaatsing.tot is not None and plaatsing.tot < plaatsing.van:
        yield t("demo.rule.placement", "De plaatsing eindigt voordat zij begint.")
    if plaatsing.van > noted:
        yield t(
            "demo.rule.placement_noted",
            "De plaatsing begint op {van}, na de dag waarop zij is genoteerd, {noted}.",
            van=plaatsing.van,
            noted=noted,
        )


@broken_rules.register
def _of_meetmoment(meetmoment: Meetmoment) -> Iterator[Text]:
    yield from _growth(meetmoment)
    yield from _expectation(meetmoment)
    yield from _version(meetmoment)
    registered = local_day(meetmoment.geregistreerd)
    if meetmoment.datum > registered:
        yield t(
            "demo.rule.registered",
            "De datum {datum} ligt na de dag van registratie, {registered}.",
            datum=meetmoment.datum,
            registered=registered,
        )


def _growth(meetmoment: Meetmoment) -> Iterator[Text]:
    placed = meetmoment.positie not in (NIET_INGEDEELD, NIET_IN_BEELD)
    if not placed and meetmoment.groei is not None:
        yield t("demo.rule.no_growth", "Bij positie {positie} hoort geen groei.", positie=meetmoment.positie)
    if placed and meetmoment.groei is None:
        yield t("demo.rule.growth", "Bij een trede hoort een groei: PLUS of NUL.")
    if meetmoment.positie == HOOGSTE_TREDE and meetmoment.groei == "PLUS":
        yield t("demo.rule.highest", "Boven trede 6 is geen trede; de groei is daar NUL.")


def _expectation(meetmoment: Meetmoment) -> Iterator[Text]:
    if meetmoment.verwachte_trede is None:
        return
    if meetmoment.groei != "PLUS":
        yield t("demo.rule.expected_plus", "Een verwachte trede hoort alleen bij de groei PLUS.")
    elif meetmoment.verwachte_trede <= meetmoment.positie:
        yield t("demo.rule.expected_higher", "De verwachte trede moet hoger zijn dan de trede van nu.")


def _version(meetmoment: Meetmoment) -> Iterator[Text]:
    if meetmoment.actie == "nieuw":
        if meetmoment.versie > 1:
            yield t("demo.rule.new", "Een nieuw meetmoment heeft versie 1.")
        return
    if meetmoment.versie == 1:
        yield t("demo.rule.first", "Een {actie} volgt op een eerdere versie.", actie=meetmoment.actie)
    if meetmoment.reden is None:
        yield t("demo.rule.reason", "Een {actie} heeft een reden nodig.", actie=meetmoment.actie)
