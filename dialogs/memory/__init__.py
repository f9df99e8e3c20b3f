"""The memory of each person: encrypted at rest, one transaction a turn."""
