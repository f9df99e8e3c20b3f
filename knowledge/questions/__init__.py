"""From a question to the entry that answers it, or to a plain "not known"."""
