"""`python -m casetracker.ask_health`: what /healthz says, as a container's health check.

Prints the answer; exit code 0 if all is well, 1 if something is not or nobody answers.
"""

import os
import sys
import urllib.error
import urllib.request

PATIENCE_SECONDS = 10


def ask(port: str, host: str) -> tuple[bool, str]:
    """Whether all is well, and the answer in full; `host` is a name that the site accepts."""
    question = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    try:
        with urllib.request.urlopen(question, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            return True, answer.read().decode()
    except urllib.error.HTTPError as unwell:
        return False, unwell.read().decode(errors="replace")
    except OSError as error:
        return False, f"The web does not answer: {error}"


def one_name(allowed_hosts: str) -> str:
    """A name out of ALLOWED_HOSTS, where `.example.org` and `*` stand for several."""
    first = allowed_hosts.split(",", maxsplit=1)[0].strip()
    return first.removeprefix(".") if first not in {"", "*"} else "localhost"


if __name__ == "__main__":
    well, said = ask(os.environ.get("PORT") or "8000", one_name(os.environ["ALLOWED_HOSTS"]))
    print(said)  # noqa: T201
    sys.exit(0 if well else 1)
