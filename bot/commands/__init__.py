"""The commands of `navigator`, one module a subject; `bot.cli` puts them together.

A command imports its heavy parts when it runs, so that each starts fast, and raises `bot.errors.UserError` where the
person can mend something.
"""
