"""Who sees and does what: one table for pages and forms, one for what a page offers.

A line a page, a line a control: add yours.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from cases.models import Case, DocketNote
from cases.permissions import RefusedError, needs
from casetracker.groups import GROUPS, who_may
from casetracker.models import User
from casetracker.refusals import why_not
from tests.factories import (
    CaptureFactory,
    CaseFactory,
    CitationFactory,
    ConflictCheckFactory,
    ConflictRequestFactory,
    CourtFileFactory,
    FilingFactory,
    NoticeFactory,
    PartyFactory,
    PassageCheckFactory,
    SavedFilterFactory,
    SnapshotFactory,
)
from tests.people import ANYBODY, NO_GROUP, ROLES, person, signed_in

EVERYBODY = [ANYBODY, NO_GROUP, *ROLES]
SIGNED_IN = [NO_GROUP, *ROLES]
WORKERS = ["paralegal", "attorney", "admin"]
DECIDERS = ["attorney", "admin"]
ADMIN = ["admin"]
NOBODY: list[str] = []

# Address, and who gets the page. The others are refused in words, or sent to sign in.
PAGES = [
    ("/cases/", EVERYBODY),
    ("/cases/list.csv", EVERYBODY),
    ("/cases/feed/", EVERYBODY),
    ("/cases/list/suggestions/party/?party=ro", EVERYBODY),
    ("/cases/list/saved/", ROLES),
    ("/cases/list/saved/{saved}/count/", ROLES),
    ("/cases/list/follow/", ROLES),
    ("/cases/roe-v-doe/", EVERYBODY),
    ("/cases/roe-v-doe/docket/", EVERYBODY),
    ("/cases/roe-v-doe/docket/?print=all", EVERYBODY),
    ("/cases/roe-v-doe/parties/", EVERYBODY),
    ("/cases/roe-v-doe/memo.docx", EVERYBODY),
    ("/cases/roe-v-doe/memo.pdf", EVERYBODY),
    ("/cases/roe-v-doe/memo.md", EVERYBODY),
    ("/cases/roe-v-doe/docket.pdf", EVERYBODY),
    ("/cases/roe-v-doe/docket.csv", EVERYBODY),
    ("/cases/roe-v-doe/docket/{entry}/notes/", WORKERS),
    ("/cases/roe-v-doe/docket/notes/{note}/", ADMIN),  # its author's, and admins'
    ("/search/", EVERYBODY),
    ("/search/?q=roe", EVERYBODY),
    ("/sources/", EVERYBODY),
    ("/sources/{source}/", EVERYBODY),
    ("/cases/roe-v-doe/evidence/evidence-case-caption/decide/", DECIDERS),
    ("/cases/roe-v-doe/sign-off/", WORKERS),
    ("/sources/add/", WORKERS),
    ("/sources/{source}/captures/", WORKERS),
    ("/sources/{source}/captures/{capture}/confirm/", WORKERS),
    ("/sources/snapshots/{snapshot}/raw/", ROLES),
    ("/sources/{source}/cite/", WORKERS),
    ("/sources/{source}/proposals/", WORKERS),
    ("/sources/{source}/proposals/accept/", WORKERS),
    ("/sources/{source}/versions/", EVERYBODY),
    ("/sources/{source}/as-of/{snapshot}/", EVERYBODY),
    ("/sources/{source}/changes/{snapshot}/{snapshot}/", EVERYBODY),
    ("/statutes/", EVERYBODY),
    ("/statutes/sca/", EVERYBODY),
    ("/conflicts/", WORKERS),
    ("/conflicts/{checked}/", WORKERS),
    ("/conflicts/{checked}/conflicts.csv", WORKERS),
    ("/conflicts/asked/{asked}/", WORKERS),
    ("/court-files/", EVERYBODY),
    ("/court-files/{delivery}/", EVERYBODY),
    ("/review/", EVERYBODY),
    ("/review/passages/{check}/", EVERYBODY),
    ("/review/notices/{notice}/", EVERYBODY),
    ("/account/", SIGNED_IN),
    ("/account/password/", SIGNED_IN),
    ("/account/tokens/", SIGNED_IN),
    ("/api/v1/docs/", EVERYBODY),
    ("/admin/casetracker/apitoken/", ADMIN),
    ("/admin/casetracker/apitoken/add/", NOBODY),
    ("/admin/", WORKERS),
    ("/admin/casetracker/user/", ADMIN),
    ("/admin/casetracker/user/add/", ADMIN),
    ("/admin/casetracker/user/{user}/change/", ADMIN),
    ("/admin/casetracker/user/{user}/password/", ADMIN),
    ("/admin/casetracker/user/{user}/delete/", ADMIN),
    ("/admin/auth/group/", ADMIN),
    ("/admin/auth/group/add/", NOBODY),
    ("/admin/cases/case/", WORKERS),
    ("/admin/cases/case/add/", WORKERS),
    ("/admin/cases/party/{party}/change/", WORKERS),
    ("/admin/cases/party/{party}/delete/", WORKERS),
    ("/admin/cases/party/add/", WORKERS),
    ("/admin/sources/source/add/", WORKERS),
    ("/admin/sources/snapshot/add/", WORKERS),
    ("/admin/sources/snapshot/{snapshot}/delete/", NOBODY),
    ("/admin/sources/decision/", WORKERS),
    ("/admin/sources/signoff/", WORKERS),
    ("/admin/sources/signoff/add/", NOBODY),
]

# What a page offers: the words in its markup that make the control, where, and who sees it.
CONTROLS = [
    ('href="/admin/"', "/cases/", WORKERS),
    ("Sign out", "/cases/", SIGNED_IN),
    ("Save this filter", "/cases/?q=roe", ROLES),
    ('id="your-filters"', "/cases/", ROLES),
    ("/list/saved/{saved}/delete/", "/cases/list/saved/", NOBODY),  # its owner's alone
    ("/account/sign-in/?next=%2Fcases%2F", "/cases/", [ANYBODY]),
    ('href="/admin/"', "/cases/roe-v-doe/", WORKERS),
    ('href="/admin/casetracker/user/"', "/admin/", ADMIN),
    ('href="/admin/auth/group/"', "/admin/", ADMIN),
    ("/admin/cases/party/add/?", "/cases/roe-v-doe/", WORKERS),
    ("/cases/roe-v-doe/sign-off/", "/cases/roe-v-doe/", WORKERS),
    ('action="/cases/roe-v-doe/log/"', "/cases/roe-v-doe/", WORKERS),
    ("evidence-case-caption/decide/", "/cases/roe-v-doe/", DECIDERS),
    ("evidence-case-caption/decide/", "/cases/roe-v-doe/sign-off/", DECIDERS),
    ('href="/cases/roe-v-doe/memo.docx"', "/cases/roe-v-doe/", EVERYBODY),
    ('href="/cases/roe-v-doe/docket.pdf"', "/cases/roe-v-doe/", EVERYBODY),
    ('href="/cases/roe-v-doe/docket.pdf"', "/cases/roe-v-doe/docket/", EVERYBODY),
    ("Ask the client.", "/cases/roe-v-doe/docket/", ROLES),
    ("/docket/{entry}/notes/", "/cases/roe-v-doe/docket/", WORKERS),
    ("/docket/notes/{note}/delete/", "/cases/roe-v-doe/docket/", ADMIN),
    ('href="/review/"', "/cases/", WORKERS),
    ('href="/sources/add/"', "/sources/", WORKERS),
    ('href="/court-files/"', "/cases/", WORKERS),
    ('href="/conflicts/"', "/cases/", WORKERS),
    ("/conflicts/{checked}/outcome/", "/conflicts/{checked}/", DECIDERS),
    ('name="files"', "/court-files/", WORKERS),
    ("The worker was stopped.", "/court-files/{delivery}/", EVERYBODY),
    ("/court-files/{delivery}/retry/", "/court-files/{delivery}/", WORKERS),
    ("The site answered 503.", "/sources/{source}/", EVERYBODY),
    ("captures/again/", "/sources/{source}/", WORKERS),
    ("captures/{failed}/retry/", "/sources/{source}/", WORKERS),
    ('/sources/{source}/captures/"', "/sources/{source}/", WORKERS),
    ("captures/{capture}/confirm/", "/sources/{source}/", WORKERS),
    ("/sources/snapshots/{snapshot}/raw/", "/sources/{source}/", ROLES),
    ('name="every"', "/sources/{source}/", WORKERS),
    ('id="pointing-start"', "/sources/{source}/", WORKERS),
    ("Propose facts", "/sources/{source}/", WORKERS),
    ("/confirm/", "/review/passages/{check}/", WORKERS),
    ("/re-anchor/", "/review/passages/{check}/", WORKERS),
    ("/withdraw/", "/review/passages/{check}/", WORKERS),
    ("/read/", "/review/notices/{notice}/", WORKERS),
    ('name="cite_quote"', "/admin/cases/party/{party}/change/", WORKERS),
    ('name="decide_reason"', "/admin/cases/party/{party}/change/", DECIDERS),
]


@pytest.fixture
def case(db: None) -> Case:
    return CaseFactory(slug="roe-v-doe", caption="Roe v. Doe")


@pytest.fixture
def address(case: Case) -> Any:
    """Fills in what an address of the tables stands for."""
    snapshot = SnapshotFactory(
        source__url="https://gazette.example/suit", raw=b"<!doctype html>", media="html"
    )
    ended: dict[str, Any] = {"source": snapshot.source, "finished_at": timezone.now()}
    failed = CaptureFactory(**ended, state="failed", failure="The site answered 503.")
    captured = CaptureFactory(
        **ended, state="done", snapshot=snapshot, is_new=True, proposed={"title": "Acme sued"}
    )
    check = PassageCheckFactory(passage__snapshot=SnapshotFactory(text="It was filed on Tuesday."))
    CitationFactory(about=case, field="seat", passage=check.passage)
    stopped = {"failure": "The worker was stopped.", "raw": b"x", "finished_at": timezone.now()}
    entry = FilingFactory(case=case)
    by = person("paralegal")
    known = {
        "checked": ConflictCheckFactory().pk,
        "asked": ConflictRequestFactory().pk,
        "entry": entry.key,
        "note": DocketNote.objects.create(filing=entry, text="Ask the client.", written_by=by).pk,
        "delivery": CourtFileFactory(state="failed", **stopped).delivery_id,
        "failed": failed.pk,
        "capture": captured.pk,
        "check": check.pk,
        "notice": NoticeFactory(snapshot=snapshot).pk,
        "user": person("reader").pk,
        "saved": SavedFilterFactory(shared=True).pk,
        "snapshot": snapshot.pk,
        "source": snapshot.source.pk,
        "party": PartyFactory(case=case).pk,
    }
    return lambda written: written.format(**known)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(("written", "able"), PAGES, ids=[page for page, _ in PAGES])
def test_a_page_is_for(address: Any, who: str, written: str, able: list[str]) -> None:
    response = signed_in(who).get(address(written), follow=True)
    if who in able:
        assert (response.status_code, response.redirect_chain) == (200, [])
    elif who == ANYBODY:
        assert response.status_code == 200
        assert response.request["PATH_INFO"] == "/account/sign-in/"
    else:
        assert response.status_code == 403
        text = response.content.decode()
        assert (
            "in no group yet" in text
            if who == NO_GROUP
            else f" {who}. To " in text or ("Nobody can" in text)
        )


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("control", "written", "able"), CONTROLS, ids=[f"{it[0]} on {it[1]}" for it in CONTROLS]
)
def test_a_control_is_shown_to(
    address: Any, who: str, control: str, written: str, able: list[str]
) -> None:
    """Where the page itself is closed to somebody, so is the control."""
    html = signed_in(who).get(address(written)).content.decode()
    assert (address(control) in html) == (who in able)


def registered() -> list[Any]:
    """Every form of the administration, for each of the three things to do with it."""
    return [
        pytest.param(model_admin, action, id=f"{action} {model._meta.label}")
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in {"cases", "sources", "casetracker", "auth"}
        for action in ("view", "add", "change", "delete")
    ]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.role)
@pytest.mark.parametrize(("model_admin", "action"), registered())
def test_a_form_of_the_administration_allows_no_more_than_the_group(
    db: None, model_admin: Any, action: str, group: Any
) -> None:
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(pk=person(group.role).pk)
    options = model_admin.model._meta
    permission = f"{options.app_label}.{action}_{options.model_name}"
    allowed = getattr(model_admin, f"has_{action}_permission")(request)
    assert group.may(permission) or not allowed


# --- Why not, and who may -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "permission", "words"),
    [
        (
            "reader",
            "cases.change_party",
            "You are a reader. To change parties takes a paralegal, an attorney or an admin.",
        ),
        (
            "paralegal",
            "sources.add_decision",
            "You are a paralegal. To add decisions takes an attorney or an admin.",
        ),
        ("attorney", "casetracker.add_user", "You are an attorney. To add users takes an admin."),
        (
            "admin",
            "sources.change_snapshot",
            "Nobody can change snapshots: it is kept for good, as evidence of what was there.",
        ),
        (
            NO_GROUP,
            "cases.delete_event",
            "Your account is in no group yet. To delete events, ask an admin to make you "
            "a paralegal, an attorney or an admin.",
        ),
    ],
)
def test_a_refusal_says_why_and_who_can(role: str, permission: str, words: str) -> None:
    group = next((group for group in GROUPS if group.role == role), None)
    assert why_not(group, permission) == words


@needs("cases.change_party")
def a_view(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(f"changed {number}")


def ask(user: User | AnonymousUser) -> HttpResponse:
    request = RequestFactory().get("/cases/roe-v-doe/change/?row=1")
    request.user = user
    answer = a_view(request, 3)
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_view_answers_whoever_has_what_it_needs(db: None) -> None:
    assert ask(person("paralegal")).content == b"changed 3"


def test_a_view_refuses_whoever_lacks_it_and_names_what_is_missing(db: None) -> None:
    with pytest.raises(RefusedError) as refusal:
        ask(person("reader"))
    assert refusal.value.permission == "cases.change_party"


def test_a_view_sends_whoever_is_not_signed_in_there_and_back() -> None:
    response = ask(AnonymousUser())
    assert response.status_code == 302
    assert response.headers["Location"] == (
        "/account/sign-in/?next=/cases/roe-v-doe/change/%3Frow%3D1"
    )


def test_a_permission_of_no_model_is_said_as_it_is() -> None:
    assert who_may("elsewhere.fly_kite") == []
    assert "elsewhere.fly_kite" in why_not(None, "elsewhere.fly_kite")


def test_whoever_is_deactivated_is_signed_out_at_once(db: None) -> None:
    user = person("admin")
    client = Client()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_whoever_leaves_a_group_loses_its_rights_at_once(db: None) -> None:
    user = person("paralegal")
    client = Client()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    user.groups.clear()
    assert client.get("/admin/", follow=True).status_code == 403


def test_staff_without_a_group_do_not_enter_the_administration(db: None) -> None:
    user = person(NO_GROUP)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get("/admin/", follow=True).status_code == 403


def test_being_signed_in_costs_a_page_two_queries(
    case: Case, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    """The session, and the person with all rights; the corner of the bar and `perms` cost none.

    Whoever may review is told how much awaits it, which is one more.
    """
    client, paralegal = signed_in("reader"), signed_in("paralegal")
    for one in (client, paralegal):
        one.get("/cases/roe-v-doe/")
    with django_assert_max_num_queries(100) as anonymous:
        Client().get("/cases/roe-v-doe/")
    with django_assert_num_queries(len(anonymous) + 2):
        client.get("/cases/roe-v-doe/")
    with django_assert_num_queries(len(anonymous) + 3):
        paralegal.get("/cases/roe-v-doe/")


def test_asking_what_somebody_may_costs_no_query(db: None, django_assert_num_queries: Any) -> None:
    client = signed_in("attorney")
    response = client.get("/cases/")
    user = response.wsgi_request.user
    with django_assert_num_queries(0):
        assert user.has_perm("sources.add_decision")
        assert not user.has_perm("casetracker.add_user")
        assert user.role.role == "attorney"


# --- Accounts -----------------------------------------------------------------------------------


def test_an_admin_makes_an_account_and_puts_it_into_a_group(db: None) -> None:
    from django.contrib.auth.models import Group

    client = signed_in("admin")
    password = "correct horse battery"
    response = client.post(
        "/admin/casetracker/user/add/",
        {
            "username": "paula",
            "password1": password,
            "password2": password,
            "groups": [Group.objects.get(name="paralegals").pk],
        },
    )
    assert response.status_code == 302
    made = User.objects.get(username="paula")
    assert made.role is not None
    assert made.role.role == "paralegal"
    assert made.check_password(password)


def test_the_form_of_an_account_offers_no_rights_past_the_groups(db: None) -> None:
    user = person("reader")
    client = signed_in("admin")
    form = f"/admin/casetracker/user/{user.pk}/change/"
    html = client.get(form).content.decode()
    for name in ("is_superuser", "is_staff", "user_permissions"):
        assert f'name="{name}"' not in html
    client.post(form, {"username": user.username, "is_active": "on", "is_superuser": "on"})
    user.refresh_from_db()
    assert not user.is_superuser


def test_a_group_is_shown_with_what_it_may_and_cannot_be_edited(db: None) -> None:
    from django.contrib.auth.models import Group

    client = signed_in("admin")
    form = f"/admin/auth/group/{Group.objects.get(name='attorneys').pk}/change/"
    assert "add decisions" in client.get(form).content.decode()
    assert client.post(form, {"name": "owners"}).status_code == 403
