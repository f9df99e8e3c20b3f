"""What all other rooms stand on: entries, conditions, plain text, the calendar."""
