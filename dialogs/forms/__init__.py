"""Questionnaires as data: the walk through a flow, answers, moves, review."""
