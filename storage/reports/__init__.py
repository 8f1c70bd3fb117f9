"""The reports' questions to the database: a fixed set, each answered in groups that are alike."""

from __future__ import annotations

from storage.reports.reports import Reports
from storage.reports.units import Eenheid, Soort, of_field, read_unit

__all__ = ["Eenheid", "Reports", "Soort", "of_field", "read_unit"]
