"""Work beside the turns: reminders, upkeep, searches of trials."""
