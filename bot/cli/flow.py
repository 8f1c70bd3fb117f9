"""``flow``: the question list and the stroomschema on paper, read off the flow files."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.opening import flows_or_stop, read_settings_or_stop
from bot.cli.questions import question_list
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
def show(flow: Name = FLOW) -> None:
    """Print the whole question list."""
    flows, chosen = _chosen(flow)
    typer.echo(question_list(flows, chosen, speaker()), nl=False)


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
    flows = flows_or_stop(read_settings_or_stop())
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
