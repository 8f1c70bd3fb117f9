"""A backlog of notices and mail that goes out at their own rates, while people tap.

Half of the people of the backlog have a browser at a push service of our own, the other half a mailbox at a mail server
of our own; both answer at once. The rates are those of the settings.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from time import monotonic

import sqlalchemy as sa
from bench.drain import SLOWEST, TAPS
from bench.people import Tapper
from bench.report import Row, percentile, row
from bench.scene import BOT_API_SECONDS, Scene, scene
from bench.seed import seed
from bench.sizes import Sizes
from bench.town import NOW
from support import postgres
from support.mail_server import MailServer, mail_server
from support.push_service import PushService, push_service
from support.storage import opened

from bot.config.push_key import new_key
from bot.runtime.logs import set_up_logs
from storage.outbox.berichten import BerichtStatus
from storage.tables import BERICHT, FUNCTIONARIS, MAILADRES, PUSHADRES
from storage.unit import Storage

BOT = "bench.morning_bot"
_GAP = {"van": "2026-01-01T00:00:00+00:00", "tot": "2026-01-02T00:00:00+00:00"}


async def notices(sizes: Sizes, folder: Path) -> list[Row]:
    """On both databases."""
    set_up_logs("warning")
    found: list[Row] = []
    with postgres.start(durable=True) as server, mail_server(folder) as mail:
        for name, url in (("SQLite", f"sqlite:///{folder}/notices.db"), ("PostgreSQL", postgres.new_database(server))):
            async with push_service() as push:
                found += await _measured(name, url, sizes, push, mail)
    return found


async def _measured(name: str, url: str, sizes: Sizes, push: PushService, mail: MailServer) -> list[Row]:
    await seed(url, sizes.tappers)
    mail.mail.clear()
    async with opened(url) as storage:
        await _owe(storage, sizes.backlog, push)
        async with scene(BOT, Tapper, sizes.tappers, {**_settings(mail), "MEETLAT_DATABASE_URL": url}) as at:
            await at.begin()
            quiet = await at.at_rate(TAPS, sizes.quiet_seconds, BOT_API_SECONDS)
            async with storage.unit() as unit:
                await unit.connection.execute(sa.update(BERICHT).values(vanaf=NOW))
            busy, seconds = await _tapped(at, sizes)
        sent = {"push": sum(len(each.notices) for each in push.browsers.values()), "mail": len(mail.mail)}
        async with storage.look() as unit:
            dead = sa.select(sa.func.count()).where(BERICHT.c.status == BerichtStatus.DOOD.value)
            assert not await unit.connection.scalar(dead)
    what = f"{TAPS:g} taps/s, {name}, Bot API 80 ms away"
    during = f"{sizes.backlog:,} notices and mails to send"
    rates = [
        row(f"Meanwhile, {name}: by {way}, {sent[way]:,} in {seconds:.0f} s", "/s", [sent[way] / seconds])
        for way in sent
    ]
    return [
        row(f"{what}, no notices: p95", "ms", [percentile(quiet, 0.95)]),
        row(f"**{what}, {during}: p95**", "ms", [percentile(busy, 0.95)], SLOWEST),
        *rates,
    ]


def _settings(mail: MailServer) -> dict[str, str]:
    """Push and mail as an installation has them, at the rates that they have by themselves."""
    chosen = {f"MEETLAT_{name.upper()}": str(value) for name, value in mail.settings.items()}
    push = {"PUSH": "on", "PUSH_ANYWHERE": "true", "PUSH_KEY": new_key(), "PUBLIC_URL": "http://127.0.0.1"}
    return {**chosen, **{f"MEETLAT_{name}": value for name, value in push.items()}, "MEETLAT_DELIVERY": "polling"}


async def _owe(storage: Storage, people: int, push: PushService) -> None:
    """Make the backlog, of which nothing is due yet: one bericht for everybody, and no Telegram."""
    since, later = NOW - timedelta(days=900), NOW + timedelta(hours=1)
    to = [(f"r{number}", "push" if number % 2 else "mail") for number in range(people)]
    receivers = [
        {"id": who, "label": who, "rol": "klantmanager", "team": "t1", "vanaf": since, "weg": way} for who, way in to
    ]
    browsers = [(who, push.browser().address) for who, way in to if way == "push"]
    async with storage.unit() as unit:
        await unit.connection.execute(sa.insert(FUNCTIONARIS), receivers)
        await unit.connection.execute(
            sa.insert(PUSHADRES),
            [
                {
                    "functionaris": who,
                    "endpoint": each.at,
                    "p256dh": each.p256dh,
                    "auth": each.auth,
                    "sessie": "s",
                    "sinds": since,
                }
                for who, each in browsers
            ],
        )
        mailboxes = [
            {"functionaris": who, "adres": f"{who}@gemeente.example", "gevraagd": since, "bevestigd": since}
            for who, way in to
            if way == "mail"
        ]
        await unit.connection.execute(sa.insert(MAILADRES), mailboxes)
        for who, _ in to:
            await unit.berichten.post(f"bench:{who}", who, "missed", _GAP, at=NOW, vanaf=later)


async def _tapped(at: Scene, sizes: Sizes) -> tuple[list[float], float]:
    """Taps in ms while the backlog goes out, and for how many seconds."""
    began = monotonic()
    busy = await at.at_rate(TAPS, sizes.drain_seconds, BOT_API_SECONDS)
    return busy, monotonic() - began
