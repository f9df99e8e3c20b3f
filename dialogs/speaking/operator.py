"""Who runs this bot, and how long what is told is kept: what its privacy policy says and an operator may set."""

from __future__ import annotations

from dataclasses import dataclass

NOTICE_VERSION = 1
"""Of what people are told is kept. Raised when that changes: then each person is told, and asked, again."""


@dataclass(frozen=True)
class Operator:
    """The operator of an installation.

    Attributes:
        name: Of the person or body that runs it; empty where nobody said.
        contact: Where they can be reached: an e-mail address, a telephone number, a page.
        keep_days: Days after a person's last message after which all that is kept of them is erased.
        warn_days: Days before that on which they are told.
        copies_days: Days for which copies of the store are kept.
        searches_trials: Whether trials are searched at ClinicalTrials.gov.
    """

    name: str = ""
    contact: str = ""
    keep_days: int = 730
    warn_days: int = 30
    copies_days: int = 14
    searches_trials: bool = False


NOBODY = Operator()
"""Where nobody said who runs it."""
