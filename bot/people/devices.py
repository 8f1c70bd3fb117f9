"""The kind of device behind a browser, in two words of ours: what a browser says of itself is never kept."""

from __future__ import annotations

from bot.conversation.screen import Text, t, verbatim

# The first that is in the header; many browsers name the others too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_MOST_READ = 512


def device(user_agent: str) -> str:
    """The kind of device, as ``Chrome/Android``; empty when neither is known."""
    read = user_agent[:_MOST_READ]
    browser, system = (_first(names, read) for names in (_BROWSERS, _SYSTEMS))
    return f"{browser}/{system}" if browser or system else ""


def device_text(apparaat: str) -> Text:
    """``Chrome op Android``."""
    browser, _, system = apparaat.partition("/")
    if browser and system:
        return t("device.both", "{browser} op {system}", browser=browser, system=system)
    return verbatim(browser or system) if apparaat else t("device.unknown", "Onbekend apparaat")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((ours for theirs, ours in names if theirs in text), "")
