"""What `/metrics` tells. Numbers only, never a person's words. docs/operating.md says what each is for."""

from __future__ import annotations

import datetime as dt

from prometheus_client import Counter, Gauge, Histogram

from dialogs.memory.due import STATES, ReminderState
from dialogs.memory.looking import OutboxState
from knowledge.library import Library

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
TOO_MANY = Counter("navigator_messages_not_taken", "Messages that were not taken: their chat had too many waiting")
POLLED = Gauge("navigator_polled_timestamp_seconds", "When Telegram last answered a poll; 0 with a webhook")
BUILD = Gauge("navigator_build_info", "1; the labels say which program this is", ["version", "commit", "knowledge"])
DISK_FREE = Gauge("navigator_disk_free_bytes", "Room on the disk of a store that is a file")
WEBHOOK_PENDING = Gauge("navigator_webhook_pending", "Updates that wait at Telegram for our webhook")
WEBHOOK_FAILED = Gauge("navigator_webhook_failed_timestamp_seconds", "When Telegram last could not reach our webhook")
OUTBOX_WAITING = Gauge("navigator_outbox_waiting", "Replies not sent yet")
OUTBOX_OLDEST = Gauge("navigator_outbox_oldest_seconds", "Age of the oldest reply not sent yet")
WIPE_OWED = Gauge("navigator_wipe_owed", "1 while something that was forgotten could not be overwritten yet")
REMINDED = Counter("navigator_reminders_delivered", "Reminders taken as a turn")
REMINDER_FAULTS = Counter("navigator_reminders_failed", "Reminders whose turn failed; each is tried again")
LATE = Histogram(
    "navigator_reminder_late_seconds", "From due to delivered", buckets=(1, 5, 10, 30, 60, 300, 900, 3600, 86400)
)
REMINDERS = Gauge(
    "navigator_reminders", "Reminders in the store: pending, queued (the queue's depth), parked, aside", ["state"]
)
REMINDERS_DUE = Gauge("navigator_reminders_due", "Reminders that are due and not delivered")
REMINDERS_OLDEST = Gauge("navigator_reminder_oldest_seconds", "How long the oldest due reminder has waited")
KNOWLEDGE_DUE = Gauge("navigator_knowledge_due", "Entries of the knowledge base whose day of review has come")
KNOWLEDGE_OLDEST = Gauge("navigator_knowledge_oldest_days", "Days since the entry that waits longest was checked")
TRIAL_SEARCHES = Counter("navigator_trial_searches", "Searches for trials at ClinicalTrials.gov", ["outcome"])


def outbox(state: OutboxState, now: dt.datetime) -> None:
    """Take the state of the outbox."""
    OUTBOX_WAITING.set(state.waiting)
    OUTBOX_OLDEST.set((now - state.oldest).total_seconds() if state.oldest else 0)


def reminders(state: ReminderState, now: dt.datetime) -> None:
    """Take the state of the reminders."""
    for name in STATES:
        REMINDERS.labels(name).set(state.counts.get(name, 0))
    REMINDERS_DUE.set(state.due)
    waited = (now - state.oldest_due).total_seconds() if state.oldest_due else 0.0
    REMINDERS_OLDEST.set(max(0.0, waited))


def knowledge(library: Library, on: dt.date) -> None:
    """Take the age of the knowledge base."""
    KNOWLEDGE_DUE.set(len(library.overdue(on)))
    KNOWLEDGE_OLDEST.set(max((on - topic.checked).days for topic in library.topics.values()))
