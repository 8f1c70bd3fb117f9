"""Why somebody may doubt a question: chosen, never written, so that no name can be in it."""

from __future__ import annotations

REDENEN = ("taal", "past_niet", "twee_antwoorden", "voorbeelden", "anders")
