"""Editing in the browser: by keyboard, from the case page to one form and back."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from cases.models import Case, Filing, Party
from sources.models import Citation
from tests.browser.conftest import CASE, Complaints
from tests.browser.test_every_page import unkind
from tests.people import person

pytestmark = pytest.mark.django_db

ROE = "/cases/roe-v-doe/"


@pytest.fixture(scope="module")
def sessions(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The cookie of somebody of each role, kept outside the transaction of a test."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cookies = {}
        for role in ("reader", "paralegal", "attorney"):
            client = Client()
            client.force_login(person(role), backend="casetracker.backends.RightsBackend")
            cookies[role] = client.cookies["sessionid"].value
        yield cookies


def signed_in_as(cookie: str, page: Page, site: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


@pytest.fixture(scope="module")
def addresses(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The pages of the administration that are looked at here, by what they are."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        case = Case.objects.get(slug="de-la-torre-v-linkedin")
        filing = Filing.objects.filter(case=case).latest("pk")
        yield {
            "index": "/admin/",
            "list": "/admin/cases/filing/",
            "search": "/admin/cases/case/?q=LinkedIn",
            "citations": "/admin/sources/citation/",
            "case": f"/admin/cases/case/{case.pk}/change/",
            "filing": f"/admin/cases/filing/{filing.pk}/change/",
            "add": f"/admin/cases/claim/add/?case={case.pk}",
            "delete": f"/admin/cases/filing/{filing.pk}/delete/",
        }


PAGES = ["index", "list", "search", "citations", "case", "filing", "add", "delete"]


@pytest.fixture
def paralegal(page: Page, site: str, sessions: dict[str, str]) -> Page:
    return signed_in_as(sessions["paralegal"], page, site)


@pytest.mark.parametrize("name", PAGES)
def test_the_administration_is_quiet_kind_and_narrow(
    page: Page,
    site: str,
    addresses: dict[str, str],
    sessions: dict[str, str],
    complaints: Complaints,
    name: str,
) -> None:
    signed_in_as(sessions["attorney"], page, site)
    page.goto(site + addresses[name])
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(site + addresses[name])
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    assert complaints == []
    for scheme in ("light", "dark"):  # axe itself breaks the policy, so it comes last
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.reload()
        page.wait_for_load_state("networkidle")
        assert unkind(page) == []


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_a_fact_and_its_citation_are_added_by_keyboard_and_lead_back(
    paralegal: Page, site: str, complaints: Complaints
) -> None:
    page = paralegal
    page.goto(site + ROE)
    page.get_by_role("link", name="Add party").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add party")).to_be_visible()
    page.locator("#id_name").focus()
    page.keyboard.type("Jane Roe")
    tab_to(page, "#id_role")
    page.keyboard.type("plaintiff")
    tab_to(page, "#id_cite_snapshot")
    page.keyboard.type("The Gazette")
    tab_to(page, "#id_cite_quote")
    page.keyboard.type("complaint was filed on Tuesday")
    tab_to(page, "#id_cite_field")
    page.keyboard.type("Name")
    tab_to(page, "input[name=_save]")
    page.keyboard.press("Enter")

    # Not the article's words: refused, and nothing that was typed is lost.
    refusal = page.locator(".field-cite_quote .errorlist")
    expect(refusal).to_contain_text("does not stand in The Gazette; the nearest is")
    expect(page.locator("#id_name")).to_have_value("Jane Roe")
    assert not Party.objects.filter(name="Jane Roe").exists()
    page.locator("#id_cite_quote").fill("")
    page.keyboard.type("complaint was filed on Monday")
    tab_to(page, "input[name=_save]")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}{ROE}#parties-title")
    expect(page.locator(".messages")).to_contain_text("Added the party “Jane Roe”.")
    expect(page.locator(".messages")).to_contain_text("Name: The Gazette is cited")
    expect(page.locator("#party-jane-roe")).to_contain_text("Jane Roe")
    citation = Citation.objects.get(party__name="Jane Roe")
    assert (citation.field, citation.passage.exact) == ("name", "complaint was filed on Monday")
    page.locator("#shown-party-jane-roe-name").click()
    expect(page.locator("#rail-fact mark")).to_have_text("complaint was filed on Monday")
    assert complaints == []


def test_edit_of_a_fact_leads_to_its_field_and_back(paralegal: Page, site: str) -> None:
    page = paralegal
    page.goto(site + CASE)
    page.locator("#shown-case-seat").click()
    page.locator("#rail-fact").get_by_role("link", name="edit Place").click()
    expect(page.locator("#id_seat")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Oakland, California")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{CASE}#shown-case-seat")
    expect(page.locator(".messages")).to_contain_text("→ Oakland, California")


def test_add_source_leads_to_the_citation_of_that_fact(paralegal: Page, site: str) -> None:
    page = paralegal
    page.goto(site + CASE)
    page.locator("#shown-case-filed_on").click()
    page.locator("#rail-fact").get_by_role("link", name="add source for Filed").click()
    expect(page.locator("#id_cite_snapshot")).to_be_focused()
    expect(page.locator("#id_cite_field")).to_have_value("filed_on")


def test_a_party_is_found_by_typing(
    paralegal: Page, site: str, addresses: dict[str, str], complaints: Complaints
) -> None:
    page = paralegal
    page.goto(site + addresses["filing"])
    page.locator(".field-filed_by .select2-selection").click()
    page.locator(".select2-search__field").type("Link")
    option = page.locator(".select2-results__option", has_text="LinkedIn").first
    expect(option).to_be_visible()
    option.click()
    expect(page.locator(".field-filed_by .select2-selection__rendered")).to_contain_text("LinkedIn")
    assert complaints == []


def test_two_versions_stand_side_by_side(
    paralegal: Page, site: str, addresses: dict[str, str], complaints: Complaints
) -> None:
    page = paralegal
    page.goto(site + addresses["case"])
    colleague = page.context.new_page()
    colleague.goto(site + addresses["case"])
    colleague.locator("#id_jury_demand").fill("both")
    colleague.locator("input[name=_save]").click()
    expect(colleague.locator(".messagelist")).to_contain_text("Jury demand: nothing → both")
    page.locator("#id_jury_demand").fill("plaintiff")
    page.locator("input[name=_save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Somebody else changed this meanwhile"
    )
    row = page.get_by_role("row", name="Jury demand")
    expect(row).to_contain_text("plaintiff")
    expect(row).to_contain_text("both")
    assert [it for it in complaints if "409" not in it] == []
    assert unkind(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator(".messagelist")).to_contain_text("Jury demand: both → plaintiff")


def test_a_reader_sees_no_form(page: Page, site: str, sessions: dict[str, str]) -> None:
    signed_in_as(sessions["reader"], page, site)
    page.goto(site + ROE)
    expect(page.get_by_role("link", name="Add party")).to_have_count(0)
    page.locator(".marker").first.click()
    expect(page.get_by_role("link", name="add source")).to_have_count(0)
