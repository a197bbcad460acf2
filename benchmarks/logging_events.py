"""How many keystrokes does it take to log three docket entries: in the log row, and in the admin?

A complaint, a motion to dismiss, and the order that grants it and ends the case, with the court's
text pasted from its e-mail (Ctrl+V, two keys) or typed out. Both ways start on the page of the
case and end with the same rows in the database, which is compared: an entry counts only if all its
facts are there. Keys are counted as the browser hears them (`keydown`), a click counts as one.

In the administration's forms the shortest honest way is taken: Tab between fields, the first
letters in a list of choices, Enter to save; what an order decides has its own form there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LARGEST_SHARE = 1 / 3
_PATIENCE = 60_000  # milliseconds
_ENTRIES = (
    ("1/2/25", "COMPLAINT against Acme Corp., filed by Ann Roe."),
    ("1/30/25", "MOTION to Dismiss filed by Acme Corp.."),
    ("3/4/25", "ORDER granting 2 Motion to Dismiss. This action is DISMISSED WITHOUT PREJUDICE."),
)

# Run by the server's own code in a process of its own.
_PREPARE = """
from cases.models import Case, Party
from casetracker.models import User
from django.contrib.auth.models import Group
from django.test import Client
user = User.objects.create_user("counted", password="not asked for")
user.groups.add(Group.objects.get(name="paralegals"))
case = Case.objects.create(slug="roe-v-acme", caption="Roe v. Acme Corp.", filed_on="2025-01-02")
Party.objects.create(case=case, key="roe", name="Ann Roe", role="plaintiff")
Party.objects.create(case=case, key="acme", name="Acme Corp.", role="defendant")
client = Client()
client.force_login(user, backend="casetracker.backends.RightsBackend")
print("PREPARED", client.cookies["sessionid"].value)
"""
_FACTS = """
import json
from cases.models import Case, Ruling
case = Case.objects.get(slug="roe-v-acme")
entries = case.filings.order_by("number", "pk").values_list(
    "number", "filed_on", "kind", "motion_type", "outcome", "text", "filed_by__name",
    "disposition", "disposes", "prejudice")
rulings = Ruling.objects.filter(order__case=case).values_list(
    "order__number", "motion__number", "outcome", "by_hand")
found = {"entries": list(entries), "rulings": list(rulings)}
print("FACTS", json.dumps(found, default=str))
"""
_EMPTY = """
from cases.models import Filing
Filing.objects.filter(case__slug="roe-v-acme").delete()
print("EMPTIED")
"""


@dataclass
class Counted:
    """A page, and what a person would have pressed on it."""

    page: Any
    pastes: bool
    clicks: int = 0
    keys: int = field(default=0)

    @property
    def total(self) -> int:
        return self.keys + self.clicks

    def click(self, target: Any) -> None:
        self.clicks += 1
        target.click()

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def text(self, words: str) -> None:
        """The court's words, out of the clipboard or letter by letter."""
        if not self.pastes:
            self.type(words)
            return
        self.page.evaluate("words => navigator.clipboard.writeText(words)", words)
        self.press("Control+v")

    def tab_to(self, selector: str) -> None:
        """Tab until the field is reached: as often as it takes."""
        for _ in range(80):
            if self.page.evaluate("at => document.activeElement?.matches(at) ?? false", selector):
                return
            self.press("Tab")
        raise SystemExit(f"Tab does not lead to {selector}: the way through the form has changed.")


def run() -> None:
    """Count both ways, pasting and typing, and hold the row to a third of the admin's keys."""
    with _server() as site:
        print(f"{'':24}{'log row':>10}{'admin':>10}{'share':>10}")
        shares = {}
        for name, pastes in (("text pasted", True), ("text typed out", False)):
            row, logged = _count(site, _in_the_row, pastes)
            admin, entered = _count(site, _in_the_admin, pastes)
            _compare(logged, entered)
            shares[name] = row / admin
            print(f"{'three entries, ' + name:<30}{row:>4}{admin:>10}{row / admin:>10.2f}")
    print(f"The row is held to {LARGEST_SHARE:.2f} of the admin where the text is pasted.")
    if shares["text pasted"] > LARGEST_SHARE:
        raise SystemExit(
            f"Logging three entries takes {shares['text pasted']:.2f} of the keys that the admin "
            f"takes; {LARGEST_SHARE:.2f} is the most."
        )


# --- The two ways ---------------------------------------------------------------------------------


def _in_the_row(it: Counted, address: str) -> None:
    it.page.goto(f"{address}/cases/roe-v-acme/")
    it.click(it.page.locator("#log-filed"))
    for number, (day, text) in enumerate(_ENTRIES, start=1):
        it.type(day)
        it.press("Tab")
        it.text(text)
        it.press("Enter")
        it.page.get_by_text(f"Logged entry {number}").wait_for()
        it.page.locator("#log-filed:focus").wait_for()


def _in_the_admin(it: Counted, address: str) -> None:
    (filed, complaint), (moved, motion), (ordered, order) = _ENTRIES
    page = it.page
    page.goto(f"{address}/cases/roe-v-acme/")
    it.click(page.get_by_role("link", name="Add docket entry"))
    _admin_entry(it, "1", filed, "c", "", "", complaint, "Ann Roe")
    it.click(page.get_by_role("link", name="Add docket entry"))
    _admin_entry(it, "2", moved, "m", "t", "", motion, "Acme Corp.")
    it.click(page.get_by_role("link", name="Add docket entry"))
    _admin_entry(it, "3", ordered, "o", "", "g", order, "", ends=True)
    _admin_ruling(it, address)


def _admin_entry(  # noqa: PLR0913 - the fields of the form
    it: Counted,
    number: str,
    day: str,
    kind: str,
    motion: str,
    outcome: str,
    text: str,
    party: str,
    *,
    ends: bool = False,
) -> None:
    page = it.page
    page.wait_for_selector("#id_number")
    if not page.evaluate("document.activeElement?.matches('#id_number')"):
        it.click(page.locator("#id_number"))
    it.type(number)
    it.tab_to("#id_filed_on")
    it.type(_iso(day))
    it.tab_to("#id_kind")
    it.type(kind)
    if motion:
        it.tab_to("#id_motion_type")
        it.type(motion)
    if outcome:
        it.tab_to("#id_outcome")
        it.type(outcome)
    if party:
        it.tab_to(".field-filed_by .select2-selection")
        _choose(it, "", party)
    it.tab_to("#id_text")
    it.text(text)
    if ends:
        it.tab_to("#id_disposition")
        it.type("d")
        it.tab_to("#id_disposes")
        it.type("t")
        it.tab_to("#id_prejudice")
        it.type("ww")  # the second that begins so
    if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
        it.press("Shift+Tab")
    # Enter in a line of text saves; from a list of choices or a text one goes to such a line first.
    if ends:
        it.tab_to("#id_rule")
    else:
        for _ in range(20):
            if page.evaluate(
                "document.activeElement.matches('input[type=text], input[type=number]')"
            ):
                break
            it.press("Shift+Tab")
    with page.expect_navigation(url="**/cases/roe-v-acme/**"):
        it.press("Enter")


def _choose(it: Counted, words: str, found: str) -> None:
    """Open a list that searches, search it where it is long, and go down to what is meant."""
    with it.page.expect_response("**/autocomplete/**"):
        it.press("Enter")
    it.page.locator(".select2-search__field:focus").wait_for()
    if words:
        with it.page.expect_response("**/autocomplete/**"):
            it.type(words)
    highlighted = it.page.locator(".select2-results__option--highlighted")
    highlighted.wait_for()
    it.page.wait_for_timeout(300)  # the list is drawn anew after the answer
    while found not in highlighted.inner_text():
        it.press("ArrowDown")
    it.press("Enter")


def _admin_ruling(it: Counted, address: str) -> None:
    page = it.page
    it.click(page.get_by_role("link", name="Administration"))
    it.click(page.locator("tr.model-ruling a.addlink, .model-ruling a.addlink").first)
    page.wait_for_selector("#id_outcome")
    for name, words, found in (("order", "3", "ORDER"), ("motion", "2", "MOTION")):
        it.tab_to(f".field-{name} .select2-selection")
        _choose(it, words, found)
    it.tab_to("#id_outcome")
    it.type("g")
    it.tab_to("input[name=_save]")
    it.press("Enter")
    page.wait_for_selector(".messagelist .success, .messages .notice")


def _iso(day: str) -> str:
    month, date, year = day.split("/")
    return f"20{year}-{int(month):02d}-{int(date):02d}"


# --- Counting and comparing -----------------------------------------------------------------------

_LISTEN = """
addEventListener("keydown", event => { if (!event.repeat) window.heard(event.key); }, true);
"""


def _count(site: _Site, way: Any, pastes: bool) -> tuple[int, Any]:
    """What a way takes (the keys that the browser heard, modifiers too, and the clicks); its rows.

    Each way finds an empty docket, and leaves one.
    """
    heard: list[str] = []
    context = site.browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.address}])
    context.expose_function("heard", lambda key: heard.append(key))  # noqa: PLW0108 - named
    context.add_init_script(_LISTEN)
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    counted = Counted(page, pastes)
    way(counted, site.address)
    page.wait_for_timeout(200)  # the last key is told after it has done its work
    counted.keys = len(heard)
    context.close()
    facts = site.facts()
    site.empty()
    return counted.total, facts


def _compare(row: Any, admin: Any) -> None:
    if row != admin or len(row["entries"]) != len(_ENTRIES) or not row["rulings"]:
        raise SystemExit(
            "The two ways did not end with the same facts.\n"
            f"In the row: {json.dumps(row)}\nIn the admin: {json.dumps(admin)}"
        )


# --- A server with a database of its own ----------------------------------------------------------


@dataclass
class _Site:
    address: str
    session: str
    browser: Any
    shell: Any

    def facts(self) -> dict[str, Any]:
        said: str = self.shell(_FACTS)
        found: dict[str, Any] = json.loads(said.partition("FACTS ")[2].splitlines()[0])
        return found

    def empty(self) -> None:
        self.shell(_EMPTY)


@contextmanager
def _server() -> Iterator[_Site]:
    import signal
    import subprocess

    from playwright.sync_api import sync_playwright

    from tests import programs
    from tests.casetracker.processes import environment, free_port, manage, passable_folder

    executable = programs.chromium()
    if executable is None:
        raise SystemExit("There is no Chromium: see what `python -m tests.programs` says.")
    port = free_port()
    with passable_folder() as folder, (folder / "log").open("w") as log:

        def shell(code: str) -> str:
            done = manage("shell", "--command", code, data_dir=folder, PORT=str(port))
            if done.returncode:
                raise SystemExit(f"The database was not reached:\n{done.stdout}")
            return done.stdout

        server = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            env=environment(folder, PORT=str(port), ALLOWED_HOSTS="localhost,testserver"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(server, port)
            session = shell(_PREPARE).partition("PREPARED ")[2].split()[0]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=executable,
                    args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                )
                yield _Site(f"http://localhost:{port}", session, browser, shell)
                browser.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)


def _wait_for(server: Any, port: int) -> None:
    import time
    from urllib.error import URLError
    from urllib.request import urlopen

    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("The server of the benchmark did not start.")
        try:
            with urlopen(f"http://localhost:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("The server of the benchmark did not answer within two minutes.")
