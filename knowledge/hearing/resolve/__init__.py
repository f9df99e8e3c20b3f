"""From marks to acts, slot by slot."""
