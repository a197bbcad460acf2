"""The conflict check: where names on a list appear in the record, and a log of what was found.

names.py reads names, comparing.py says how two are alike (both pure), looking.py asks the
database for names worth comparing, checking.py makes a check and keeps it.
"""
