"""One class per table, and every column says what it holds and what that tells about a person."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from storage import models, tables
from storage.models import Personal

CLASSES = {
    each.__table__.name: each
    for each in vars(models).values()
    if isinstance(each, type) and each is not models.Model and issubclass(each, models.Model)
}
SENTENCE = re.compile(r"[A-Z][^.]*[^. ]")
# What leads to somebody is never called harmless; nor is what was answered about a client.
LEADS_TO = {"functionaris": Personal.STAFF, "client": Personal.PSEUDONYM}


def test_every_table_is_a_class_that_says_what_a_row_is() -> None:
    assert set(CLASSES) == set(models.metadata.tables)
    assert {name.lower(): table.name for name, table in vars(tables).items() if name.isupper()} == {
        name: name for name in CLASSES
    }
    assert [name for name, each in CLASSES.items() if "__doc__" not in vars(each) or not each.__doc__] == []


def test_every_column_says_what_it_holds_and_in_which_unit() -> None:
    found = {(table, name): about for table, name, about in models.described()}
    assert set(found) == {(table.name, each.name) for table in models.metadata.tables.values() for each in table.c}
    assert {where: about.what for where, about in found.items() if not SENTENCE.fullmatch(about.what)} == {}
    assert [where for where, about in found.items() if not about.unit] == []


@pytest.mark.parametrize(("table", "wanted"), LEADS_TO.items())
def test_what_leads_to_a_person_is_called_so(table: str, wanted: Personal) -> None:
    for each in models.metadata.tables.values():
        for column in each.c:
            if any(key.column.table.name == table for key in column.foreign_keys):
                assert column.info["about"].personal is wanted, column


def test_a_description_is_no_part_of_the_schema() -> None:
    assert {column for table in models.metadata.tables.values() for column in table.c if column.comment} == set()


ONLY_READ = """
from storage import models
for each in vars(models).values():
    if isinstance(each, type) and issubclass(each, models.Model) and each is not models.Model:
        names = each.__table__.columns.keys()
        assert each.read(names).row() == dict(zip(names, names)), each
        print(each.__name__)
"""


def test_a_row_can_be_read_before_any_was_made() -> None:
    command = [sys.executable, "-c", ONLY_READ]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert {name.lower() for name in found.stdout.split()} == set(CLASSES)
