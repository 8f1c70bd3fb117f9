"""``flow``: the question list, its rules and the stroomschema on paper, read off the flow files."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.opening import flows_in_use, read_settings_or_stop, run
from bot.cli.questions import one_question, question_list
from bot.cli.rules import Form, write
from bot.cli.saying import USAGE, in_utf8, speaker, stop
from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import t
from bot.ui import wording
from flows.diagram import Wording, mermaid
from flows.model import Flow

app = typer.Typer(help="The questions as they are asked in this municipality.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="[FLOW]", help="Which flow.")]
FLOW = "stroomschema"


@app.command()
def show(
    flow: Name = FLOW,
    question: Annotated[str | None, typer.Option(metavar="ID", help="Only this question, such as Q3.")] = None,
) -> None:
    """Print the whole question list, or one question with everything that helps to answer it."""
    flows, chosen = _chosen(flow)
    if question is None:
        typer.echo(question_list(flows, chosen, speaker()), nl=False)
        return
    step = chosen.by_id.get(question)
    if step is None:
        known = ", ".join(chosen.by_id)
        stop(
            USAGE,
            t("cli.flow.question", "De vraag “{name}” is er niet. Kies uit: {known}.", name=question, known=known),
        )
    typer.echo("\n".join(one_question(flows, chosen, step, speaker())))


@app.command()
def rules(
    flow: Name = FLOW,
    form: Annotated[Form, typer.Option("--format", help="How to write them.")] = Form.TEXT,
) -> None:
    """Print every borderline rule, where it comes from and which setting decides it."""
    flows, chosen = _chosen(flow)
    write(chosen, flows.gemeente.options, speaker(), form)


@app.command()
def diagram(flow: Name = FLOW) -> None:
    """Print the stroomschema as a Mermaid diagram."""
    flows, chosen = _chosen(flow)
    in_utf8()
    say = speaker().say
    named = Wording(
        question=lambda step: say(wording.ask(step)),
        answer=lambda step, choice: say(wording.choice_label(step, choice)),
        outcome=lambda outcome: say(wording.named(flows, outcome)),
    )
    typer.echo(mermaid(chosen, named), nl=False)


def _chosen(name: str) -> tuple[ConfiguredFlows, Flow]:
    flows = run(flows_in_use(read_settings_or_stop()))
    known = sorted({flow_id for flow_id, _ in flows.versions})
    if name not in known:
        stop(
            USAGE,
            t(
                "cli.flow.unknown",
                "De vragenlijst “{name}” is er niet. Kies uit: {known}.",
                name=name,
                known=", ".join(known),
            ),
        )
    return flows, flows.newest(name)
