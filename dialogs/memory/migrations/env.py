"""Alembic's environment. It only ever runs inside `dialogs.memory.schema_version.bring_to_head`."""

from alembic import context

from dialogs.memory.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
