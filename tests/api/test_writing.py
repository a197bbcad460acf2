"""Writing through the API: by the same actions as the pages, so with the same rules."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases.models import Case, Filing
from sources.models import Citation
from tests.api.asking import Program
from tests.factories import (
    CitationFactory,
    ClaimFactory,
    FilingFactory,
    PartyFactory,
    SnapshotFactory,
)

DOCKET = "/cases/roe-v-doe/docket/"
NOTICE = {"filed": "2025-01-30", "number": 2, "kind": "notice", "text": "NOTICE of Appearance."}


@pytest.fixture
def program(case: Case) -> Program:
    return Program("paralegal")


# --- Logging an entry -----------------------------------------------------------------------------


def test_an_entry_is_logged_and_its_address_given(program: Program, case: Case) -> None:
    response = program.post(DOCKET, NOTICE)
    assert response.status_code == 201
    made = response.json()
    assert response.headers["Location"] == made["url"]
    assert program.get(made["url"]).json() == made
    assert (made["number"], made["filed_on"], made["kind"]) == (2, "2025-01-30", "notice")
    assert made["logged_by_hand"]


def test_the_history_knows_who_logged_it(program: Program, case: Case) -> None:
    made = program.post(DOCKET, NOTICE).json()
    event = Filing.objects.get(pk=made["id"]).history.get()  # type: ignore[attr-defined]
    assert program.user is not None
    assert event.pgh_context.metadata["user"] == program.user.pk
    assert event.pgh_context.metadata["url"] == f"/api/v1{DOCKET}"


def test_what_is_left_out_is_read_from_the_text(program: Program, case: Case) -> None:
    text = "ORDER granting 1 Motion to Dismiss. (Entered: 02/03/2025)"
    made = program.post(DOCKET, {"filed": "2025-02-03", "text": text}).json()
    assert (made["kind"], made["outcome"]) == ("order", "granted")
    assert made["decides"][0]["motion"]["number"] == 1


def test_the_same_request_with_the_same_key_is_one_entry(program: Program, case: Case) -> None:
    first = program.post(DOCKET, NOTICE, Idempotency_Key="import-7")
    second = program.post(DOCKET, NOTICE, Idempotency_Key="import-7")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert case.filings.filter(number=2).count() == 1


def test_another_request_with_the_key_is_refused(program: Program, case: Case) -> None:
    program.post(DOCKET, NOTICE, Idempotency_Key="import-7")
    response = program.post(DOCKET, NOTICE | {"number": 3}, Idempotency_Key="import-7")
    assert response.status_code == 409
    assert "logged already, as entry 2" in response.json()["detail"]
    assert not case.filings.filter(number=3).exists()


@pytest.mark.parametrize("other", [{"decides": "1 denied"}, {"sealed": True}, {"rule": "Rule 12"}])
def test_another_decision_with_the_key_is_another_request(
    program: Program, case: Case, other: dict[str, Any]
) -> None:
    order = {"filed": "2025-02-03", "kind": "order", "decides": "1 granted"}
    assert program.post(DOCKET, order, Idempotency_Key="order").status_code == 201
    assert program.post(DOCKET, order | other, Idempotency_Key="order").status_code == 409
    assert program.post(DOCKET, order, Idempotency_Key="order").status_code == 200
    assert case.filings.get(number=1).ruled_by.get().outcome == "granted"


def test_the_same_request_gives_the_entry_as_colleagues_have_made_it(
    program: Program, case: Case
) -> None:
    made = program.post(DOCKET, NOTICE, Idempotency_Key="import-7").json()
    case.filings.filter(pk=made["id"]).update(description="Corrected", number=22)
    again = program.post(DOCKET, NOTICE, Idempotency_Key="import-7")
    assert again.status_code == 200
    assert (again.json()["id"], again.json()["number"]) == (made["id"], 22)


def test_claims_that_the_entry_does_not_dispose_of_are_refused(
    program: Program, case: Case
) -> None:
    claims = [case.claims.get().pk]
    response = program.post(DOCKET, NOTICE | {"claims": claims})
    assert response.status_code == 400
    assert "disposes" in response.json()["errors"]["claims"][0]
    assert case.filings.count() == 1


def test_keys_of_two_people_are_two(program: Program, case: Case) -> None:
    program.post(DOCKET, NOTICE, Idempotency_Key="1")
    response = Program("attorney").post(DOCKET, NOTICE | {"number": 3}, Idempotency_Key="1")
    assert response.status_code == 201


def test_an_entry_that_disposed_of_claims_is_the_same_when_sent_again(
    program: Program, case: Case
) -> None:
    claim = case.claims.get()
    order = {
        "filed": "2025-02-03", "kind": "order", "disposes": "claims", "disposition": "dismissal",
        "claims": [claim.pk],
    }  # fmt: skip
    first = program.post(DOCKET, order, Idempotency_Key="order")
    second = program.post(DOCKET, order, Idempotency_Key="order")
    assert (first.status_code, second.status_code) == (201, 200)
    claim.refresh_from_db()
    assert claim.disposed_by_id == first.json()["id"]


def test_without_a_key_two_requests_are_two_entries(program: Program, case: Case) -> None:
    minute = {"filed": "2025-01-30", "kind": "minute entry"}
    assert program.post(DOCKET, minute).json()["id"] != program.post(DOCKET, minute).json()["id"]


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"number": 1}, "number", "1 is taken"),
        ({"number": 0}, "number", "greater than or equal to 1"),
        ({"filed": "2025-02-30"}, "filed", "there is no 30 February 2025"),
        ({"filed": "2099-01-01"}, "filed", "still to come"),
        ({"filed": ""}, "filed", "When was it filed?"),
        ({"entered": "2025-01-01"}, "entered", "before it was filed"),
        ({"kind": "sandwich"}, "kind", "no kind of entry"),
        ({"kind": "", "text": ""}, "kind", "Say what was filed"),
        ({"filed_by": "Nobody"}, "filed_by", "No party of this case"),
        ({"answers": "99"}, "answers", "no entry 99"),
        ({"decides": "99 granted"}, "decides", "no entry 99"),
        ({"disposes": "case"}, "disposition", "Say how"),
        ({"disposition": "dismissal"}, "disposes", "Say what it disposes of"),
        ({"disposition": "sideways"}, "disposition", "not a valid choice"),
        (
            {"claims": [10**9], "disposes": "claims", "disposition": "dismissal"},
            "claims",
            "Another",
        ),
        ({"number": "two"}, "number", "valid integer"),
        ({"sealed": "perhaps"}, "sealed", "valid boolean"),
        ({"text": "x" * 100_001}, "text", "no more than 100000"),
        ({"text": "\0"}, "text", "Null characters"),
        ({"text": "\ud800"}, "text", "Surrogate"),
        ({"descripton": "misspelt"}, "descripton", "No such field"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(
    program: Program, case: Case, given: dict[str, Any], place: str, words: str
) -> None:
    response = program.post(DOCKET, NOTICE | given)
    assert response.status_code == 400
    assert words in " ".join(response.json()["errors"][place])
    assert case.filings.count() == 1


def test_a_party_of_another_case_is_none_of_this(program: Program, case: Case) -> None:
    PartyFactory(name="Elsewhere Ltd.")
    response = program.post(DOCKET, NOTICE | {"filed_by": "Elsewhere"})
    assert "No party of this case" in response.json()["errors"]["filed_by"][0]


def test_a_claim_of_another_case_is_none_of_this(program: Program, case: Case) -> None:
    order = {"filed": "1/30/25", "kind": "order", "disposes": "claims", "disposition": "dismissal"}
    response = program.post(DOCKET, {**order, "claims": [ClaimFactory().pk]})
    assert response.status_code == 400
    assert "claims" in response.json()["errors"]


@pytest.mark.parametrize("body", ["[]", '"x"', "3", "null", "{", "", '{"text": NaN}'])
def test_a_body_that_is_no_object_is_refused(program: Program, body: str) -> None:
    assert program.post(DOCKET, body).status_code == 400


def test_a_form_instead_of_json_is_told_what_to_send(program: Program) -> None:
    response = program.client.post(f"/api/v1{DOCKET}", NOTICE, headers=program.headers)
    assert response.status_code == 415
    assert "application/json" in response.json()["detail"]


def test_an_entry_logged_here_is_taken_back(program: Program, case: Case) -> None:
    made = program.post(DOCKET, NOTICE).json()
    assert program.delete(made["url"]).status_code == 204
    assert program.get(made["url"]).status_code == 404
    assert program.delete(made["url"]).status_code == 404


def test_one_that_came_from_elsewhere_is_not(program: Program, case: Case) -> None:
    response = program.delete(f"{DOCKET}one/")
    assert response.status_code == 409
    assert response.json()["detail"] == "Entry 1 was not logged here; take it out in its own form."


def test_one_that_is_leaned_on_meanwhile_is_not(program: Program, case: Case) -> None:
    made = program.post(DOCKET, NOTICE).json()
    CitationFactory(about=Filing.objects.get(pk=made["id"]), field="number", stated_value="2")
    response = program.delete(made["url"])
    assert response.status_code == 409
    assert "a source is cited for it" in response.json()["detail"]


def test_an_entry_that_is_another_by_now_is_not_taken_back(program: Program, case: Case) -> None:
    made = program.post(DOCKET, NOTICE).json()
    tag = program.get(made["url"]).headers["ETag"]
    FilingFactory(case=case, answers_id=made["id"])
    Filing.objects.filter(pk=made["id"]).update(description="Changed")
    assert program.delete(made["url"], If_Match=tag).status_code == 412
    now = program.get(made["url"]).headers["ETag"]
    assert program.delete(made["url"], If_Match=now).status_code == 409


def test_the_tag_of_an_answer_that_was_asked_for_in_many_lines_does_too(
    program: Program, case: Case
) -> None:
    made, lines = program.post(DOCKET, NOTICE).json(), "application/json; indent=4"
    tag = program.get(made["url"], Accept=lines).headers["ETag"]
    assert program.delete(made["url"], If_Match=tag, Accept=lines).status_code == 204


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_the_tag_that_was_read_lets_it_be_taken_back(
    program: Program, case: Case, form: str
) -> None:
    made = program.post(DOCKET, NOTICE).json()
    tag = program.get(made["url"]).headers["ETag"]
    assert program.delete(made["url"], If_Match=form.format(tag)).status_code == 204


# --- Citing ---------------------------------------------------------------------------------------


@pytest.fixture
def citing(keys: dict[str, Any]) -> dict[str, Any]:
    """Other words that state the same."""
    return {
        "fact": "roe-v-doe/party:acme/name",
        "snapshot": keys["snapshot"],
        "quote": "said Acme would answer",
        "stated_value": "Acme",
    }


def test_words_are_cited_where_they_stand(program: Program, citing: dict[str, Any]) -> None:
    response = program.post("/citations/", citing)
    assert response.status_code == 201
    made = response.json()
    assert response.headers["Location"] == made["url"]
    text = program.get(made["passage"]["snapshot"]).json()["text"]
    assert text[made["passage"]["start"] : made["passage"]["end"]] == citing["quote"]
    assert (made["agrees"], made["stated_value"]) == (True, "Acme")


def test_the_history_knows_who_cited_and_who_took_it_back(
    program: Program, citing: dict[str, Any]
) -> None:
    made = program.post("/citations/", citing).json()
    program.delete(made["url"])
    history: Any = Citation._meta.get_field("history").related_model
    events = history.objects.filter(pgh_obj_id=made["id"]).order_by("pgh_id")
    assert program.user is not None
    assert [(it.pgh_label, it.pgh_context.metadata) for it in events] == [
        ("insert", {"user": program.user.pk, "url": "/api/v1/citations/"}),
        ("delete", {"user": program.user.pk, "url": f"/api/v1/citations/{made['id']}/"}),
    ]


def test_the_same_citation_twice_is_one(program: Program, citing: dict[str, Any]) -> None:
    first, second = program.post("/citations/", citing), program.post("/citations/", citing)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


def test_the_same_words_that_state_another_value_are_refused(
    program: Program, citing: dict[str, Any]
) -> None:
    made = program.post("/citations/", citing).json()
    response = program.post("/citations/", citing | {"stated_value": "Beta"})
    assert response.status_code == 409
    assert f"Take citation {made['id']} back first" in response.json()["detail"]


def test_the_same_words_that_state_another_value_than_is_shown_are_not_the_same(
    program: Program, citing: dict[str, Any]
) -> None:
    """Left out, the value is the one shown."""
    program.post("/citations/", citing | {"stated_value": "Acme Corp."})
    del citing["stated_value"]
    response = program.post("/citations/", citing)
    assert response.status_code == 409
    assert "It states “Acme Corp.”" in response.json()["detail"]


def test_words_that_stand_there_twice_are_told_apart_by_their_place(
    program: Program, citing: dict[str, Any]
) -> None:
    twice = citing | {"quote": "was sued"}
    response = program.post("/citations/", twice)
    assert response.status_code == 400
    assert "quote" in response.json()["errors"]
    assert program.post("/citations/", twice | {"start": 74, "end": 82}).status_code == 201


def test_what_is_cited_for_an_empty_field_is_recorded(
    program: Program, citing: dict[str, Any], case: Case
) -> None:
    about = {"fact": "roe-v-doe/case/seat", "stated_value": "San Jose, California"}
    assert program.post("/citations/", citing | about).status_code == 201
    case.refresh_from_db()
    assert case.seat == "San Jose, California"


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"quote": "never said"}, "quote", "never said"),
        ({"quote": ""}, "quote", "blank"),
        ({"quote": "\0"}, "quote", "Null"),
        ({"quote": "said Acme", "start": 0, "end": 4}, "quote", "does not stand at that place"),
        ({"start": 3}, "end", "Give both"),
        ({"fact": "roe-v-doe/party:nobody/name"}, "fact", "There is no row"),
        ({"fact": "nonsense"}, "fact", "three parts"),
        ({"fact": "roe-v-doe/party:acme/colour"}, "fact", "no field “colour”"),
        ({"fact": "roe-v-doe/case/filed_on", "stated_value": "soon"}, "stated_value", "soon"),
        ({"fact": "roe-v-doe/case/seat", "stated_value": ""}, "stated_value", "shows nothing"),
        ({"snapshot": 10**9}, "snapshot", "no whole text"),
        ({"snapshot": "x"}, "snapshot", "valid integer"),
        ({"qoute": "misspelt"}, "qoute", "No such field"),
    ],
)
def test_a_citation_that_cannot_be_is_refused_with_its_place(
    program: Program, citing: dict[str, Any], given: dict[str, Any], place: str, words: str
) -> None:
    response = program.post("/citations/", citing | given)
    assert response.status_code == 400
    assert words in " ".join(response.json()["errors"][place])
    assert Citation.objects.count() == 1


def test_a_clipping_cannot_be_cited_from(program: Program, citing: dict[str, Any]) -> None:
    clipping = SnapshotFactory(taken="clipped", text="said Acme would answer")
    response = program.post("/citations/", citing | {"snapshot": clipping.pk})
    assert "no whole text" in response.json()["errors"]["snapshot"][0]


def test_a_citation_is_taken_back(program: Program, citing: dict[str, Any], case: Case) -> None:
    about = {"fact": "roe-v-doe/case/seat", "stated_value": "San Jose, California"}
    made = program.post("/citations/", citing | about).json()
    assert program.delete(made["url"]).status_code == 204
    case.refresh_from_db()
    assert case.seat == ""
    assert program.get(made["url"]).status_code == 404


def test_a_citation_that_is_another_by_now_is_not(program: Program, citing: dict[str, Any]) -> None:
    made = program.post("/citations/", citing).json()
    tag = program.get(made["url"]).headers["ETag"]
    Citation.objects.filter(pk=made["id"]).update(attributed_to="Reuters")
    response = program.delete(made["url"], If_Match=tag)
    assert response.status_code == 412
    assert "Read it again" in response.json()["detail"]
    assert Citation.objects.filter(pk=made["id"]).exists()


def test_what_the_database_refuses_is_told_in_words(
    program: Program, citing: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import IntegrityError

    def refuse(**_: Any) -> None:
        raise IntegrityError("a rule")

    monkeypatch.setattr("sources.api.citations.cite", refuse)
    response = program.post("/citations/", citing)
    assert response.status_code == 409
    assert "Nothing was changed" in response.json()["detail"]


# --- Two at once ----------------------------------------------------------------------------------


def at_once(ask: Callable[[int], Any], times: int = 3) -> list[Any]:
    """What several get who ask in the same moment, each over a connection of their own."""
    answers, start = [], threading.Barrier(times)

    def one(number: int) -> None:
        try:
            start.wait(20)
            answers.append(ask(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def codes(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_the_same_entry_sent_by_two_at_once_is_made_by_one(program: Program, case: Case) -> None:
    order = {
        "filed": "2025-02-03", "kind": "order", "disposes": "claims", "disposition": "dismissal",
        "claims": [case.claims.get().pk],
    }  # fmt: skip
    answers = at_once(lambda _: program.post(DOCKET, order, Idempotency_Key="order"))
    assert codes(answers) == [200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_entries_of_one_number_at_once_one_is_told_that_it_is_taken(
    program: Program, case: Case
) -> None:
    answers = at_once(lambda number: program.post(DOCKET, NOTICE | {"text": f"Words {number}"}))
    assert codes(answers) == [201, 400, 400]
    assert case.filings.filter(number=2).count() == 1


@pytest.mark.django_db(transaction=True)
def test_words_cited_by_several_at_once_are_cited_once(
    program: Program, citing: dict[str, Any]
) -> None:
    answers = at_once(lambda _: program.post("/citations/", citing))
    assert codes(answers) == [200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_who_take_a_citation_back_at_once_one_does(
    program: Program, citing: dict[str, Any]
) -> None:
    made = program.post("/citations/", citing).json()
    assert codes(at_once(lambda _: program.delete(made["url"]))) == [204, 404, 404]
