"""Targets in ladder terms: how far each is, what nobody knows yet, and the way so far beside a straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, verbatim
from bot.pictures import Way, ways
from bot.reports.answer import Answer, Question, Row, caption, shown, told
from bot.reports.days import end_of
from bot.reports.words import INCOME
from bot.texts.translations import Words
from flows.doelen import Doel, stand_before
from flows.gemeente import Gemeente
from flows.ladder import TREDEN, Groei
from flows.names import slug
from flows.reports.counts import Count
from flows.reports.publishing import TOLD_WITHIN
from flows.reports.records import Record
from flows.reports.shape import plain as as_data
from flows.reports.targets import Oordeel, Realisatie, judge, realise, straight, way
from storage.reports import Soort
from storage.unit import Unit

_JUDGED: dict[Oordeel, Text] = {
    Oordeel.GEHAALD: t("report.target.met", "gehaald"),
    Oordeel.NIET_GEHAALD: t("report.target.missed", "niet gehaald"),
    Oordeel.OPEN: t("report.target.open", "nog niet te zeggen"),
    Oordeel.ROND: t("report.target.close", "rond het doel"),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """How far a target is, without a ``realisatie`` before it begins; ``part`` of the count of a larger unit.

    Its numbers may be off by ``within``, because they were rounded.
    """

    doel: Doel
    van: date
    tot: date
    ended: bool
    part: bool
    within: int
    realisatie: Realisatie | None = None
    steps: Mapping[date, Count] = field(default_factory=dict)

    @property
    def verdict(self) -> Oordeel | None:
        """Whether it was met; none where that cannot be said of this unit."""
        if self.realisatie is None or self.part:
            return None
        return judge(self.doel, self.realisatie, ended=self.ended, within=self.within)


async def found(unit: Unit, question: Question, doelen: Sequence[Doel], today: date) -> list[Goal]:
    """How far every target is on the last day that is asked about."""
    return [await _found(unit, question, doel, today) for doel in doelen]


async def _found(unit: Unit, question: Question, doel: Doel, today: date) -> Goal:
    van, tot = doel.period(question.tot)
    part = doel.aantal is not None and question.eenheid.soort is not Soort.ALLES
    ended = tot <= question.tot and tot < today
    within = TOLD_WITHIN if question.masked else 0
    if question.tot < van:
        return Goal(doel, van, tot, ended, part, within)
    until = min(question.tot, tot)
    begin, keyed = stand_before(van), question.masked
    known = end_of(until) if question.masked else question.known_on
    rows = await unit.reports.goal(question.eenheid, doel, begin, until, known, keyed=keyed)
    so_far = told(way(doel, rows, (van, tot), until), question)
    return Goal(doel, van, tot, ended, part, within, told(realise(doel, rows), question), so_far.gestegen)


def answer(goals: Sequence[Goal], question: Question, flows: ConfiguredFlows, said: Words) -> Answer:
    """The targets written out."""
    title = t("report.targets", "Doelen {name}", name=question.naam)
    header = (
        t("report.col.target", "Doel"),
        t("report.col.until", "Tot en met"),
        t("report.col.rose_by", "Gestegen"),
        t("report.col.straight", "Volgens de rechte lijn"),
        t("report.col.about", "Gaat over"),
        t("report.col.same", "Niet gestegen"),
        t("report.col.off", "Van de ladder"),
        t("report.col.not_measured", "Niet gemeten"),
        t("report.col.verdict", "Oordeel"),
    )
    lines = [_line(each, flows.gemeente) for each in goals]
    if not goals:
        lines = [t("report.targets.none", "Er zijn geen doelen ingesteld. Ze staan in het instellingenbestand.")]
    heading = caption(said, question, title, question.below, lines[0])
    drawn = tuple(_way(each, flows.gemeente, said) for each in goals if each.realisatie is not None)
    shape = [as_shape(each) for each in goals]
    return Answer(
        title,
        tuple(lines),
        header,
        tuple(row for each in goals for row in _rows(each, flows.gemeente)),
        {"doelen": [{**each, "weg": _steps(goal)} for each, goal in zip(shape, goals, strict=True)]},
        shape,
        (lambda palette: ways(drawn, caption=heading, palette=palette)) if drawn else None,
    )


def name_of(doel: Doel, gemeente: Gemeente) -> Text:
    """What a target says: of whom, and how many of them rise."""
    who = t("report.target.trede", "Trede {trede}", trede=doel.trede or 0)
    if doel.trede is None:
        who = t("report.target.any", "Trede 1 tot en met {last}", last=TREDEN[-2])
    if doel.groei is not None:
        plus, none = t("report.target.plus", "met +"), t("report.target.nul", "zonder +")
        who = t("report.target.with", "{who} {growth}", who=who, growth=plus if doel.groei is Groei.PLUS else none)
    for group in _groups(doel, gemeente):
        who = t("report.target.group", "{who}, {group}", who=who, group=group)
    if doel.aantal is not None:
        return t("report.target.count", "{who}: {n} stijgen", who=who, n=doel.aantal)
    return t("report.target.percent", "{who}: {n}\u00a0% stijgt", who=who, n=doel.procent or 0)


def _groups(doel: Doel, gemeente: Gemeente) -> list[Text]:
    found = []
    for veld in gemeente.velden:
        if veld.id == doel.veld:
            value = next((each for each in veld.values if slug(each) == doel.waarde), doel.waarde)
            found.append(t("unit.veld", "{label}: {value}", label=veld.label, value=value))
    if doel.inkomen:
        found.append(t("report.target.income", "inkomen van {sort}", sort=INCOME[doel.inkomen][0]))
    if doel.instrument:
        found.append(verbatim(doel.instrument))
    return found


def stand(goal: Goal) -> Text:
    """How far a target is: ``4 van 20, 14 niet gemeten, nog niet te zeggen``."""
    if goal.realisatie is None:
        return t("report.target.begins", "begint op {day}", day=goal.van)
    return t(
        "report.target.stand",
        "{n} van {whole}, {missing} niet gemeten, {verdict}",
        n=shown(goal.realisatie.gestegen),
        whole=shown(goal.realisatie.totaal),
        missing=shown(goal.realisatie.niet_gemeten),
        verdict=judged(goal),
    )


def judged(goal: Goal) -> Text:
    """The verdict in words, or why there is none."""
    if goal.part:
        return t("report.target.part", "telt mee voor de hele organisatie")
    if goal.verdict is not None:
        return _JUDGED[goal.verdict]
    few = t("report.target.few", "te weinig cliënten")
    return few if goal.within else t("report.target.none", "niemand")


def _line(goal: Goal, gemeente: Gemeente) -> Text:
    return t("report.target.line", "{name}: {stand}", name=name_of(goal.doel, gemeente), stand=stand(goal))


def _rows(goal: Goal, gemeente: Gemeente) -> list[Row]:
    """A row for every step of the way; the last one holds everything."""
    name, nothing = name_of(goal.doel, gemeente), verbatim("")
    whole = goal.realisatie
    if whole is None:
        return [(name, stand(goal), *(nothing for _ in range(7)))]
    rows: list[Row] = []
    *before, last = goal.steps
    for day in before:
        rows.append((name, _day(day), shown(goal.steps[day]), _straight(goal, day), *(nothing for _ in range(5))))
    counts = (whole.totaal, whole.niet_gestegen, whole.van_de_ladder, whole.niet_gemeten)
    return [*rows, (name, _day(last), shown(whole.gestegen), _straight(goal, last), *map(shown, counts), judged(goal))]


def _straight(goal: Goal, day: date) -> Text:
    """Where the straight line is; of a part of a larger count there is none."""
    total = None if goal.realisatie is None or goal.part else goal.realisatie.totaal
    return verbatim("") if total is None else verbatim(str(straight(goal.doel, total, (goal.van, goal.tot), day)))


def _day(day: date) -> Text:
    return t("value.day", "{day}", day=day)


def _way(goal: Goal, gemeente: Gemeente, said: Words) -> Way:
    total = None if goal.realisatie is None else goal.realisatie.totaal
    needed = None if goal.part or total is None else goal.doel.needed(total)
    rose = shown(None if goal.realisatie is None else goal.realisatie.gestegen)
    missing = shown(None if goal.realisatie is None else goal.realisatie.niet_gemeten)
    detail = t("report.target.detail", "{missing} niet gemeten, {verdict}", missing=missing, verdict=judged(goal))
    return Way(
        said.say(name_of(goal.doel, gemeente)),
        said.say(t("report.of", "{n} van {whole}", n=rose, whole=shown(total))),
        said.say(detail),
        goal.van,
        goal.tot,
        tuple((day, n) for day, n in goal.steps.items() if n is not None),
        needed,
        said.say(_day(goal.van)),
        said.say(_day(goal.tot)),
        "" if needed is None else said.say(t("report.target.at", "doel {n}", n=needed)),
    )


def _steps(goal: Goal) -> list[Record]:
    return [{"dag": day.isoformat(), "gestegen": n} for day, n in goal.steps.items()]


def as_shape(goal: Goal) -> dict[str, str | Count]:
    """A target for other programs: what was set, and how far it is."""
    doel = goal.doel
    realised = goal.realisatie or Realisatie(None, None, None, None, None)
    return {
        "trede": doel.trede,
        "groei": "" if doel.groei is None else doel.groei.value,
        "procent": doel.procent,
        "aantal": doel.aantal,
        "veld": doel.veld,
        "waarde": doel.waarde,
        "inkomen": doel.inkomen,
        "instrument": doel.instrument,
        "van": goal.van.isoformat(),
        "tot": goal.tot.isoformat(),
        **as_data(realised),
        "oordeel": "" if goal.verdict is None else goal.verdict.value,
    }
