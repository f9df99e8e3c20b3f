"""Helpers: who else gets a person's reminders, by a code that the person gave them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "helpers",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(16)),
        sa.Column("chat", sa.String(64)),
    )
    op.create_index("helpers_by_person", "helpers", ["person"])
    op.create_index("helpers_by_chat", "helpers", ["channel", "chat"])
