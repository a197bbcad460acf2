"""Deciding and signing off in the browser: by keyboard, without JavaScript, on a small screen.

Each test decides on a fact of its own: what the server has written stays until the module ends.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from cases.models import Case
from sources.models import Decision, SignOff
from tests.browser.conftest import CASE, Complaints
from tests.browser.test_every_page import cut_off, unkind
from tests.people import person

pytestmark = pytest.mark.django_db

SLUG = "de-la-torre-v-linkedin"
DECIDE = f"{CASE}evidence/evidence-case-filed_on/decide/"
DECIDE_CLASS = DECIDE.replace("filed_on", "class_status")
DECIDE_PLACE = DECIDE.replace("filed_on", "seat")
DECIDE_JURY = DECIDE.replace("filed_on", "jury_demand")
SIGN_OFF = f"{CASE}sign-off/"


@pytest.fixture(scope="module")
def sessions(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The cookie of somebody of each role, kept outside the transaction of a test."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cookies = {}
        for role in ("paralegal", "attorney"):
            client = Client()
            user = person(role, username=f"{role}-who-decides")
            client.force_login(user, backend="casetracker.backends.RightsBackend")
            cookies[role] = client.cookies["sessionid"].value
        yield cookies


def signed_in_as(cookie: str, page: Page, site: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


@pytest.fixture
def attorney(page: Page, site: str, sessions: dict[str, str]) -> Page:
    return signed_in_as(sessions["attorney"], page, site)


def case() -> Case:
    return Case.objects.get(slug=SLUG)


@pytest.mark.parametrize("address", [DECIDE, SIGN_OFF], ids=["decide", "sign-off"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_quiet_kind_and_narrow(
    attorney: Page, site: str, complaints: Complaints, address: str, scheme: str
) -> None:
    attorney.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for width in (390, 1440):
        attorney.set_viewport_size({"width": width, "height": 900})
        attorney.goto(site + address)
        attorney.wait_for_load_state("networkidle")
        assert attorney.evaluate("document.documentElement.scrollWidth") <= width
        assert cut_off(attorney) == []
    assert complaints == []
    assert unkind(attorney) == []


def test_another_value_is_adopted_by_keyboard_and_leads_back_to_the_fact(
    attorney: Page, site: str, complaints: Complaints
) -> None:
    page = attorney
    page.goto(site + CASE)
    page.locator("#shown-case-filed_on").click()
    page.locator("#rail-fact").get_by_role("link", name="Decide again on Filed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Filed")
    expect(page.locator(".option").filter(has_text="Saturday 25 January 2025")).to_contain_text(
        "MARKETING-INTERACTIVE"
    )
    page.locator("#choice-keep").focus()
    page.keyboard.press("ArrowDown")  # from radio button to radio button
    expect(page.get_by_role("radio", name="Saturday 25 January 2025")).to_be_checked()
    page.get_by_label("Why").focus()
    page.keyboard.type("The legal documents were seen.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}{CASE}#shown-case-filed_on")
    expect(page.locator(".messages")).to_contain_text("Filed: decided")
    expect(page.locator(".glance")).to_contain_text("Saturday 25 January 2025")
    assert case().value_of("filed_on") == "2025-01-25"
    assert Decision.objects.latest("pk").reason == "The legal documents were seen."
    assert complaints == []


def test_without_javascript_a_decision_is_taken_all_the_same(
    without_javascript: Page, site: str, sessions: dict[str, str]
) -> None:
    page = signed_in_as(sessions["attorney"], without_javascript, site)
    page.goto(site + DECIDE_PLACE)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Choose which value is shown.")).to_be_visible()
    page.get_by_role("radio", name="Another value").check()
    page.get_by_label("Place, otherwise").fill("Oakland, California")
    page.get_by_label("Why").fill("A guess.")
    page.get_by_role("button", name="Decide").click()
    expect(page).to_have_url(f"{site}{CASE}#shown-case-seat")
    assert case().value_of("seat") == "Oakland, California"


def test_who_comes_second_is_told_and_keeps_the_reason(attorney: Page, site: str) -> None:
    page, colleague = attorney, attorney.context.new_page()
    page.goto(site + DECIDE_CLASS)
    colleague.goto(site + DECIDE_CLASS)
    for somebody, reason in ((colleague, "Theirs."), (page, "Mine.")):
        somebody.locator("#choice-keep").check()
        somebody.get_by_label("Why").fill(reason)
        somebody.get_by_role("button", name="Decide again").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else was here meanwhile.")
    expect(page.get_by_label("Why")).to_have_value("Mine.")
    expect(page.locator(".earlier .stands")).to_contain_text("Theirs.")
    assert not Decision.objects.filter(reason="Mine.").exists()


def test_a_case_is_signed_off_and_reopened_by_a_change(
    attorney: Page, site: str, complaints: Complaints
) -> None:
    page = attorney
    page.goto(site + CASE)
    page.locator(".signed").get_by_role("link", name="Sign off").click()
    page.get_by_label("Remark").fill("As of the dismissal.")
    page.get_by_role("button", name="Sign off").click()
    expect(page).to_have_url(site + CASE)
    expect(page.locator(".signed")).to_contain_text("Signed off by attorney-who-decides on")
    assert SignOff.objects.standing().get().remark == "As of the dismissal."

    page.goto(site + DECIDE_JURY)
    page.get_by_role("radio", name="Another value").check()
    page.get_by_label("Jury demand, otherwise").fill("plaintiff")
    page.get_by_label("On what ground").select_option("unsourced")
    page.get_by_label("Why").fill("The clerk said so.")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".signed")).to_contain_text("because Jury demand changed")
    page.goto(site + SIGN_OFF)
    expect(page.locator(".earlier")).to_contain_text("As of the dismissal.")
    assert complaints == []


def test_a_paralegal_sees_what_remains_and_no_button(
    page: Page, site: str, sessions: dict[str, str]
) -> None:
    signed_in_as(sessions["paralegal"], page, site)
    page.goto(site + SIGN_OFF)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign-off")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
