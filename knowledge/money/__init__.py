"""Costs of a course, ways to pay, programs, trials."""
