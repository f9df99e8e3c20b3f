"""Facts out of pasted text: treatment histories, notes of calls and letters."""
