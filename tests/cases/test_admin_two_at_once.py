"""Two people on one row: the second is shown both versions and loses nothing."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases.models import Party
from tests import sql
from tests.admin_forms import form_of, opened, said
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    PartyFactory,
    SourceFactory,
    StatuteFactory,
)
from tests.people import signed_in


@pytest.fixture
def party(db: None) -> Party:
    return PartyFactory(name="Acme", role="defendant", description="A maker")


def stale(client: Client, row: Any, somebody: Any, **mine: Any) -> tuple[Any, dict[str, Any]]:
    """Open the form; somebody else changes the row; send the form back."""
    form = opened(client, form_of(row)) | mine
    somebody()
    return client.post(form_of(row), form), form


def test_a_stale_form_is_refused_with_both_versions(party: Party) -> None:
    other, mine = signed_in("attorney"), signed_in("paralegal")

    def somebody() -> None:
        other.post(form_of(party), opened(other, form_of(party)) | {"name": "Acme Inc."})

    response, _ = stale(mine, party, somebody, name="Acme LLC")
    assert response.status_code == 409
    [name] = response.context["differences"]
    assert (name.label, name.yours, name.theirs, name.was) == (
        *("Name", "Acme LLC"),
        *("Acme Inc.", "Acme"),
    )
    party.refresh_from_db()
    assert party.name == "Acme Inc."
    text = response.content.decode()
    assert "was changed after you opened the form" in text
    assert all(words in text for words in ("Acme LLC", "Acme Inc.", "Keep mine", "Take theirs"))


def test_a_change_by_raw_sql_counts(party: Party) -> None:
    def somebody() -> None:
        sql.run("UPDATE cases_party SET role = 'plaintiff' WHERE id = %s", party.pk)

    response, _ = stale(signed_in("paralegal"), party, somebody, name="Acme LLC")
    assert response.status_code == 409
    found = {it.label: (it.yours, it.theirs, it.was) for it in response.context["differences"]}
    assert found["Role"] == ("defendant", "plaintiff", "defendant")
    assert found["Name"] == ("Acme LLC", "Acme", "Acme")


def test_keep_mine_sends_the_same_on_the_new_version(party: Party) -> None:
    client = signed_in("paralegal")
    response, form = stale(
        client, party, lambda: Party.objects.filter(pk=party.pk).update(name="Theirs"), name="Mine"
    )
    kept = dict(response.context["kept"]) | {"seen_version": response.context["version"]}
    assert kept["name"] == "Mine"
    again = client.post(form_of(party), kept)
    assert again.status_code == 302
    party.refresh_from_db()
    assert party.name == "Mine"
    assert "Name: Theirs → Mine" in said(again)[0]
    # The version moved on, so the old form is still refused.
    assert client.post(form_of(party), form).status_code == 409


def test_a_form_that_says_no_version_is_refused(party: Party) -> None:
    client = signed_in("paralegal")
    form = opened(client, form_of(party))
    del form["seen_version"]
    assert client.post(form_of(party), form).status_code == 409


def test_a_fresh_form_is_taken(party: Party) -> None:
    client = signed_in("paralegal")
    form = opened(client, form_of(party)) | {"name": "New"}
    assert client.post(form_of(party), form).status_code == 302


def test_a_change_of_a_list_counts(db: None) -> None:
    claim, client = ClaimFactory(), signed_in("paralegal")
    old = opened(client, form_of(claim))
    client.post(form_of(claim), old | {"statutes": "42:1983"})
    response = client.post(form_of(claim), old | {"title": "Another"})
    assert response.status_code == 409
    found = {it.label: (it.yours, it.theirs) for it in response.context["differences"]}
    assert found["Statute"] == ("", "42 U.S.C. § 1983")


def test_what_cannot_be_read_is_shown_as_typed(db: None) -> None:
    claim, client = ClaimFactory(), signed_in("paralegal")
    claim.statutes.add(StatuteFactory())
    response, _ = stale(
        client, claim, lambda: type(claim).objects.update(title="New"), statutes="not a law"
    )
    found = {it.label: it.yours for it in response.context["differences"]}
    assert found["Statute"] == "not a law"


@pytest.mark.parametrize("factory", [CaseFactory, SourceFactory])
def test_every_versioned_form_is_guarded(db: None, factory: Any) -> None:
    row = factory()
    table = row._meta.db_table
    field = "caption" if table == "cases_case" else "title"
    response, _ = stale(
        signed_in("paralegal"),
        row,
        lambda: sql.run(f"UPDATE {table} SET {field} = 'Theirs' WHERE id = %s", row.pk),
        **{field: "Mine"},
    )
    assert response.status_code == 409


def test_hostile_text_is_text_among_both_versions(party: Party) -> None:
    bad = "</td><script>alert(1)</script>"
    response, _ = stale(
        signed_in("paralegal"), party, lambda: Party.objects.update(name=bad), name=bad + "2"
    )
    assert "<script>alert" not in response.content.decode()


def test_a_deletion_needs_no_version(party: Party) -> None:
    client = signed_in("paralegal")
    response = client.post(form_of(party).replace("change", "delete"), {"post": "yes"})
    assert response.status_code == 302
    assert not Party.objects.exists()


@pytest.mark.parametrize("number", ["999999999", "nonsense"])
def test_a_row_that_is_gone_is_said_to_be(party: Party, number: str) -> None:
    client = signed_in("paralegal")
    response = client.post(f"/admin/cases/party/{number}/change/", {"seen_version": "1"})
    assert response.status_code == 302
    assert "doesn’t exist" in said(response)[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused() -> None:
    from casetracker.group_installation import install_groups

    install_groups()
    party = PartyFactory(name="Acme")
    clients = [signed_in("paralegal"), signed_in("attorney")]
    forms = [opened(c, form_of(party)) | {"name": f"Acme {n}"} for n, c in enumerate(clients)]
    gate, answers = threading.Barrier(2), []

    def send(client: Client, form: dict[str, Any]) -> None:
        try:
            gate.wait(20)
            answers.append(client.post(form_of(party), form).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=it) for it in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [302, 409]
    party.refresh_from_db()
    assert party.version == 2
