"""Texts made from the case: letters, dates, answers, read-back."""
