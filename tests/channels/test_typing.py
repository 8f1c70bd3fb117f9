"""What people type is understood alike on Telegram and on the web."""

from __future__ import annotations

from channels.steps import HOME, measured
from support.running import ANNA, BRAM, Meetlat, live, revision, send, tap, until

from bot.clients.codes import ALPHABET

NEW = "Voor wie is de meting?"


async def test_a_code_an_answer_and_a_command_are_read_however_they_were_written(meetlat: Meetlat) -> None:
    code = await meetlat.client(ANNA)
    ways = (f"{code[:4]}\u200b{code[4:]}", f"{code[:5]}\u00ad{code[5:]}.", code.replace("-", ". "), code.lower())
    async with meetlat.browser(ANNA) as visitor:
        for typed in ways:
            await send(meetlat.anna, "/start")
            assert code in (await send(meetlat.anna, typed)).text, repr(typed)
            await visitor.say("/start")
            assert any(code in line for line in (await visitor.say(typed)).lines), repr(typed)
        for typed, heading in {"/MENU": HOME, "/meting@some_bot": NEW, "/Menu ": HOME, "/METING": NEW}.items():
            assert heading in (await send(meetlat.anna, typed)).text, typed
            assert heading in (await visitor.say(typed)).heading, typed
    await send(meetlat.anna, "/start")
    await tap(meetlat.anna, "Nieuwe meting", "Nieuwe cliënt")
    await send(meetlat.anna, "4\uff0b")
    assert "Trede 4" in live(meetlat.anna).message.text
    assert "Welke trede verwacht u" in (await send(meetlat.anna, "ja.")).text


async def test_an_invitation_on_a_line_of_its_own_is_taken(meetlat: Meetlat) -> None:
    token = await meetlat.link_token(rol=ANNA.rol, team="t1", label="Klantmanager 9")
    newcomer = meetlat.api.person(990)
    await newcomer.send(f"/start\n{token}")
    await until(lambda: revision(newcomer) > 0, "somebody who was invited gets in")
    assert HOME in live(newcomer).message.text


async def test_a_part_of_a_code_finds_own_clients_and_nobody_elses(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    foreign = await meetlat.client(BRAM)
    await send(meetlat.anna, "/start")
    assert "Nu: Trede 4" in (await send(meetlat.anna, code[-4:].lower())).text
    absent = next(part for part in (letter * 3 for letter in ALPHABET) if part not in code)
    for other in (foreign[-5:], absent):
        text = (await send(meetlat.anna, other)).text
        assert ("staat niet in uw caseload" in text) or ("begrijpt dat niet" in text)
    assert await meetlat.trail("code_onbekend") == 0


async def test_a_part_of_several_codes_gives_a_short_list(meetlat: Meetlat) -> None:
    codes = [await meetlat.client(ANNA) for _ in range(150)]
    part = next(a + b + c for a in ALPHABET for b in ALPHABET for c in ALPHABET if len(hits(codes, a + b + c)) > 1)
    await send(meetlat.anna, "/start")
    listed = await send(meetlat.anna, part)
    assert f"Codes met {part}" in listed.text
    assert [label[:8] for label in listed.labels if label.startswith("K-")] == sorted(hits(codes, part))


def hits(codes: list[str], part: str) -> list[str]:
    return [code for code in codes if part in code]
