"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_GUARD_FUNCTION = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
        sa.Column("wie", sa.String(), nullable=True),
        sa.Column("kanaal", sa.String(), nullable=False),
        sa.Column("wat", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=True),
        sa.Column("bij", sa.String(), nullable=True),
        sa.Column("vervallen", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "client",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("gemeentecode", sa.String(), nullable=False),
        sa.Column("sinds", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "gemeentecode",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("opvolger", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", "van"),
    )
    op.create_table(
        "gezien",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
        sa.Column("fout", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "key"),
    )
    op.create_index(op.f("ix_gezien_op"), "gezien", ["op"], unique=False)
    op.create_table(
        "organisatie",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "afdeling",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("organisatie", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisatie"],
            ["organisatie.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "stand",
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("meetmoment", sa.String(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("positie", sa.Integer(), nullable=False),
        sa.Column("groei", sa.String(), nullable=True),
        sa.Column("gepland", sa.Date(), nullable=True),
        sa.Column("uiterste", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client"],
            ["client.code"],
        ),
        sa.PrimaryKeyConstraint("client"),
    )
    op.create_index(op.f("ix_stand_gepland"), "stand", ["gepland"], unique=False)
    op.create_index(op.f("ix_stand_positie"), "stand", ["positie"], unique=False)
    op.create_index(op.f("ix_stand_uiterste"), "stand", ["uiterste"], unique=False)
    op.create_table(
        "team",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("afdeling", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["afdeling"],
            ["afdeling.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "functionaris",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("rol", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("taal", sa.String(), nullable=True),
        sa.Column("vanaf", sa.DateTime(), nullable=False),
        sa.Column("tot", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team"],
            ["team.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "account",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("functionaris", sa.String(), nullable=False),
        sa.Column("sinds", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["functionaris"],
            ["functionaris.id"],
        ),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_index(op.f("ix_account_functionaris"), "account", ["functionaris"], unique=False)
    op.create_table(
        "dialogue",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("functionaris", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("corrigeert", sa.String(), nullable=True),
        sa.Column("reden", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("meetmoment", sa.String(), nullable=True),
        sa.Column("geopend", sa.DateTime(), nullable=False),
        sa.Column("gewijzigd", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client"],
            ["client.code"],
        ),
        sa.ForeignKeyConstraint(
            ["functionaris"],
            ["functionaris.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_dialogue_client"), "dialogue", ["client"], unique=False)
    op.create_index(op.f("ix_dialogue_functionaris"), "dialogue", ["functionaris"], unique=False)
    op.create_table(
        "invite",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("rol", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("functionaris", sa.String(), nullable=True),
        sa.Column("door", sa.String(), nullable=True),
        sa.Column("tot", sa.DateTime(), nullable=False),
        sa.Column("gebruikt", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["functionaris"],
            ["functionaris.id"],
        ),
        sa.ForeignKeyConstraint(
            ["team"],
            ["team.id"],
        ),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_table(
        "meetmoment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("geregistreerd", sa.DateTime(), nullable=False),
        sa.Column("actie", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reden", sa.String(), nullable=True),
        sa.Column("positie", sa.Integer(), nullable=False),
        sa.Column("groei", sa.String(), nullable=True),
        sa.Column("verwachte_trede", sa.Integer(), nullable=True),
        sa.Column("reden_uit_beeld", sa.String(), nullable=True),
        sa.Column("inkomen", sa.String(), nullable=True),
        sa.Column("aanvullende_uitkering", sa.String(), nullable=True),
        sa.Column("startkwalificatie", sa.String(), nullable=True),
        sa.Column("inburgeringsplichtig", sa.String(), nullable=True),
        sa.Column("inburgeringsbehoeftig", sa.String(), nullable=True),
        sa.Column("laaggeletterd", sa.String(), nullable=True),
        sa.Column("vrijstelling_arbeidsplicht", sa.String(), nullable=True),
        sa.Column("vrijstelling_inburgeringsplicht", sa.String(), nullable=True),
        sa.Column("instrument_lopend", sa.String(), nullable=True),
        sa.Column("instrument_inzet", sa.String(), nullable=True),
        sa.Column("lokaal", sa.JSON(), nullable=False),
        sa.Column("antwoorden", sa.JSON(), nullable=False),
        sa.Column("gepland", sa.Date(), nullable=True),
        sa.Column("uiterste", sa.Date(), nullable=True),
        sa.Column("methode", sa.String(), nullable=False),
        sa.Column("regelversie", sa.String(), nullable=False),
        sa.Column("taal", sa.String(), nullable=False),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("gemeentecode", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client"],
            ["client.code"],
        ),
        sa.ForeignKeyConstraint(
            ["door"],
            ["functionaris.id"],
        ),
        sa.PrimaryKeyConstraint("id", "versie"),
    )
    op.create_index(op.f("ix_meetmoment_client"), "meetmoment", ["client"], unique=False)
    op.create_index(op.f("ix_meetmoment_datum"), "meetmoment", ["datum"], unique=False)
    op.create_table(
        "toewijzing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("functionaris", sa.String(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client"],
            ["client.code"],
        ),
        sa.ForeignKeyConstraint(
            ["functionaris"],
            ["functionaris.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_toewijzing_client"), "toewijzing", ["client"], unique=False)
    op.create_index(op.f("ix_toewijzing_functionaris"), "toewijzing", ["functionaris"], unique=False)
    op.create_table(
        "websession",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("functionaris", sa.String(), nullable=False),
        sa.Column("tot", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["functionaris"],
            ["functionaris.id"],
        ),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index(op.f("ix_websession_functionaris"), "websession", ["functionaris"], unique=False)
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("functionaris", sa.String(), nullable=False),
        sa.Column("taal", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=True),
        sa.Column("notice", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("message", sa.Integer(), nullable=True),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"],
            ["dialogue.id"],
        ),
        sa.ForeignKeyConstraint(
            ["functionaris"],
            ["functionaris.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "address"),
    )
    op.create_index(op.f("ix_chat_functionaris"), "chat", ["functionaris"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(_GUARD_FUNCTION)
    for table in ("meetmoment", "audit"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(_guard(table, verb))


def _guard(table: str, verb: str) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
    return (
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
