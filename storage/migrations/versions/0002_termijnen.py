"""Due dates, the outbox, taking over from each other, the four-eyes check, settings and placements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ADDED = {
    "account": ("dicht",),
    "functionaris": ("voorkeur", "stil_van", "stil_tot"),
    "meetmoment": ("bevestiging", "steekproef", "gecontroleerd_door"),
    "dialogue": ("bevestiging", "steekproef"),
    "stand": ("inkomen", "vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet"),
}
_MOMENTS = frozenset({"dicht"})


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for name in columns:
            kind = sa.DateTime() if name in _MOMENTS else sa.String()
            op.add_column(table, sa.Column(name, kind, nullable=True))
    waiting = sa.text("status = 'te_controleren'")
    op.create_index("ix_meetmoment_controle", "meetmoment", ["team"], sqlite_where=waiting, postgresql_where=waiting)
    _for_reports()
    _termijnen()
    _berichten()
    _waarneming()
    op.create_table(
        "instelling",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("waarde", sa.String()),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id")),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_instelling_naam", "instelling", ["naam"])
    op.create_table(
        "plaatsing",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("client", sa.String(), sa.ForeignKey("client.code"), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("partner", sa.String()),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date()),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_plaatsing_client", "plaatsing", ["client"])
    op.create_index("ix_plaatsing_partner", "plaatsing", ["partner"])
    _guards()
    _fill()


def _for_reports() -> None:
    op.drop_index("ix_meetmoment_client", "meetmoment")
    op.create_index("ix_meetmoment_client_datum", "meetmoment", ["client", "datum"])
    overtaking = sa.text("versie > 1 AND status = 'definitief'")
    op.create_index(
        *("ix_meetmoment_inhaal", "meetmoment", ["id", "versie"]), sqlite_where=overtaking, postgresql_where=overtaking
    )
    alike = ("positie", "groei", *(name for name in _ADDED["stand"] if name != "inkomen"), "inkomen", "uiterste")
    op.drop_index("ix_stand_positie", "stand")
    op.create_index("ix_stand_groep", "stand", list(alike))


def _termijnen() -> None:
    op.create_table(
        "termijn",
        sa.Column("client", sa.String(), sa.ForeignKey("client.code"), primary_key=True),
        sa.Column("herinneren", sa.Date()),
        sa.Column("stap", sa.String()),
        sa.Column("sluimert_tot", sa.Date()),
    )
    op.create_index("ix_termijn_herinneren", "termijn", ["herinneren", "client"])
    op.create_table(
        "planning",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("client", sa.String(), sa.ForeignKey("client.code"), nullable=False),
        sa.Column("meetmoment", sa.String(), nullable=False),
        sa.Column("gepland", sa.Date(), nullable=False),
        sa.Column("reden", sa.String()),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_planning_client", "planning", ["client"])
    op.create_index("ix_planning_meetmoment", "planning", ["meetmoment"])


def _berichten() -> None:
    op.create_table(
        "bericht",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sleutel", sa.String(), nullable=False, unique=True),
        sa.Column("aan", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("sjabloon", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("prioriteit", sa.Integer(), nullable=False),
        sa.Column("vanaf", sa.DateTime(), nullable=False),
        sa.Column("geldig_tot", sa.DateTime()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("eigenaar", sa.String()),
        sa.Column("lease_tot", sa.DateTime()),
        sa.Column("fout", sa.String()),
        sa.Column("gemaakt", sa.DateTime(), nullable=False),
        sa.Column("verzonden", sa.DateTime()),
        sa.Column("gelezen", sa.DateTime()),
    )
    op.create_index("ix_bericht_beurt", "bericht", ["status", "prioriteit", "vanaf", "id"])
    op.create_index("ix_bericht_aan_status", "bericht", ["aan", "status"])
    op.create_table(
        "hartslag",
        sa.Column("naam", sa.String(), primary_key=True),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "tempo",
        sa.Column("naam", sa.String(), primary_key=True),
        sa.Column("vrij", sa.DateTime(), nullable=False),
    )


def _waarneming() -> None:
    op.create_table(
        "afwezigheid",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("functionaris", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("vervanger", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
        sa.Column("ingetrokken", sa.DateTime()),
    )
    op.create_index("ix_afwezigheid_functionaris", "afwezigheid", ["functionaris"])
    op.create_index("ix_afwezigheid_vervanger", "afwezigheid", ["vervanger"])
    op.create_table(
        "overdracht",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("van", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("aan", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("client", sa.String(), sa.ForeignKey("client.code")),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
        sa.Column("besloten", sa.DateTime()),
    )
    for name in ("van", "aan", "client"):
        op.create_index(f"ix_overdracht_{name}", "overdracht", [name])


def _guards() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for table in ("planning", "instelling"):
        for verb in ("UPDATE", "DELETE"):
            if on_postgres:
                op.execute(_guard(table, verb))
            else:
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
    if on_postgres:
        for table in ("meetmoment", "audit", "planning", "instelling"):
            op.execute(_guard(table, "TRUNCATE"))


def _guard(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )


def _fill() -> None:
    """Bring the derived rows up to date; the first sweep works out when each client's reminder is."""
    names = ("id", "versie", *_ADDED["stand"])
    moment = sa.table("meetmoment", *(sa.column(name) for name in names))
    stand = sa.table("stand", sa.column("meetmoment"), *(sa.column(name) for name in _ADDED["stand"]))
    for name in _ADDED["stand"]:
        newest = sa.select(moment.c[name]).where(moment.c.id == stand.c.meetmoment).order_by(moment.c.versie.desc())
        op.execute(sa.update(stand).values({name: newest.limit(1).scalar_subquery()}))
    op.execute("INSERT INTO termijn (client, herinneren) SELECT client, datum FROM stand WHERE gepland IS NOT NULL")
