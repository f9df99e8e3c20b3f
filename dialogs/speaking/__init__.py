"""Words of the catalogues, messages, and the voice of an action."""
