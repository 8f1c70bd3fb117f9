"""Which addresses are called and written to, and which are not; what may be typed as a code; the order of ways."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from aiohttp.resolver import ThreadedResolver
from hypothesis import given
from hypothesis import strategies as st
from support.builders import NOW

from bot.people.links import token_for
from bot.push.endpoints import PublicResolver, fault_in
from bot.reaching.addresses import address_in, code_for, code_in
from bot.reaching.unsubscribing import off_token, whose
from flows.ways import Way, first, in_order, left

KEY = b"thirty-two bytes of a secret key"
GOOD = "https://updates.push.services.mozilla.com/wpush/v2/gAAAA-_~"


@pytest.mark.parametrize("endpoint", [GOOD, "https://fcm.googleapis.com/fcm/send/a:b", "https://web.push.apple.com/Q"])
def test_push_services_are_called(endpoint: str) -> None:
    assert fault_in(endpoint) == ""


@pytest.mark.parametrize(
    "endpoint",
    [
        *(
            "http://push.example/a",
            "ftp://push.example/a",
            "file:///etc/passwd",
            "gopher://push.example",
            "",
            "https://",
        ),
        *("https://127.0.0.1/a", "https://10.1.2.3/a", "https://192.168.1.1/a", "https://169.254.169.254/latest"),
        *("https://[::1]/a", "https://[fd00::1]/a", "https://[::ffff:10.0.0.1]/a", "https://localhost/a"),
        *("https://database/a", "https://push.example:8080/a", "https://push.example:22/a", "https://0.0.0.0/a"),
        *("https://jan:geheim@push.example/a", "https://push.example/a#b", "https://push.example/é", "https://[x/"),
        *(f"https://push.example/{'a' * 3000}", "https://100.64.0.1/", "https://2130706433/a"),
    ],
)
def test_nothing_inside_the_network_is_called(endpoint: str) -> None:
    assert fault_in(endpoint)


@pytest.mark.parametrize(("found", "called"), [(["10.0.0.1"], 0), (["8.8.8.8"], 1), (["127.0.0.1", "8.8.8.8"], 1)])
async def test_a_name_that_leads_inside_is_not_followed(
    found: list[str], called: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(_: object, host: str, port: int, family: int) -> list[dict[str, object]]:
        return [{"hostname": host, "host": each, "port": port, "family": family} for each in found]

    monkeypatch.setattr(ThreadedResolver, "resolve", resolve)
    resolver = PublicResolver()
    if called:
        assert [each["host"] for each in await resolver.resolve("push.example", 443, socket.AF_INET)] == ["8.8.8.8"]
    else:
        with pytest.raises(OSError, match="not on the internet"):
            await resolver.resolve("push.example", 443, socket.AF_INET)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" anna.bos+meetlat@Gemeente.Example ", "anna.bos+meetlat@gemeente.example"),
        ("a@mëetlat.example", "a@xn--metlat-pva.example"),
        ("O'Brien@x.nl", "O'Brien@x.nl"),
    ],
)
def test_an_address_is_read_as_servers_write_it(typed: str, read: str) -> None:
    assert address_in(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        *("anna", "@x.nl", "anna@", "anna@x", "an na@x.nl", "anna@x..nl", ".anna@x.nl", "anna@-x.nl", "<anna@x.nl>"),
        *("anna@x.nl, bram@x.nl", "anna@x.nl\r\nBcc: y@x.nl", "anna\n@x.nl", '"a b"@x.nl', "anna@[10.0.0.1]", "ä@x.nl"),
        *(f"{'a' * 65}@x.nl", f"a@{'b' * 64}.nl", f"a@{'b.' * 130}nl", "a@x.nl;b@x.nl"),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert address_in(typed) is None


@given(st.text(max_size=80))
def test_no_address_can_begin_another_header(said: str) -> None:
    found = address_in(said)
    assert found is None or (found.isascii() and found.isprintable() and not set(found) & set(' <>,;"()[]\\'))


@given(st.text(alphabet="0123456789 a-", max_size=9))
def test_a_code_is_six_digits(said: str) -> None:
    found = code_in(said)
    assert found is None or (len(found) == 6 and found.isdigit() and found == "".join(said.split()))


def test_a_code_is_of_one_person_one_address_and_one_moment() -> None:
    code = code_for(KEY, "anna", "a@x.nl", NOW)
    assert len(code) == 6 and code.isdigit()
    others = [("bram", "a@x.nl", NOW), ("anna", "b@x.nl", NOW), ("anna", "a@x.nl", NOW + timedelta(seconds=1))]
    assert code == code_for(KEY, "anna", "a@x.nl", NOW)
    assert code not in {code_for(KEY, *each) for each in others}
    assert code != code_for(b"another", "anna", "a@x.nl", NOW)


@given(st.text(max_size=120))
def test_only_meetlat_makes_a_way_out_of_mail(token: str) -> None:
    assert whose(KEY, token) is None
    assert whose(KEY, f"anna.{token}") is None


def test_a_way_out_is_for_who_it_was_made_for() -> None:
    token = off_token(KEY, "anna")
    assert whose(KEY, token) == "anna"
    assert whose(b"another key", token) is None
    assert whose(KEY, token.replace("anna", "bram")) is None
    assert whose(KEY, f"anna.{token_for(KEY, 'session', 'anna')}") is None


@given(st.lists(st.sampled_from([*Way, "fax", ""])), st.sampled_from(Way), st.sets(st.sampled_from(Way)))
def test_every_way_stands_once_in_the_order_that_was_chosen(wished: list[str], way: Way, failed: set[Way]) -> None:
    order = in_order(wished)
    assert sorted(order) == sorted(Way)
    assert list(order)[: len({*wished} & {*Way})] == list(dict.fromkeys(each for each in wished if each in {*Way}))
    assert first(way, wished) == (way, *(each for each in order if each is not way))
    assert left(order, failed) == tuple(each for each in order if each not in failed)
