"""How long a person is kept, who asked to be forgotten, and what operators did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("people", sa.Column("seen", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("warned", sa.DateTime(timezone=True)))
    op.execute("UPDATE people SET seen = (SELECT updated FROM conversations WHERE conversations.person = people.id)")
    op.create_index("people_by_seen", "people", ["seen"])
    op.create_table(
        "forgotten",
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "operator_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("detail", sa.String(200), nullable=False),
    )
