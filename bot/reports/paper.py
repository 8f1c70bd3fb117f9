"""The page of the quarter as it is written: five sentences, one picture, and its tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, verbatim
from bot.pictures import distribution as draw
from bot.reports import caseload, conditions, forecast, goals
from bot.reports.answer import Answer, Row, about_rounding, caption, percents, shown, with_share
from bot.reports.quarter import Findings, Group
from bot.texts.translations import Words
from flows.ladder import TREDEN
from flows.quarters import Quarter
from flows.reports.conditions import GOOD, fulfilled
from flows.reports.forecast import Prognoseklasse
from flows.reports.groups import TAKES_PART
from flows.reports.records import Record
from flows.reports.shape import plain as as_data
from flows.reports.targets import Oordeel

_QUARTERS = (
    t("quarter.first", "eerste kwartaal van {year}"),
    t("quarter.second", "tweede kwartaal van {year}"),
    t("quarter.third", "derde kwartaal van {year}"),
    t("quarter.fourth", "vierde kwartaal van {year}"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what stands above it."""

    heading: Text
    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that stands on the page; ``answer`` holds the sentences, the picture and the picture's table."""

    organisation: str
    quarter: Quarter
    answer: Answer
    movement: Table
    forecast: Table
    conditions: Table
    targets: Table | None
    groups: Table
    notes: tuple[Text, ...]

    @property
    def own_table(self) -> Table:
        """The table of the picture."""
        return Table(t("quarter.standing", "Waar de cliënten staan"), self.answer.header, self.answer.rows)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in the order in which it is read."""
        targets = () if self.targets is None else (self.targets,)
        return (self.own_table, self.movement, self.forecast, self.conditions, *targets, self.groups)


def name_of(quarter: Quarter) -> Text:
    """``derde kwartaal van 2026``."""
    said = _QUARTERS[quarter.number - 1]
    return Text(said.key, said.source, {"year": str(quarter.year)})


def paper(findings: Findings, organisation: str, flows: ConfiguredFlows, said: Words) -> Paper:
    """Write the page out."""
    question = findings.question
    distribution = caseload.answer(findings.caseload, findings.of_a_day, flows, said)
    drawn = caseload.chart_of(findings.caseload, flows, said, "groei", rounded=True)
    # What the numbers are stands once under the whole page, not under the picture too.
    heading, below = caseload.finding(findings.caseload), t("value.day", "{day}", day=question.tot)
    around = caption(said, replace(question, masked=False, known_on=None), heading, below, distribution.lines[0])
    answer = Answer(
        t("quarter.title", "Participatieladder, {quarter}", quarter=name_of(findings.quarter)),
        sentences(findings),
        distribution.header,
        distribution.rows,
        findings.shape(),
        [_record(each, said) for each in findings.groups],
        lambda palette: draw(drawn, caption=around, palette=palette),
    )
    notes = (_definition(), _coverage(), *about_rounding(question))
    return Paper(
        organisation,
        findings.quarter,
        answer,
        _moved(findings),
        _came_true(findings),
        _conditions(findings),
        _targets(findings, flows),
        _groups(findings),
        notes,
    )


def sentences(findings: Findings) -> tuple[Text, ...]:
    """The quarter in five sentences."""
    whole, question = findings.whole, findings.question
    return (
        t(
            "quarter.ladder",
            "Op {day} staan {n} cliënten op de ladder; van {share} is de meting op tijd.",
            day=question.tot,
            n=shown(whole.op_ladder),
            share=_share(whole.actueel, whole.op_ladder),
        ),
        t(
            "quarter.takes_part",
            "{n} van hen ({share}) staan op trede 3 of hoger: zij doen mee in een activiteit of hebben werk.",
            n=shown(whole.doet_mee),
            share=_share(whole.doet_mee, whole.op_ladder),
        ),
        t(
            "quarter.moved",
            "In een jaar stegen {up} cliënten, bleven {same} gelijk en daalden {down}.",
            up=shown(whole.gestegen),
            same=shown(whole.gelijk),
            down=shown(whole.gedaald),
        ),
        t(
            "quarter.came_true",
            "Kwam de verwachte groei uit? {plus}. Zonder die verwachting steeg toch: {nul}.",
            plus=forecast.share_of(findings.prognose.plus, question),
            nul=forecast.share_of(findings.prognose.nul, question),
        ),
        _about_targets(findings),
    )


def _about_targets(findings: Findings) -> Text:
    verdicts = [each.verdict for each in findings.doelen]
    if not verdicts:
        return t("quarter.no_targets", "Er zijn nog geen doelen in termen van de ladder afgesproken.")
    return t(
        "quarter.targets",
        "Van de {n} doelen zijn er {met} gehaald en {missed} niet; van {open} is dat niet te zeggen.",
        n=len(verdicts),
        met=verdicts.count(Oordeel.GEHAALD),
        missed=verdicts.count(Oordeel.NIET_GEHAALD),
        open=len(verdicts) - verdicts.count(Oordeel.GEHAALD) - verdicts.count(Oordeel.NIET_GEHAALD),
    )


def _share(part: int | None, whole: int | None) -> Text:
    return verbatim(percents(part, whole) or "–")


def _moved(findings: Findings) -> Table:
    """Both over the quarter, in which few are measured again, and over the year."""
    year, within = findings.year, findings.within
    rows = (
        (t("quarter.rose", "Gestegen"), within.gestegen, year.gestegen),
        (t("quarter.same", "Gelijk gebleven"), within.gelijk, year.gelijk),
        (t("quarter.fell", "Gedaald"), within.gedaald, year.gedaald),
        (t("quarter.came", "Nieuw op de ladder"), within.instroom, year.instroom),
        (t("quarter.left", "Weg van de ladder"), within.uitstroom, year.uitstroom),
        (t("quarter.left_top", "waarvan laatst op trede 6"), within.uit_laatst_op_6, year.uit_laatst_op_6),
    )
    header = (
        t("quarter.col.movement", "Beweging"),
        t("quarter.col.within", "Kwartaal"),
        t("quarter.col.year", "Jaar"),
    )
    heading = t("quarter.movement", "Wie bewoog")
    return Table(heading, header, tuple((name, shown(one), shown(other)) for name, one, other in rows))


def _came_true(findings: Findings) -> Table:
    plus, nul = findings.prognose.plus, findings.prognose.nul
    rose = Prognoseklasse.UITGEKOMEN
    rows = (
        (t("report.plus", "Groei verwacht (+)"), plus.klassen[rose], plus.beoordeeld),
        (t("report.nul", "Geen groei verwacht"), nul.klassen[rose], nul.beoordeeld),
    )
    header = (
        t("quarter.col.estimate", "Een jaar geleden"),
        t("quarter.col.rose", "Gestegen"),
        t("quarter.col.judged", "Van wie gemeten"),
    )
    heading = t("quarter.forecast", "Kwam de + uit")
    return Table(heading, header, tuple((name, with_share(n, whole), shown(whole)) for name, n, whole in rows))


def _conditions(findings: Findings) -> Table:
    rows = []
    for name, each in findings.voorwaarden.per.items():
        if name in GOOD:
            reached = fulfilled(name, each)
            rows.append((conditions.goal_of(name), shown(reached.bereikt), shown(reached.nog_niet)))
    header = (
        t("quarter.col.condition", "In een jaar"),
        t("quarter.col.reached", "Bereikt"),
        t("quarter.col.of", "Van wie nog niet"),
    )
    return Table(t("quarter.conditions", "Voorwaarden bereikt"), header, tuple(rows))


def _targets(findings: Findings, flows: ConfiguredFlows) -> Table | None:
    if not findings.doelen:
        return None
    rows = []
    for goal in findings.doelen:
        realised = goal.realisatie
        counts = (None, None, None) if realised is None else (realised.gestegen, realised.totaal, realised.niet_gemeten)
        rose, whole, missing = map(shown, counts)
        verdict = goals.stand(goal) if realised is None else goals.judged(goal)
        name = goals.name_of(goal.doel, flows.gemeente)
        rows.append((name, t("report.of", "{n} van {whole}", n=rose, whole=whole), missing, verdict))
    header = (
        t("report.col.target", "Doel"),
        t("quarter.col.rose", "Gestegen"),
        t("report.col.not_measured", "Niet gemeten"),
        t("report.col.verdict", "Oordeel"),
    )
    return Table(t("quarter.aims", "Doelen"), header, tuple(rows))


def _groups(findings: Findings) -> Table:
    header = (
        t("quarter.col.group", "Groep"),
        t("quarter.col.on_ladder", "Op de ladder"),
        *(t("quarter.col.trede", "Trede {n}", n=trede) for trede in TREDEN),
        t("quarter.col.takes_part", "Trede 3 of hoger"),
        t("quarter.col.up", "Gestegen"),
        t("quarter.col.down", "Gedaald"),
        t("quarter.col.current", "Op tijd gemeten"),
    )
    heading = t("quarter.groups", "Alle groepen: waar zij staan op de treden, en wie in een jaar steeg of daalde")
    return Table(heading, header, tuple(_group_row(each) for each in findings.groups))


def _group_row(group: Group) -> Row:
    regel = group.regel
    return (
        group.naam,
        shown(regel.op_ladder),
        *(shown(regel.treden[trede]) for trede in TREDEN),
        _share(regel.doet_mee, regel.op_ladder),
        shown(regel.gestegen),
        shown(regel.gedaald),
        _share(regel.actueel, regel.op_ladder),
    )


def _record(group: Group, said: Words) -> Record:
    told = as_data(group.regel)
    treden = {f"trede_{trede}": n for trede, n in told.pop("treden").items()}
    return {"groep": str(group.eenheid), "groepsnaam": said.say(group.naam), **told, **treden}


def _definition() -> Text:
    return t(
        "quarter.definition",
        "Trede {n} of hoger: elke week met anderen meedoen aan een georganiseerde activiteit of aan onbetaald werk, of "
        "betaald werk hebben.",
        n=TAKES_PART,
    )


def _coverage() -> Text:
    return t(
        "quarter.coverage",
        "Op tijd gemeten (dekkingsgraad): de uiterste dag voor een nieuwe meting is nog niet voorbij.",
    )
