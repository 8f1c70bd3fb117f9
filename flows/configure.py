"""A flow as one municipality uses it: its switches, its readings and its own fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from flows.conditions import NEVER, Term
from flows.engine import offered
from flows.gemeente import FieldKind, Gemeente, LocalField, Options
from flows.ladder import TREDEN
from flows.model import Choice, Flow, Kind, Rule, Step
from flows.names import slug
from flows.vrijstelling import CODE, Vrijstelling

CARD = "kenmerken"
_EXEMPT = "vrijstelling_arbeidsplicht"
_BEYOND_THE_CORE = (
    *("verwachte_trede", "soort_meting", "doel_contact"),
    *("jonger_dan_18", "doelperspectief", "rapportage"),
)


def configure(flow: Flow, gemeente: Gemeente) -> Flow:
    """Apply the settings; a question with one choice left is answered beforehand."""
    options = gemeente.options
    # The core of the instrument asks no more than the position and growth.
    if not options.volledig:
        options = replace(options, **dict.fromkeys(_BEYOND_THE_CORE, False))  # type: ignore[arg-type]  # all are switches
    steps = [_adapted(step, options) for step in flow.steps if _on(step.option, options)]
    steps = [step for step in steps if step.kind is not Kind.PLAN or offered(step, {})]
    if options.volledig:
        last = max((i for i, step in enumerate(steps) if step.card == CARD), default=len(steps) - 1)
        steps[last + 1 : last + 1] = [_local(each) for each in gemeente.velden]
        steps = list(_with_codes(steps, gemeente.vrijstellingen))
    single = [step for step in steps if step.kind is Kind.CHOICE and len(step.choices) == 1 and step.card is None]
    given = {step.id: step.choices[0].id for step in single}
    return replace(
        flow,
        steps=tuple(step for step in steps if step.id not in given),
        outcomes=tuple(each for each in flow.outcomes if _on(each.option, options)),
        given=given,
        rules=_rules(flow, gemeente.options),
    )


def _rules(flow: Flow, options: Options) -> str:
    """The version a meetmoment remembers: the flow's own, marked when readings differ from the defaults."""
    changed = options.changed()
    if not changed:
        return flow.version
    return f"{flow.version}+{sha256(repr(changed).encode()).hexdigest()[:8]}"


def _on(option: str | None, options: Options) -> bool:
    return option is None or bool(getattr(options, option))


def _adapted(step: Step, options: Options) -> Step:
    default = step.default if step.card is None or options.standaard_kenmerken else ()
    bounds = (-options.terugdateren_dagen, 0) if step.kind is Kind.DATE and step.silent else step.bounds
    choices = (choice for choice in step.choices if _on(choice.option, options))
    if step.kind is Kind.PLAN:
        # What was answered before the setting changed can still be read back.
        choices = (each if int(each.id) <= options.uiterste_maanden else replace(each, when=NEVER) for each in choices)
    return replace(
        step,
        choices=tuple(choices),
        rules=tuple(_readings(step.rules, options)),
        default=default,
        bounds=bounds,
        months=options.uiterste_maanden,
    )


def _readings(rules: Iterable[Rule], options: Options) -> Iterable[Rule]:
    for rule in rules:
        chosen = replace(rule, setting=getattr(options, rule.option)) if rule.option else rule
        if chosen.reading:
            yield chosen


def _with_codes(steps: Iterable[Step], codes: Sequence[Vrijstelling]) -> Iterator[Step]:
    """The steps, with the question for a code behind the exemption that it is about."""
    for step in steps:
        if step.id != _EXEMPT or not codes:
            yield step
            continue
        # Where a code is kept, the help must not say that none is.
        yield replace(step, help="")
        yield Step(
            id=CODE,
            label="Code vrijstelling",
            ask="Welke code staat in het besluit dat op de meetdatum gold?",
            choices=tuple(Choice(slug(each.code), each.label, van=each.vanaf, tot=each.tot) for each in codes),
            when=Term(_EXEMPT, ("ja",)),
            card=CARD,
        )


def _local(own: LocalField) -> Step:
    kinds = {FieldKind.GETAL: Kind.NUMBER, FieldKind.DATUM: Kind.DATE}
    values = ("Ja", "Nee") if own.kind is FieldKind.JA_NEE else own.values
    return Step(
        id=f"lokaal_{own.id}",
        label=own.label,
        label_en=own.label_en,
        ask=own.label,
        kind=kinds.get(own.kind, Kind.CHOICE),
        choices=tuple(Choice(slug(value), value) for value in values),
        when=Term("uitslag", tuple(str(trede) for trede in TREDEN)),
        card=None if own.altijd else CARD,
        open=not own.altijd,
        afresh=own.altijd,
        unsure=own.altijd,
    )
