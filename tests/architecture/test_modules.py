"""The shape of the code: small modules that say why they exist, and imports that run one way."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("flows", "storage", "bot")
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS: list[dict[str, Any]] = CONFIGURATION["contracts"]

FEWEST_MODULES = 40
MODULE_LINES = 300
MEDIAN_LINES = 120
FUNCTION_LINES = 50

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import flows
names = [module.name for module in pkgutil.walk_packages(flows.__path__, "flows.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def modules(folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def measured() -> list[Path]:
    """Leave out migrations: they record the past and are not rewritten."""
    return [path for path in modules() if "migrations/versions" not in path.as_posix()]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tree(path: Path) -> ast.Module:
    """Parsed once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length


def test_modules_were_seen() -> None:
    assert len(measured()) > FEWEST_MODULES
    assert all(modules((folder,)) for folder in FOLDERS)


def test_every_module_says_why_it_exists() -> None:
    assert [str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(tree(path))] == []


def test_no_module_is_long() -> None:
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in measured()}
    middle = median(sizes.values())
    print(f"{len(sizes)} modules, median {middle:g} lines, longest {max(sizes.values())}")
    assert {path: size for path, size in sizes.items() if size > MODULE_LINES} == {}
    assert middle <= MEDIAN_LINES


def test_every_function_fits_on_a_screen() -> None:
    sizes = dict(function for path in measured() for function in functions(path))
    print(f"{len(sizes)} functions, median {median(sizes.values()):g} lines, longest {max(sizes.values())}")
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def days_taken_wrongly(source: ast.AST) -> Iterator[int]:
    """Lines that take a day from a moment, or a moment from a day, without the zone of the people."""
    for node in ast.walk(source):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        of_a_moment = node.func.attr == "date" and not arguments
        in_the_database = node.func.attr == "date" and ast.unparse(node.func.value).endswith("func")
        in_utc = node.func.attr == "combine" and any("UTC" in ast.unparse(each) for each in arguments)
        if of_a_moment or (in_the_database and len(arguments) == 1) or in_utc:
            yield node.lineno


def test_a_day_is_taken_from_a_moment_in_one_place() -> None:
    places = {path.relative_to(ROOT).as_posix(): list(days_taken_wrongly(tree(path))) for path in measured()}
    wrong = {path: found for path, found in places.items() if found}
    assert list(wrong) == ["flows/days.py"], wrong
    assert len(wrong["flows/days.py"]) == 1


@pytest.mark.parametrize(
    "source", ["moment.date()", "sa.func.date(t.c.since)", "datetime.combine(day, time(), UTC)", "f(each.op.date())"]
)
def test_a_day_that_is_taken_elsewhere_is_noticed(source: str) -> None:
    assert list(days_taken_wrongly(ast.parse(source))) == [1]


def test_flows_needs_nothing_but_python() -> None:
    command = [sys.executable, "-I", "-S", "-c", IMPORT_ALL, str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) == len(modules(("flows",))) - 1


def test_imports_run_one_way() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout
    analysed = int(result.stdout.partition("Analyzed ")[2].split()[0])
    assert analysed > FEWEST_MODULES


def test_modules_that_import_nothing_keep_every_contract(tmp_path: Path) -> None:
    build(tmp_path, *CONTRACTS)
    result = lint_imports(tmp_path)
    assert result.returncode == 0, result.stdout
    assert result.stdout.count(" KEPT") == len(CONTRACTS)


@pytest.mark.parametrize("broken", CONTRACTS, ids=lambda contract: contract["name"].replace(" ", "-"))
def test_a_broken_contract_is_noticed(broken: dict[str, Any], tmp_path: Path) -> None:
    build(tmp_path, broken)
    importer, imported = offence(broken)
    file(tmp_path, importer).write_text(f"import {imported}\n", encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert f"{broken['name']} BROKEN" in result.stdout


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def offence(contract: dict[str, Any]) -> tuple[str, str]:
    """Name a module and what it may not import."""
    match contract["type"]:
        case "layers":
            return contract["layers"][-1], contract["layers"][0]
        case "forbidden":
            return contract["source_modules"][0], contract["forbidden_modules"][0]
        case "independence":
            return contract["modules"][0], contract["modules"][1]
    raise AssertionError(f"how to break a contract of type {contract['type']}?")


def build(folder: Path, *contracts: dict[str, Any]) -> None:
    """Lay out empty modules with the names in the contracts, and these contracts alone."""
    fields = ("layers", "source_modules", "modules")
    named = {name for each in contracts for field in fields for name in each.get(field, ())} | set(FOLDERS)
    for name in named:
        package = folder.joinpath(*name.split("."))
        package.mkdir(parents=True, exist_ok=True)
    for package in [path for path in folder.rglob("*") if path.is_dir()]:
        (package / "__init__.py").touch()
    settings = [f"{key} = {value(entry)}" for key, entry in CONFIGURATION.items() if key != "contracts"]
    text = ["[tool.importlinter]", *settings]
    for contract in contracts:
        text += ["[[tool.importlinter.contracts]]", *(f"{key} = {value(entry)}" for key, entry in contract.items())]
    (folder / "pyproject.toml").write_text("\n".join(text), encoding="utf-8")


def file(folder: Path, module: str) -> Path:
    return folder.joinpath(*module.split("."), "__init__.py")


def value(entry: object) -> str:
    return str(entry).lower() if isinstance(entry, bool) else repr(entry).replace("'", '"')


def test_one_module_registers_versions_of_meetmomenten() -> None:
    callers = {
        path.relative_to(ROOT).as_posix()
        for path in modules(("bot",))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "register"
        and ast.unparse(node.value).endswith("meetmomenten")
    }
    assert callers == {"bot/history/registering.py"}
