"""The conflict check in the browser: by keyboard, on a small screen, in the dark, on paper."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from cases.conflicts.checking import decide, keep_check, look_for
from cases.models import Case
from sources import jobs
from sources.actions.check_conflicts import check_conflicts
from sources.models import ConflictRequest
from tests.browser.conftest import Complaints
from tests.browser.test_court_files import apart
from tests.browser.test_every_page import cut_off, unkind
from tests.factories import ConflictRequestFactory, PartyFactory
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def attorney_s(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The cookie of an attorney and the page of a check with matches of every kind."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        attorney = person("attorney", username="attorney-who-checks")
        client = Client()
        client.force_login(attorney, backend="casetracker.backends.RightsBackend")
        case = Case.objects.get(slug="roe-v-doe")
        for name in ["Acme, Inc."] * 12 + ["ACME LLC"]:
            PartyFactory(case=case, name=name)
        names = ["Acme Inc", "Nobody Atall", "???"]
        check = keep_check(checked=look_for(names), matter="Imaginary matter", by=attorney)
        decide(check=check, outcome="refer", reason="Ask the partner.", by=attorney)
        yield client.cookies["sessionid"].value, check.get_absolute_url()


@pytest.fixture
def attorney(page: Page, site: str, attorney_s: tuple[str, str]) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": attorney_s[0], "url": site}])
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["checks", "asked", "check"])
def test_the_pages_are_quiet_kind_and_narrow(
    attorney: Page,
    site: str,
    complaints: Complaints,
    attorney_s: tuple[str, str],
    which: str,
    scheme: str,
) -> None:
    attorney.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    asked = apart(lambda: ConflictRequestFactory(matter="Imaginary " * 15))
    addresses = {
        "checks": "/conflicts/",
        "asked": asked.get_absolute_url(),
        "check": attorney_s[1],
    }
    for width in (390, 1440):
        attorney.set_viewport_size({"width": width, "height": 900})
        attorney.goto(site + addresses[which])
        attorney.wait_for_load_state("load")
        assert attorney.evaluate("document.documentElement.scrollWidth") <= width
        assert cut_off(attorney) == []
    assert complaints == []
    assert unkind(attorney) == []


def test_names_are_checked_by_keyboard_alone(attorney: Page, site: str) -> None:
    attorney.goto(f"{site}/conflicts/")
    attorney.get_by_label("Names, one a line").focus()
    attorney.keyboard.type("acme inc\nNobody Atall")
    attorney.keyboard.press("Tab")
    attorney.keyboard.type("By keyboard")
    attorney.keyboard.press("Enter")
    expect(attorney.get_by_role("heading", level=1)).to_have_text("By keyboard")
    expect(attorney.get_by_role("heading", level=3).first).to_contain_text("Acme, Inc.")


def test_a_long_list_is_seen_under_way_left_and_come_back_to(
    attorney: Page, site: str, complaints: Complaints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test itself is the worker."""
    monkeypatch.setattr(jobs, "_send_all", lambda rows: True)
    page = attorney
    page.goto(f"{site}/conflicts/")
    page.get_by_label("Names, one a line").fill(
        "\n".join(["acme inc", *(f"Nobody {n}" for n in range(40))])
    )
    page.get_by_label("What for").fill("A long list")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("0 of 41 names checked")).to_be_visible()
    page.get_by_role("link", name="Conflict check").last.click()
    page.get_by_role("link", name="A long list").click()
    expect(page.get_by_role("progressbar", name="Names checked")).to_have_attribute("max", "41")
    pk = int(page.url.rstrip("/").rpartition("/")[2])

    def half() -> None:
        ConflictRequest.objects.filter(pk=pk).update(state="running", attempts=1, names_done=25)

    apart(half)
    expect(page.get_by_text("25 of 41 names checked")).to_be_visible()
    apart(lambda: jobs.give_back_lost(ConflictRequest))
    expect(page.get_by_text("It begins again with the first name.")).to_be_visible()
    apart(lambda: jobs.work_on(ConflictRequest, pk, check_conflicts))
    expect(page.get_by_text("1 name of 41 needs a look")).to_be_visible()
    assert "/asked/" not in page.url
    assert complaints == []


def test_on_paper_every_appearance_stands_and_no_form(
    attorney: Page, site: str, attorney_s: tuple[str, str]
) -> None:
    attorney.goto(site + attorney_s[1])
    hidden = attorney.locator(".match details li").first
    expect(hidden).not_to_be_visible()
    attorney.emulate_media(media="print")
    expect(hidden).to_be_visible()
    expect(attorney.get_by_role("button", name="Put it in the log")).not_to_be_visible()
