"""A real browser for the tests: Debian's Chromium through Playwright, and axe for accessibility."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from support.needed import absent

_WHOLE, _SHELL = Path("/usr/bin/chromium"), Path("/usr/bin/chromium-headless-shell")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
# What is still fading in has less contrast than it will have.
_RUN = """async () => {
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
    return (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
        rule => [rule.id, rule.help, rule.nodes.map(node => node.target.join(" "))]); }"""


expect.set_options(timeout=30_000)


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule of accessibility that a page breaks, and where on the page."""

    rule: str
    help: str
    places: tuple[str, ...]


@asynccontextmanager
async def launch(*, whole: bool = False) -> AsyncIterator[Browser]:
    """Open a headless Chromium and close it again.

    The one without windows takes a third of the time, but ends a page whose worker writes a number on the icon, as ours
    does at a push and at signing out; for those there is the ``whole`` one.
    """
    executable = _executable(_WHOLE if whole else _SHELL)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


async def axe(page: Page) -> list[Violation]:
    """Measure what is on the page now; an empty list is what one wants."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_axe_source())
    found: list[tuple[str, str, list[str]]] = await page.evaluate(_RUN)
    return [Violation(rule, text, tuple(places)) for rule, text, places in found]


def _executable(wanted: Path) -> Path:
    executable = Path(os.environ.get("MEETLAT_CHROMIUM", wanted if wanted.exists() else _WHOLE))
    if not executable.exists():
        absent("browser", f"Chromium is absent: no {executable} (MEETLAT_CHROMIUM names another)")
    return executable


@cache
def _axe_source() -> str:
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        absent("browser", "axe is absent: axe-playwright-python is not installed")
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")
