#!/usr/bin/env python
"""Django's command line; a setting that is wrong ends it with one sentence, not a traceback."""

import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    try:
        execute_from_command_line(sys.argv)
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit(f"The settings are not right: {error}\nREADME.md lists every variable.")


if __name__ == "__main__":
    main()
