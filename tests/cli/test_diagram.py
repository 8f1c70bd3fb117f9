"""The diagram and the question list show what is in the data, and nothing else."""

from __future__ import annotations

import re

import pytest
from support.builders import shipped

from bot.cli.questions import question_list
from bot.config.flows import configured_flows
from bot.texts.translations import words
from bot.ui import wording
from bot.ui.explanation import sourced
from flows.conditions import ALWAYS, Term
from flows.diagram import Edge, Wording, edges, mermaid
from flows.gemeente import Gemeente, Options
from flows.model import Choice, Flow, Kind, Outcome, Step

BOOK = configured_flows()
FLOW = BOOK.newest("stroomschema")
# DOMAIN: the decision table, question by question.
DECISIONS = {
    Edge("P0", "ja", "Q1"),
    Edge("P0", "intake", "0", ends=True),
    Edge("P0", "uit_beeld", "reden_uit_beeld"),
    Edge("Q1", "ja", "Q2"),
    Edge("Q1", "nee", "Q3"),
    Edge("Q2", "ja", "5", ends=True),
    Edge("Q2", "nee", "6", ends=True),
    Edge("Q3", "ja", "4", ends=True),
    Edge("Q3", "nee", "Q4"),
    Edge("Q4", "ja", "3", ends=True),
    Edge("Q4", "nee", "Q5"),
    Edge("Q5", "ja", "2", ends=True),
    Edge("Q5", "nee", "1", ends=True),
}
NAMES = Wording(
    question=lambda step: step.ask,
    answer=lambda step, choice: choice.label,
    outcome=lambda outcome: f"Trede {outcome}",
)
JA_NEE = (Choice("ja", "Ja"), Choice("nee", "Nee"))


def test_the_edges_of_the_stroomschema_are_the_decision_table() -> None:
    found = edges(FLOW)
    assert {edge for edge in found if edge.step != "reden_uit_beeld"} == DECISIONS
    reasons = [edge for edge in found if edge.step == "reden_uit_beeld"]
    assert len(reasons) == 5
    assert {(edge.to, edge.ends) for edge in reasons} == {("9", True)}


def test_direct_entry_has_an_edge_to_every_position() -> None:
    found = edges(BOOK.newest("direct"))
    assert {edge.to for edge in found if edge.ends} == set("01234569")


def test_the_diagram_is_mermaid() -> None:
    lines = mermaid(FLOW, NAMES).splitlines()
    assert lines[0] == "flowchart TD"
    assert '    Q1 -->|"Ja"| Q2' in lines
    assert '    Q2 -->|"Nee"| trede_6' in lines
    assert '    trede_6(["Trede 6"])' in lines
    assert '    Q5{"' in "\n".join(lines)
    assert sum("-->" in line for line in lines) == len(DECISIONS) + 1


def test_words_that_mean_something_to_mermaid_are_safe() -> None:
    step = Step("end", "Einde", 'Is dit "het einde"?', choices=JA_NEE)
    ends = (Outcome("1", Term("end", ("ja",))), Outcome("2", Term("end", ("nee",))))
    flow = Flow("proef", "1", "Proef", (step, Step("uitslag", "U", "Klopt het?", Kind.OUTCOME)), ends)
    assert mermaid(flow, NAMES).splitlines()[1:] == [
        '    end_{"Is dit #quot;het einde#quot;?"}',
        '    trede_1(["Trede 1"])',
        '    trede_2(["Trede 2"])',
        '    end_ -->|"Ja"| trede_1',
        '    end_ -->|"Nee"| trede_2',
    ]


def test_the_question_list_holds_every_text_of_the_flow() -> None:
    said = words("nl")
    shown = " ".join(question_list(BOOK, FLOW, said).split())
    for step in FLOW.steps:
        texts = [step.ask, step.help, *step.items, *step.yes, *step.no, *(choice.label for choice in step.choices)]
        texts += [said.say(sourced(rule)) for rule in step.rules]
        assert [text for text in texts if text not in shown] == []
    assert all(caution.text in shown for caution in FLOW.cautions)
    assert "Alleen bij Betaald werk: Ja." in shown
    assert "Trede 6 · Betaald werk, bij Betaald werk: Ja en Steun bij het werk: Nee" in shown
    assert FLOW.steps[0].when == ALWAYS


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_the_question_list_has_words_where_the_data_has_ids(locale: str) -> None:
    shown = question_list(BOOK, FLOW, words(locale))
    assert re.findall(r"\w+_\w+|\b[PQG]\d\b", shown) == []
    labels = [f"[{words(locale).say(wording.label(step))}]" for step in FLOW.steps]
    assert [label for label in labels if label not in " ".join(shown.split())] == []


@pytest.mark.parametrize(("locale", "week", "weeks"), [("nl", "week", "2 weken"), ("en", "week", "2 weeks")])
def test_weeks_are_counted_as_people_count_them(locale: str, week: str, weeks: str) -> None:
    for number, wanted in ((1, f" {week} "), (2, weeks)):
        options = Options(oproep_weken=number, referentie_weken=number, onderbreking_weken=number)
        steps = shipped(gemeente=Gemeente(options=options)).by_id
        rules = list(dict.fromkeys(rule for step in steps.values() for rule in step.rules if rule.one))
        assert len(rules) == 5
        said = [words(locale).say(wording.reading(rule)) for rule in rules]
        assert [each for each in said if wanted not in each.replace(".", " ").replace(",", " ")] == []
        assert number == 2 or [each for each in said if "1" in each] == []
