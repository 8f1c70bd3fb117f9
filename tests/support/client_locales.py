"""A folder of client catalogs for a test: a few texts, and languages that can be complete, broken or signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.texts.client.catalogs import Message, path_of
from bot.texts.client.signatures import Role, write_signatures
from bot.texts.client.signing import signed_by
from bot.texts.client.texts import ClientTexts

DAY = date(2026, 12, 1)
TEXTS = {"q1.ask": "Heeft u betaald werk?", "btn.q1.1": "Ja", "card.day": "Op {day}.", "sys.consent": "Wilt u dit?"}


def entries(texts: Mapping[str, str], translations: Mapping[str, str]) -> str:
    return "\n".join(
        f"#. TRANSLATORS: KEEP.\nmsgctxt {json.dumps(key)}\nmsgid {json.dumps(text, ensure_ascii=False)}\n"
        f"msgstr {json.dumps(translations.get(key, ''), ensure_ascii=False)}\n"
        for key, text in texts.items()
    )


def template(folder: Path, texts: Mapping[str, str] = TEXTS) -> None:
    (folder / "client.pot").write_text(entries(texts, {}), encoding="utf-8")


def catalog(folder: Path, code: str, translations: Mapping[str, str], texts: Mapping[str, str] = TEXTS) -> Path:
    path = path_of(folder, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\n' + entries(texts, translations),
                    encoding="utf-8")  # fmt: skip
    return path


def languages(folder: Path, *rows: str, **fallbacks: str) -> None:
    """A row for simple Dutch and for each code; a fallback by its code."""
    lines = []
    for code in ("nl@simple", *rows):
        dates = "nl" if code.startswith("nl@") else code
        lines += ["[[language]]", f'code = "{code}"', f'tag = "{code}"', f'endonym = "<{code}>"', f'dates = "{dates}"']
        if code in fallbacks:
            lines.append(f'fallback = "{fallbacks[code]}"')
    (folder / "languages.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sign(folder: Path, code: str, role: Role, reviewer: str, *keys: str) -> None:
    """Sign texts as they are now; all of them without keys."""
    texts = ClientTexts(folder)
    chosen: list[Message] = [each for each in texts.messages if not keys or each.key in keys]
    write_signatures(folder, signed_by(texts, code, role, reviewer, chosen, DAY))


def sign_twice(folder: Path, code: str) -> None:
    sign(folder, code, Role.READER, "r01")
    sign(folder, code, Role.CONDITIONS, "r02")
