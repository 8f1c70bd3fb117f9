"""Alembic's entry: runs within the connection that :mod:`storage.engine.migrate` hands over."""

from alembic import context

from storage.models import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
