"""The one schema that every table belongs to."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()
