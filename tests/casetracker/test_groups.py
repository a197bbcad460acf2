"""The four groups: what each may, and that the database holds exactly this."""

import threading
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from casetracker.group_installation import install_groups
from casetracker.groups import (
    ADMINS,
    ATTORNEYS,
    GROUPS,
    KEPT_FOR_GOOD,
    MADE_BY_THE_TRACKER,
    PARALEGALS,
    READERS,
    WORK,
    permissions_of,
    role_of,
    who_may,
)
from casetracker.models import User

PARALEGAL_UP = [PARALEGALS, ATTORNEYS, ADMINS]
OURS = ["cases", "sources", "casetracker"]


def all_permissions() -> set[str]:
    return {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }


def held(name: str) -> set[str]:
    return {
        f"{app}.{codename}"
        for app, codename in Group.objects.get(name=name).permissions.values_list(
            "content_type__app_label", "codename"
        )
    }


@pytest.mark.parametrize(
    ("permission", "able"),
    [
        ("cases.view_case", [*GROUPS]),
        ("cases.view_partyhistory", [*GROUPS]),
        ("sources.view_decision", [*GROUPS]),
        ("cases.add_party", PARALEGAL_UP),
        ("cases.change_filing", PARALEGAL_UP),
        ("cases.delete_event", PARALEGAL_UP),
        ("sources.change_source", PARALEGAL_UP),
        ("sources.add_snapshot", PARALEGAL_UP),
        ("sources.add_passage", PARALEGAL_UP),
        ("sources.delete_citation", PARALEGAL_UP),
        ("sources.add_courtfile", PARALEGAL_UP),
        ("sources.change_courtfile", PARALEGAL_UP),
        ("sources.delete_courtfile", []),
        (WORK, PARALEGAL_UP),
        ("sources.add_decision", [ATTORNEYS, ADMINS]),
        ("cases.add_conflictcheck", PARALEGAL_UP),
        ("cases.decide_conflictcheck", [ATTORNEYS, ADMINS]),
        ("casetracker.add_user", [ADMINS]),
        ("casetracker.change_user", [ADMINS]),
        ("auth.view_group", [ADMINS]),
        ("auth.change_group", []),
        ("sources.change_snapshot", []),
        ("sources.delete_snapshot", []),
        ("sources.change_passage", []),
        ("sources.change_decision", []),
        ("sources.delete_decision", []),
        ("cases.change_casehistory", []),
        ("cases.add_partyhistory", []),
        ("sources.delete_decisionhistory", []),
        ("sessions.view_session", []),
    ],
)
def test_a_permission_belongs_to(permission: str, able: list[Any]) -> None:
    assert who_may(permission) == able


def test_a_conflict_check_is_made_and_decided_on_and_there_is_nothing_else_to_do_with_it(
    db: None,
) -> None:
    about_it = {name for name in all_permissions() if "_conflict" in name}
    assert about_it == {"cases.add_conflictcheck", "cases.decide_conflictcheck"}


def test_each_group_may_what_the_one_before_it_may(db: None) -> None:
    everything = all_permissions()
    readers, paralegals, attorneys, admins = (permissions_of(it, everything) for it in GROUPS)
    assert readers < paralegals < attorneys < admins


def test_every_permission_on_our_models_is_somebodys_or_kept_for_good(db: None) -> None:
    """A new model is somebody's to change, or is named among what is nobody's."""
    ours = {name for name in all_permissions() if name.split(".")[0] in OURS}
    nobodys = {name for name in ours if not who_may(name)}
    assert "sources.change_snapshot" in nobodys
    assert {name for name in nobodys if not name.endswith("history")} == {
        name for name in (*KEPT_FOR_GOOD, *MADE_BY_THE_TRACKER) if not name.startswith("*")
    }


@pytest.mark.parametrize("declared", GROUPS, ids=lambda it: it.name)
def test_after_migrate_a_group_holds_exactly_what_is_declared(db: None, declared: Any) -> None:
    assert held(declared.name) == permissions_of(declared, all_permissions())
    assert held(declared.name)


def test_installing_again_takes_away_and_gives_back(db: None) -> None:
    readers = Group.objects.get(name="readers")
    before = held("readers")
    extra = Permission.objects.get(codename="delete_case")
    readers.permissions.set([extra])

    call_command("migrate", verbosity=0)

    assert held("readers") == before
    assert "cases.delete_case" not in before


def test_other_groups_are_left_alone(db: None) -> None:
    other = Group.objects.create(name="clerks of the court")
    other.permissions.set(Permission.objects.filter(codename="view_case"))

    install_groups()

    assert held("clerks of the court") == {"cases.view_case"}


@pytest.mark.django_db(transaction=True)
def test_two_installations_at_once_make_four_groups() -> None:
    Group.objects.all().delete()
    Permission.objects.all().delete()
    failures: list[Exception] = []

    def install() -> None:
        try:
            install_groups()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=install) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(g.name for g in GROUPS)
    assert held("attorneys") == permissions_of(ATTORNEYS, all_permissions())


def test_the_strongest_group_is_the_role() -> None:
    assert role_of(["paralegals", "readers"]) is PARALEGALS
    assert role_of(["clerks of the court"]) is None
    assert role_of([]) is None


def test_who_is_made_by_createsuperuser_is_an_admin(db: None) -> None:
    call_command("createsuperuser", username="boss", email="", interactive=False, verbosity=0)
    boss = User.objects.get(username="boss")
    assert boss.role is ADMINS
    assert boss.has_perms([WORK, "casetracker.add_user", "sources.add_decision"])


def test_readers_are_the_least() -> None:
    assert role_of(["readers"]) is READERS
