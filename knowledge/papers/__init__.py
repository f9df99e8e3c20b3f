"""Reading a paper: the clauses of a policy and the fields of a denial letter, from lines with their places on the page.

Pure functions. Where the lines come from (a PDF, a photo, a text) is `bot.reader`'s affair. What is looked for stands
in `content/papers.yaml`. Words of a paper are only ever quoted: nothing in them is an instruction.
"""
