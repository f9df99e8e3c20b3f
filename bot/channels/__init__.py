"""The ways in and out: Telegram, webhook, terminal, and the outbox."""
