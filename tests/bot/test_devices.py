"""What is kept of a browser is two words of ours, and where passkeys work is known beforehand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import NOW

from bot.people.challenges import LASTS, Purpose, challenge_for, holds
from bot.people.devices import device, device_text
from bot.people.relying import Site, site_at
from bot.texts.translations import words

KEY = b"only for tests, and long enough to be a key"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
SAID = {
    f"{MAC} Version/26.0 Safari/605.1.15": "Safari op macOS",
    f"{MAC} Chrome/150.0.0.0 Safari/537.36": "Chrome op macOS",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0": "Firefox op Windows",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0": "Edge op Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1": "Safari op iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) CriOS/150.0 Mobile Safari/604.1": "Chrome op iPhone",
    "Mozilla/5.0 (Linux; Android 16) SamsungBrowser/30 Chrome/150 Safari/537.36": "Samsung Internet op Android",
    "Mozilla/5.0 (X11; CrOS x86_64) Chrome/150.0 Safari/537.36": "Chrome op ChromeOS",
    "curl/8.0": "Onbekend apparaat",
    "something on Linux": "Linux",
    "": "Onbekend apparaat",
}


@pytest.mark.parametrize("agent", SAID)
def test_a_browser_is_known_by_two_words(agent: str) -> None:
    assert words("nl").say(device_text(device(agent))) == SAID[agent]


@given(st.text(max_size=2000))
def test_nothing_of_what_a_browser_says_is_kept(agent: str) -> None:
    ours = {"", "Edge", "Opera", "Samsung Internet", "Firefox", "Chrome", "Safari"}
    systems = {"", "Android", "iPhone", "iPad", "Windows", "ChromeOS", "macOS", "Linux"}
    browser, _, system = device(agent).partition("/")
    assert (browser in ours, system in systems) == (True, True)


@pytest.mark.parametrize(
    ("public", "host", "wanted"),
    [
        ("https://meetlat.example", "127.0.0.1:8080", Site("meetlat.example", "https://meetlat.example")),
        ("https://meetlat.example:8443", "x", Site("meetlat.example", "https://meetlat.example:8443")),
        ("", "localhost:8080", Site("localhost", "http://localhost:8080")),
        ("", "127.0.0.1:8080", None),
        ("", "[::1]:8080", None),
        ("", "meetlat.intern", None),
        ("", "evil.example#localhost", None),
        ("", "", None),
        ("http://meetlat.example", "localhost", None),
        ("https://192.0.2.1", "localhost", None),
    ],
)
def test_passkeys_belong_to_the_public_address(public: str, host: str, wanted: Site | None) -> None:
    assert site_at(public, host) == wanted


def test_a_challenge_holds_for_one_browser_one_purpose_and_a_while() -> None:
    given = challenge_for(KEY, Purpose.SIGN_IN, "seed", b"r" * 16, NOW)
    late = NOW + LASTS - timedelta(seconds=1)
    assert holds(KEY, Purpose.SIGN_IN, "seed", given, late)
    assert not holds(KEY, Purpose.SIGN_IN, "seed", given, NOW + LASTS)
    assert not holds(KEY, Purpose.ADD, "seed", given, NOW)
    assert not holds(KEY, Purpose.SIGN_IN, "other", given, NOW)
    assert not holds(KEY, Purpose.SIGN_IN, "", challenge_for(KEY, Purpose.SIGN_IN, "", b"r" * 16, NOW), NOW)
    assert not holds(b"x" * 32, Purpose.SIGN_IN, "seed", given, NOW)


@given(st.binary(max_size=80), st.integers(0, 55), st.integers(1, 255))
def test_no_other_bytes_are_a_challenge(junk: bytes, place: int, flip: int) -> None:
    given = bytearray(challenge_for(KEY, Purpose.SIGN_IN, "seed", b"r" * 16, NOW))
    given[place] ^= flip
    assert not holds(KEY, Purpose.SIGN_IN, "seed", bytes(given), NOW)
    assert not holds(KEY, Purpose.SIGN_IN, "seed", junk, NOW)
