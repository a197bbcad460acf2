"""What people take away: a case as a memo (Word, PDF, Markdown), its docket as a sheet (PDF).

`memo_of` and `sheet_of` read the record and its evidence into plain dataclasses; one writer a
format makes a file of them. Words of others stay words in every format: no writer parses them.
"""
