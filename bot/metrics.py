"""What `/metrics` tells. Numbers only, never a person's words."""

from __future__ import annotations

import datetime as dt

from prometheus_client import Counter, Gauge, Histogram

from dialogs.memory.due import ReminderState
from dialogs.memory.store import OutboxState

TURNS = Counter("navigator_turns", "Messages answered", ["intent"])
SECONDS = Histogram(
    "navigator_turn_seconds",
    "From receipt to commit",
    buckets=(0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
)
REPLIES = Counter("navigator_replies_sent", "Replies sent")
RETRIES = Counter("navigator_replies_retried", "Replies that the channel did not take at once")
DROPPED = Counter("navigator_replies_dropped", "Replies that the channel refused for good")
FAULTS = Counter("navigator_updates_failed", "Updates that could not be handled")
WAITING = Gauge("navigator_outbox_waiting", "Replies not sent yet")
OLDEST = Gauge("navigator_outbox_oldest_seconds", "Age of the oldest reply not sent yet")


def outbox(state: OutboxState) -> None:
    """Set the outbox gauges."""
    WAITING.set(state.waiting)
    oldest = state.oldest
    if oldest is not None and oldest.tzinfo is None:
        oldest = oldest.replace(tzinfo=dt.UTC)
    OLDEST.set((dt.datetime.now(dt.UTC) - oldest).total_seconds() if oldest else 0)


REMINDED = Counter("navigator_reminders_delivered", "Reminders taken as a turn")
LATE = Histogram(
    "navigator_reminder_late_seconds", "From due to delivered", buckets=(1, 5, 10, 30, 60, 300, 900, 3600, 86400)
)
STATES = Gauge("navigator_reminders", "Reminders in the store", ["state"])
OLDEST = Gauge("navigator_reminder_oldest_seconds", "How long the oldest due reminder has waited")


def reminders(state: ReminderState, now: dt.datetime) -> None:
    """Take the state of the reminders."""
    for name in ("pending", "queued", "parked", "aside"):
        STATES.labels(name).set(state.counts.get(name, 0))
    waited = (now - state.oldest_due).total_seconds() if state.oldest_due else 0.0
    OLDEST.set(max(0.0, waited))
