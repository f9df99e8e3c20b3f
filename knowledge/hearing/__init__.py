"""From words to acts: what a person's message says, about whom, with the words that it came from."""
