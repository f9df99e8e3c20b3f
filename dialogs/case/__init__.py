"""The case as it was told: facts with where they came from, what is still between two values, and what matters next."""
