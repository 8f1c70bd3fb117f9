"""A beheerder looks at the partners, and invites externe invoerders only where a partner may have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.running import BEA, live, meetlat_on, send, tap
from support.storage import Databases

from flows.people import Rol
from storage.tables import INVITE


@pytest.mark.wens("RA36", "RB07", "RD04", "RD35", "RE06")
@pytest.mark.parametrize(("partner", "may"), [("roc", True), ("svb", False)])
async def test_what_a_partner_may_do(partner: str, may: bool, sqlite_databases: Databases, tmp_path: Path) -> None:
    file = tmp_path / "gemeente.toml"
    file.write_text(f'naam = "G"\n[[partner]]\nsjabloon = "{partner}"\n', encoding="utf-8")
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=file) as meetlat:
        bea = meetlat.phone(BEA)
        await send(bea, "/start")
        text = (await tap(bea, "Regels van de gemeente", "Partners")).text
        name = partner.upper()
        does = "voert instrumenten uit, en kan externe invoerders hebben" if may else "alleen genoemd"
        assert f"{name}: {does}" in text
        async with meetlat.browser(BEA) as visitor:
            page = await visitor.presses("Iemand uitnodigen")
            assert ("Externe invoerder" in page.labels) is may
            page = await visitor.presses("Externe invoerder" if may else "Klantmanager")
            assert (f"Een externe invoerder is van: {name}." in page.lines) is may
        await tap(bea, "Menu", "Iemand uitnodigen")
        assert ("Externe invoerder" in live(bea).message.labels) is may
        async with meetlat.storage.look() as unit:
            rows = (await unit.connection.execute(INVITE.select())).all()
            assert Rol.INVOERDER not in {row.rol for row in rows}
