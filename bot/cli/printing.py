"""A report on standard output: sentences with a table, rows for a spreadsheet, a picture, or JSON."""

from __future__ import annotations

import json
from datetime import date

import typer

from bot.cli.saying import USAGE, in_utf8, speaker, stop
from bot.cli.tables import show
from bot.conversation.screen import t
from bot.pictures import LIGHT
from bot.reports import sheet
from bot.reports.answer import Answer, Question
from bot.reports.naming import alone
from bot.reports.page import html
from bot.reports.paper import Paper
from bot.web.assets import Assets


def as_json(answer: Answer) -> None:
    """What other programs read."""
    in_utf8()
    typer.echo(json.dumps(answer.shape, ensure_ascii=False, indent=2))


def as_svg(answer: Answer) -> None:
    """The picture, where there is one."""
    if answer.drawing is None:
        stop(USAGE, t("report.no_picture", "Van dit rapport is er geen plaatje. Kies text, csv of json."))
    in_utf8()
    typer.echo(answer.drawing(LIGHT))


def as_csv(answer: Answer, question: Question, today: date) -> None:
    """One number in a cell, and in every row of whom and of when it is."""
    in_utf8()
    of_whom = speaker().say(alone(question.eenheid, question.naam))
    typer.echo(sheet.as_csv(sheet.sheet("", answer, question, of_whom, today)), nl=False)


def as_text(answer: Answer, question: Question) -> None:
    """To read in a terminal."""
    say = speaker().say
    for line in (answer.title, question.moment, *answer.lines):
        typer.echo(say(line))
    if answer.rows:
        typer.echo()
        show([say(each) for each in answer.header], [[say(cell) for cell in row] for row in answer.rows])


def as_pages(page: Paper) -> None:
    """The page of the quarter in a terminal: its sentences, and every table under its name."""
    say = speaker().say
    for line in (page.organisation, say(page.answer.title), *map(say, page.answer.lines)):
        typer.echo(line)
    for each in page.tables:
        typer.echo(f"\n{say(each.heading)}")
        show([say(name) for name in each.header], [[say(cell) for cell in row] for row in each.rows])
    typer.echo()
    for note in page.notes:
        typer.echo(say(note))


def as_html(page: Paper) -> None:
    """The page of the quarter as a file that needs nothing else."""
    in_utf8()
    style = Assets().text("paper.css")
    typer.echo(html(page, speaker(), f"<style>\n{style}</style>"))
