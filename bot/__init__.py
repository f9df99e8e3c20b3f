"""How the assistant reaches people: Telegram, the terminal, the command line."""
