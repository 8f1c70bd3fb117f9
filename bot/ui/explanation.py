"""A question explained: its delimitation, examples each way, and the borderline rules with where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from bot.conversation.screen import Block, Style, Text, t
from bot.ui import wording
from bot.ui.widgets import hint, item, line
from flows.model import Rule, Source, Step

# So many rules stand on one screen of a phone.
PER_PAGE = 6
SOURCES: dict[Source, Text] = {
    Source.BROCHURE: t("rule.source.brochure", "brochure"),
    Source.PRAKTIJK: t("rule.source.praktijk", "praktijk"),
    Source.LEZING: t("rule.source.lezing", "lezing"),
}


def explained(step: Step) -> list[Block]:
    """The delimitation, the examples each way and the borderline rules that matter first."""
    blocks = [line(Text(f"{step.id}.help", step.help))] if step.help else []
    blocks += [item(text) for text in wording.lines(step, "items")]
    first = [sourced(rule) for rule in step.rules if step.id in rule.first]
    for heading, texts in (
        (t("help.yes", "Telt mee, bijvoorbeeld:"), wording.lines(step, "yes")),
        (t("help.no", "Telt niet mee, bijvoorbeeld:"), wording.lines(step, "no")),
        (t("help.rules", "Grensgevallen:"), first),
    ):
        listed = [item(text) for text in texts]
        blocks += [Block(Style.TEXT, heading), *listed] if listed else []
    return blocks


def further(step: Step) -> tuple[Rule, ...]:
    """The rules that are one tap further."""
    return tuple(rule for rule in step.rules if step.id not in rule.first)


def page(rules: Sequence[Rule], number: int) -> list[Block]:
    """One screen of rules, with what the words about their origin mean."""
    here = rules[number * PER_PAGE : (number + 1) * PER_PAGE]
    legend = t(
        "rules.legend",
        "Brochure: van de VNG. Praktijk: wat gemeenten publiceerden. Lezing: zo leest Meetlat het.",
    )
    return [*(item(sourced(rule)) for rule in here), hint(legend)]


def sourced(rule: Rule) -> Text:
    """``Een uitzendcontract is een arbeidscontract. (lezing)``."""
    return t("rule.sourced", "{rule} ({origin})", rule=grounded(rule), origin=origin(rule))


def grounded(rule: Rule) -> Text:
    """The rule, with why it is read so where the sources leave room."""
    said = wording.reading(rule)
    if not rule.ground:
        return said
    return t("rule.grounded", "{rule} {ground}", rule=said, ground=ground(rule))


def ground(rule: Rule) -> Text:
    """Why it is read so."""
    return Text(f"rule.{rule.id}.ground", rule.ground)


def topic(rule: Rule) -> Text:
    """What it is about, in a few words."""
    return Text(f"rule.{rule.id}.topic", rule.topic)


def origin(rule: Rule) -> Text:
    """Where it comes from, and whether the municipality decides."""
    *others, last = (SOURCES[source] for source in rule.sources)
    named = last
    if others:
        before = reduce(lambda one, two: t("rule.source.list", "{one}, {two}", one=one, two=two), others)
        named = t("rule.source.both", "{one} en {two}", one=before, two=last)
    return named if rule.option is None else t("rule.source.option", "{origin}, keuze van de gemeente", origin=named)
