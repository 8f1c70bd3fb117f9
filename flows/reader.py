"""From the text of the flow files to checked flows."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flows.faults import Fault, FaultyFileError, line_of
from flows.lint import POSITIONS, lint
from flows.model import Caution, Choice, Default, Flow, Kind, Outcome, Position, Rule, Source, Step
from flows.table import Table


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All flows by id and version, and the words for the positions by id."""

    flows: Mapping[tuple[str, str], Flow]
    positions: Mapping[str, Position]

    def newest(self, flow_id: str) -> Flow:
        """The flow to start a new dialogue with."""
        return self.flows[max(key for key in self.flows if key[0] == flow_id)]


@dataclass(slots=True)
class _File:
    """One file while it is read; a file without ``[flow]`` is a part that flows continue with or take rules from."""

    name: str
    text: str
    faults: list[Fault]
    flow: Flow | None = None
    continues: str | None = None
    ruled: str | None = None
    rules: tuple[Rule, ...] = ()
    positions: tuple[Position, ...] = ()

    def note(self, item: str, code: str, params: Mapping[str, str]) -> None:
        self.faults.append(Fault(self.name, line_of(self.text, item), item, code, params))


def read_catalogue(texts: Mapping[str, str]) -> Catalogue:
    """Read every file, join the parts and lint the flows; raises :class:`FaultyFileError` with all faults.

    ``texts`` maps a file's name without ending to its text.
    """
    faults: list[Fault] = []
    files = {name: _read_file(_File(name, text, faults)) for name, text in texts.items()}
    flows: dict[tuple[str, str], Flow] = {}
    for file in files.values():
        if file.flow is None or not file.flow.id:
            continue
        parts = _parts(file, files)
        if parts is None:
            continue
        flow = _whole(file.flow, parts)
        faults.extend(_place(fault, parts) for fault in lint(flow))
        flows[flow.id, flow.version] = flow
    faults.extend(_rule_faults(files, flows))
    if faults:
        # A part that several flows share is linted with each of them.
        raise FaultyFileError(tuple(fault for n, fault in enumerate(faults) if fault not in faults[:n]))
    return Catalogue(flows, {each.id: each for file in files.values() for each in file.positions})


def _parts(file: _File, files: Mapping[str, _File]) -> list[_File] | None:
    """The file of a flow, what it continues with and where its rules are; none when one of these cannot be used."""
    named = [name for name in (file.continues, file.ruled) if name is not None]
    lost = [name for name in named if name not in files or files[name].flow is None]
    for name in lost:
        file.note("flow", "unknown_part", {"value": name})
    return None if lost else [file, *(files[name] for name in named)]


def _whole(flow: Flow, parts: list[_File]) -> Flow:
    """The flow with everything that its parts add; a rule stands at every question it belongs to."""
    for part in parts[1:]:
        flow = _join(flow, part.flow) if part.flow is not None else flow
    rules = [rule for part in parts for rule in part.rules]
    steps = (replace(step, rules=tuple(rule for rule in rules if step.id in rule.steps)) for step in flow.steps)
    return replace(flow, steps=tuple(steps))


def _rule_faults(files: Mapping[str, _File], flows: Mapping[tuple[str, str], Flow]) -> Iterator[Fault]:
    """Rules with one id, and what a rule says about questions where nobody would ever read it."""
    known = {step.id for flow in flows.values() for step in flow.steps}
    for file in files.values():
        for name, times in Counter(rule.id for rule in file.rules).items():
            if times > 1:
                yield Fault(file.name, line_of(file.text, name), name, "twice")
        for rule in file.rules:
            lost = [step for step in rule.steps if step not in known]
            for step in (*lost, *(step for step in rule.first if step not in rule.steps)):
                yield Fault(file.name, line_of(file.text, rule.id), rule.id, "unknown_step", {"value": step})


def _place(fault: Fault, parts: list[_File]) -> Fault:
    owner = next((part for part in parts if line_of(part.text, fault.item) > 1), parts[0])
    return replace(fault, file=owner.name, line=line_of(owner.text, fault.item))


def _join(first: Flow, rest: Flow) -> Flow:
    return replace(
        first,
        steps=first.steps + rest.steps,
        outcomes=first.outcomes + rest.outcomes,
        cautions=first.cautions + rest.cautions,
        facts={**first.facts, **rest.facts},
    )


def _read_file(file: _File) -> _File:
    try:
        data = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of figures and deep brackets
        file.faults.append(Fault(file.name, 1, "", "not_toml", {"reason": str(error)}))
        return file
    whole = Table(data, file.name, file.note)
    head = Table(data.get("flow", {}), "flow", file.note)
    whole.raw("flow")
    file.continues = head.optional("continues")
    file.ruled = head.optional("rules")
    file.flow = Flow(
        id=head.item if "flow" in data else "",
        version=head.text("version", required="flow" in data),
        title=head.text("title", required="flow" in data),
        steps=tuple(_step(table) for table in whole.tables("step")),
        outcomes=tuple(_outcome(table) for table in whole.tables("outcome")),
        cautions=tuple(_caution(table) for table in whole.tables("warning")),
        facts={table.item: table.texts("values") for table in whole.tables("fact")},
    )
    file.rules = tuple(_rule(table) for table in whole.tables("rule"))
    file.positions = tuple(_position(table) for table in whole.tables("position"))
    head.done()
    whole.done()
    return file


def _step(table: Table) -> Step:
    step = Step(
        id=table.item,
        label=table.text("label", required=True),
        ask=table.text("ask", required=True),
        kind=table.member("kind", Kind, Kind.CHOICE),
        help=table.text("help"),
        items=table.texts("items"),
        yes=table.texts("yes"),
        no=table.texts("no"),
        choices=tuple(_choice(each) for each in table.tables("choices")),
        when=table.condition("when"),
        default=_default(table),
        card=table.optional("card"),
        option=table.optional("option"),
        follows=table.optional("follows"),
        silent=table.flag("silent"),
        open=table.flag("open"),
        afresh=table.flag("afresh"),
    )
    table.done()
    return step


def _default(table: Table) -> tuple[Default, ...]:
    value = table.raw("default")
    if isinstance(value, str):
        return (Default(value),)
    if value is None:
        return ()
    found = []
    for each in table.tables("default"):
        found.append(Default(each.text("value", required=True), each.condition("when")))
        each.done()
    return tuple(found)


def _choice(table: Table) -> Choice:
    choice = Choice(
        id=table.item,
        label=table.text("label", required=True),
        typed=table.texts("typed"),
        means=table.text("means"),
        when=table.condition("when"),
        option=table.optional("option"),
    )
    table.done()
    return choice


def _rule(table: Table) -> Rule:
    rule = Rule(
        id=table.item,
        topic=table.text("topic", required=True),
        text=table.text("text", required=True),
        otherwise=table.text("otherwise"),
        one=table.text("one"),
        ground=table.text("ground"),
        option=table.optional("option"),
        steps=table.texts("steps"),
        effect=_positions(table, "effect"),
        effect_otherwise=_positions(table, "effect_otherwise"),
        sources=table.members("sources", Source),
        first=table.texts("first"),
    )
    if bool(rule.one) != ("{n}" in rule.text):
        table.fault("unknown_field" if rule.one else "missing", field="one")
    for name, given in (("steps", rule.steps), ("sources", rule.sources)):
        if not given:
            table.fault("missing", field=name)
    table.done()
    return rule


def _positions(table: Table, name: str) -> tuple[str, ...]:
    found = table.texts(name)
    for position in found:
        if position not in POSITIONS:
            table.fault("unknown_value", field=name, value=position)
    return found


def _outcome(table: Table) -> Outcome:
    outcome = Outcome(table.item, table.condition("when"), table.optional("option"))
    table.done()
    return outcome


def _caution(table: Table) -> Caution:
    caution = Caution(table.item, table.text("text", required=True), table.condition("when"))
    table.done()
    return caution


def _position(table: Table) -> Position:
    position = Position(
        id=table.item,
        label=table.text("label", required=True),
        short=table.text("short", required=True),
        definition=table.text("definition", required=True),
        examples=table.texts("examples"),
    )
    table.done()
    return position
