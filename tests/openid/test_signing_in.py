"""Signing in at a provider: the way there and back, what is not believed, and what happens once only."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase, digits
from urllib.parse import quote

import pytest
from joserfc import jwt
from openid.conftest import ANNAS, away_and_back, browser, fill_in, settings_for, signed_in
from support.provider import CLIENT, SECRET, Claims, Provider, key_named
from support.running import ANNA, Meetlat, meetlat_on
from support.storage import Databases
from yarl import URL

from bot.openid.journeys import LASTS
from bot.openid.published import PACE

pytestmark = pytest.mark.asyncio(loop_scope="module")

MENU = "Wat wilt u doen?"
ALPHABET = ascii_uppercase + ascii_lowercase + digits + "-_"


async def test_who_is_known_there_is_signed_in_here(meetlat: Meetlat) -> None:
    before = await meetlat.trail("ingelogd")
    async with browser(meetlat) as visitor:
        page = await visitor.open()
        assert (page.status, page.heading) == (403, "U bent niet aangemeld")
        assert "Met gemeenteaccount" in page.text and 'href="/openid"' in page.text
        page = await signed_in(visitor)
        assert (page.status, page.heading) == (200, MENU)
        cookies = {each.key: each for each in visitor.session.cookie_jar}
        assert {each["samesite"] for each in cookies.values()} == {"Strict"}
    assert await meetlat.trail("ingelogd") == before + 1


async def test_the_session_that_a_browser_had_ends(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        (earlier,) = [each.value for each in visitor.session.cookie_jar if not each.key.endswith("-form")]
        await signed_in(visitor)
        (name,) = {each.key for each in visitor.session.cookie_jar if not each.key.endswith("-form")}
        async with browser(meetlat) as other:
            other.session.cookie_jar.update_cookies({name: earlier}, URL(meetlat.address))
            assert (await other.open()).status == 403


def written(header: Claims, claims: Claims) -> str:
    return ".".join(urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in (header, claims))


def unsigned(claims: Claims) -> str:
    return written({"alg": "none"}, claims) + "."


def with_secret(secret: bytes) -> Callable[[Claims], str]:
    def sign(claims: Claims) -> str:
        told = written({"alg": "HS256", "kid": "one"}, claims)
        return f"{told}.{urlsafe_b64encode(hmac.digest(secret, told.encode(), 'sha256')).decode().rstrip('=')}"

    return sign


def by_another_key(claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key_named("theirs"))


def with_a_key_inside(claims: Claims) -> str:
    theirs = key_named("theirs")
    header = {"alg": "RS256", "jwk": theirs.as_dict(private=False)}
    return jwt.encode(header, claims, theirs)


SIGNED = {
    "unsigned": unsigned,
    "with the public key": with_secret(key_named("one").as_pem(private=False)),
    "with the client's secret": with_secret(SECRET.encode()),
    "by another key": by_another_key,
    "with a key of its own": with_a_key_inside,
    "cut off": lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, key_named("one")).rpartition(".")[0],
    "nothing": lambda claims: None,
    "a number": lambda claims: 7,
    "junk": lambda claims: "a.b.c",
    "a list": lambda claims: ["a"],
    "not ASCII": lambda claims: "é.é.é",
    "endless": lambda claims: "a" * 300_000,
}


@pytest.mark.parametrize("how", SIGNED)
async def test_only_what_the_provider_signed_is_believed(meetlat: Meetlat, stands: Provider, how: str) -> None:
    stands.sign = SIGNED[how]
    await refused(meetlat, "Aanmelden is niet gelukt")


SAID: dict[str, tuple[Claims, str]] = {
    "another issuer": ({"iss": "https://elsewhere.example"}, "Aanmelden is niet gelukt"),
    "the issuer with a slash": ({"iss": "/"}, "Aanmelden is niet gelukt"),
    "no issuer": ({"iss": None}, "Aanmelden is niet gelukt"),
    "for somebody else": ({"aud": "another"}, "Aanmelden is niet gelukt"),
    "for nobody": ({"aud": None}, "Aanmelden is niet gelukt"),
    "for others too, without a party": ({"aud": [CLIENT, "another"]}, "Aanmelden is niet gelukt"),
    "for another party": ({"azp": "another"}, "Aanmelden is niet gelukt"),
    "another nonce": ({"nonce": "another"}, "Aanmelden is niet gelukt"),
    "no nonce": ({"nonce": None}, "Aanmelden is niet gelukt"),
    "another access token": ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "Aanmelden is niet gelukt"),
    "a hash that is none": ({"at_hash": 7}, "Aanmelden is niet gelukt"),
    "nobody": ({"sub": None}, "Aanmelden is niet gelukt"),
    "an empty name": ({"sub": ""}, "Aanmelden is niet gelukt"),
    "a number": ({"sub": 7}, "Aanmelden is niet gelukt"),
    "a very long name": ({"sub": "a" * 256}, "Aanmelden is niet gelukt"),
    "no end": ({"exp": None}, "De klokken lopen niet gelijk"),
    "an end that is none": ({"exp": "morgen"}, "De klokken lopen niet gelijk"),
    "no beginning": ({"iat": None}, "De klokken lopen niet gelijk"),
}


@pytest.mark.parametrize("what", SAID)
async def test_what_it_says_must_be_for_us_and_complete(meetlat: Meetlat, stands: Provider, what: str) -> None:
    changed, heading = SAID[what]

    def bend(claims: Claims) -> None:
        claims.update(changed)
        if claims["iss"] == "/":
            claims["iss"] = f"{stands.issuer}/"
        for name in [name for name, value in claims.items() if value is None]:
            del claims[name]

    stands.bend = bend
    await refused(meetlat, heading)


@pytest.mark.parametrize(("minutes", "good"), [(3, True), (-3, True), (20, False), (-20, False)])
async def test_clocks_may_differ_by_minutes(meetlat: Meetlat, stands: Provider, minutes: int, good: bool) -> None:
    def bend(claims: Claims) -> None:
        moved = {name: claims[name] + 60 * minutes for name in ("iat", "exp")}
        claims.update(moved, nbf=moved["iat"])

    stands.bend = bend
    if good:
        async with browser(meetlat) as visitor:
            assert (await signed_in(visitor)).heading == MENU
    else:
        await refused(meetlat, "De klokken lopen niet gelijk")


async def test_an_expired_token_is_not_believed(meetlat: Meetlat, stands: Provider) -> None:
    stands.bend = lambda claims: claims.update(exp=claims["iat"] - 301)
    await refused(meetlat, "De klokken lopen niet gelijk")


async def test_what_is_done_once_is_done_with(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as visitor:
        back = await away_and_back(visitor)
        code = next(iter(stands.codes))
        kept = dict(stands.codes)
        assert (await visitor.get(back)).heading == MENU
        assert (await visitor.get(back)).heading == MENU, "Back in the browser of who is in"
        visitor.session.cookie_jar.clear(lambda morsel: not morsel.key.endswith("-form"))
        stands.codes.update(kept)
        asked = stands.asked["token"]
        page = await visitor.get(back)
        assert (page.status, page.heading) == (403, "Dat duurde te lang")
        assert stands.asked["token"] == asked, "not even the provider is asked"
        # A code that was used, on a journey of its own.
        del stands.codes[code]
        fresh = await away_and_back(visitor)
        stolen = fresh.replace(f"code={list(stands.codes)[-1]}", f"code={code}")
        assert (await visitor.get(stolen)).heading == "Aanmelden is niet gelukt"


async def test_a_journey_belongs_to_one_browser_and_to_ten_minutes(meetlat: Meetlat) -> None:
    async with browser(meetlat) as mine, browser(meetlat) as theirs:
        for page in (await mine.open(), await theirs.open()):
            assert page.status == 403
        back = await away_and_back(mine)
        await away_and_back(theirs)
        assert (await theirs.get(back)).heading == "Dat duurde te lang", "another browser"
        state = back.partition("state=")[2].partition("&")[0]
        # The letter beside the last one: often another text for the same bytes.
        beside = state[:-1] + ALPHABET[ALPHABET.index(state[-1]) ^ 1]
        for forged in (beside, state[:-1] + ("A" if state[-1] != "A" else "Q"), state + ".ab", "", "%00", "a" * 500):
            assert (await mine.get(back.replace(state, forged))).heading == "Dat duurde te lang", forged
        meetlat.clock.move(seconds=LASTS.total_seconds())
        assert (await mine.get(back)).heading == "Dat duurde te lang", "too late"


async def test_two_tabs_of_one_browser_do_not_disturb_each_other(meetlat: Meetlat) -> None:
    async with browser(meetlat) as visitor:
        first, second = await away_and_back(visitor), await away_and_back(visitor)
        assert (await visitor.get(second)).heading == MENU
        assert (await visitor.get(first)).heading == MENU


async def test_who_changes_their_mind_there_is_told_so(meetlat: Meetlat, stands: Provider) -> None:
    stands.denies = "access_denied"
    await refused(meetlat, "U bent niet aangemeld", code=False)
    stands.denies = "server_error"
    await refused(meetlat, "Aanmelden is niet gelukt")


async def test_an_answer_names_its_issuer_where_the_provider_says_it_does(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as visitor:
        back = await away_and_back(visitor)
        page = await visitor.get(f"{back}&iss=https%3A%2F%2Felsewhere.example")
        assert page.heading == "Aanmelden is niet gelukt"
    stands.metadata = {"authorization_response_iss_parameter_supported": True}
    meetlat.clock.move(hours=1)
    await refused(meetlat, "Aanmelden is niet gelukt")
    async with browser(meetlat) as visitor:
        named = f"{await away_and_back(visitor)}&iss={quote(stands.issuer, safe='')}"
        assert (await visitor.get(named)).heading == MENU
    stands.metadata = {}
    meetlat.clock.move(hours=1)


async def test_while_the_provider_is_down_who_is_in_works_on(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as inside, browser(meetlat) as between:
        await signed_in(inside)
        back = await away_and_back(between)
        stands.down = True
        assert (await inside.open()).heading == MENU
        page = await between.get(back)
        assert (page.status, page.heading) == (503, "Aanmelden lukt nu even niet")
        assert "Wie al is aangemeld, werkt gewoon door" in page.text
        stands.down = False
        assert (await signed_in(between)).heading == MENU


async def test_a_provider_that_was_never_up_is_asked_at_a_pace(sqlite_databases: Databases, stands: Provider) -> None:
    stands.down = True
    async with meetlat_on(await sqlite_databases.ready(), **settings_for(stands)) as meetlat:
        before = stands.asked["openid-configuration"]
        async with browser(meetlat) as visitor:
            for _ in range(5):
                page = await visitor.get("/openid")
                assert (page.status, page.heading) == (503, "Aanmelden lukt nu even niet")
            assert stands.asked["openid-configuration"] == before + 1
            await visitor.sign_in()
            assert (await visitor.open()).heading == MENU, "a link works on"
            stands.down = False
            meetlat.clock.move(seconds=PACE.total_seconds())
            stands.now = meetlat.clock
            await fill_in(meetlat, stands, ANNA, ANNAS)
            assert (await signed_in(visitor)).heading == MENU


async def test_a_new_key_is_found_and_an_unknown_one_is_asked_for_at_a_pace(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as visitor:
        await signed_in(visitor)
    stands.sign = lambda claims: stands.signed(claims, kid="two")
    before = stands.asked["keys"]
    for _ in range(5):
        await refused(meetlat, "Aanmelden is niet gelukt")
    assert stands.asked["keys"] - before <= 1
    stands.published = [key_named("two")]
    meetlat.clock.move(seconds=10)
    async with browser(meetlat) as visitor:
        assert (await signed_in(visitor)).heading == MENU
    stands.sign, stands.published = None, [key_named("one")]
    meetlat.clock.move(seconds=10)
    async with browser(meetlat) as visitor:
        assert (await signed_in(visitor)).heading == MENU


async def test_who_was_removed_is_refused_kindly_and_leaves_a_row(meetlat: Meetlat, stands: Provider) -> None:
    who, _ = await meetlat.newcomer()
    await fill_in(meetlat, stands, who, "gone@provider")
    stands.account = {"sub": "gone@provider"}
    async with browser(meetlat) as visitor:
        assert (await signed_in(visitor)).heading == MENU
        await meetlat.remove(who)
        assert (await visitor.open()).status == 403
    await refused(meetlat, "U hebt geen toegang tot Meetlat")
    assert await meetlat.trail("openid_geweigerd") == 1


async def test_nobody_is_made_by_signing_in_alone(meetlat: Meetlat, stands: Provider) -> None:
    before = await meetlat.records()
    stands.account = {"sub": "stranger@provider"}
    await refused(meetlat, "U hebt geen toegang tot Meetlat")
    assert await meetlat.records() == before


@pytest.mark.parametrize("path", ["/openid/terug", "/openid/aan", "/openid/terug?code=%22%3E%3Cscript%3E&state=%0d%0a"])
async def test_an_answer_that_is_none_leads_nowhere(meetlat: Meetlat, path: str) -> None:
    async with browser(meetlat) as visitor:
        page = await visitor.get(path)
        assert page.status in (200, 403)
        assert "<script>" not in page.text


async def refused(meetlat: Meetlat, heading: str, *, code: bool = True) -> None:
    """Nobody gets in, nothing but the trail changes, and there is a number to pass on."""
    before = await meetlat.trail("ingelogd")
    async with browser(meetlat) as visitor:
        page = await signed_in(visitor)
        assert (page.status, page.heading) == (403, heading)
        assert ("code" in " ".join(page.lines)) is code
        assert ANNAS not in page.text
        assert (await visitor.open()).status == 403
    assert await meetlat.trail("ingelogd") == before
