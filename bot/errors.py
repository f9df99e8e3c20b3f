"""What a person at the command line can mend. It reaches them as one line, never as a traceback."""

from __future__ import annotations


class UserError(Exception):
    """A command cannot do what it was asked to; the text says why, and what would be accepted."""


def mendable() -> tuple[type[Exception], ...]:
    """Every exception whose text is meant for the person at the command line."""
    from dialogs.forms.flow import FlowError
    from dialogs.memory.address import AddressError
    from dialogs.memory.faults import StoreTrouble
    from dialogs.memory.moving import CannotMove
    from dialogs.memory.schema_version import NewerStore
    from dialogs.memory.sealing import KeyTrouble
    from knowledge.library.loader import KnowledgeError

    return (UserError, AddressError, FlowError, CannotMove, NewerStore, KeyTrouble, StoreTrouble, KnowledgeError)
