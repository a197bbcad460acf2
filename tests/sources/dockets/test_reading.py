from __future__ import annotations

import pytest

from cases.models.party import Role
from sources.dockets import AttachmentRecord, CourtRecord, RefusedFileError, read_court_file
from sources.dockets.roles import _FITS, role_of
from tests.sources.dockets import imaginary


def read(page: str, name: str = "page.html") -> CourtRecord:
    return read_court_file(page.encode(), name)


def said(record: CourtRecord, field: str) -> tuple[str, str]:
    stated = record.cases[0].stated[field]
    return stated.value, record.text[stated.start : stated.end]


def test_the_head_of_a_district_docket_is_stated_with_its_words() -> None:
    record = read(imaginary.district())
    assert said(record, "docket_number") == ("3:23-cv-00099", "3:23-cv-00099")
    assert said(record, "caption") == (
        "Quist v. Tidewater Canning Co.",
        "Quist v. Tidewater Canning Co. et al",
    )
    assert said(record, "filed_on") == ("2023-01-10", "Date Filed: 01/10/2023")
    assert said(record, "terminated_on") == ("2023-09-30", "Date Terminated: 09/30/2023")
    assert said(record, "judges") == (
        "Ada Bell; Tom Okoro",
        "Assigned to: Judge Ada Bell\nReferred to: Magistrate Judge Tom Okoro",
    )
    assert said(record, "demand") == ("$75,000", "Demand: $75,000")
    assert said(record, "jury_demand") == ("Plaintiff", "Jury Demand: Plaintiff")
    assert "California Northern District" in said(record, "court")[1]
    assert "mdl_status" not in record.cases[0].stated
    cause = record.cases[0].cause
    assert cause is not None
    assert cause.value == "15:1 Antitrust Litigation"
    assert record.text[cause.start : cause.end] == "Cause: 15:1 Antitrust Litigation"


def test_each_entry_is_a_line_of_the_text() -> None:
    record = read(imaginary.district())
    [case] = record.cases
    assert [(e.number, e.filed_on, e.entered_on) for e in case.entries] == [
        (1, "2023-01-10", "2023-01-11"),
        (2, "2023-02-01", "2023-02-01"),
        (None, "2023-03-15", "2023-03-16"),
    ]
    lines = [record.text[e.place.start : e.place.end] for e in case.entries]
    assert lines == ["\t".join(cells) for cells in imaginary.ROWS]
    assert [record.text[slice(*e.text_place)] for e in case.entries] == [
        e.text for e in case.entries
    ]


def test_breaks_within_an_entry_do_not_break_its_line() -> None:
    record = read(imaginary.district((("01/10/2023", "1", "ORDER<br>granting<p>the motion</p>"),)))
    [entry] = record.cases[0].entries
    words = record.text[entry.place.start : entry.place.end]
    assert words == "01/10/2023\t1\tORDER granting the motion"


def test_parties_and_counsel_stand_where_the_text_names_them() -> None:
    record = read(imaginary.district())
    quist, tidewater = record.cases[0].parties
    assert (quist.name, quist.court_role, quist.role) == ("Orla Quist", "Plaintiff", "plaintiff")
    assert record.text[slice(*quist.place)] == "Orla Quist\nan individual"
    assert quist.role_place is not None
    assert record.text[slice(*quist.role_place)] == "Plaintiff"
    haddad, wu = quist.counsel
    assert (haddad.attorney, haddad.firm) == ("Noor Haddad", "Haddad & Finch LLP")
    assert haddad.roles == "LEAD ATTORNEY; ATTORNEY TO BE NOTICED"
    assert record.text[slice(*wu.place)] == (
        "Lee Wu\n(See above for address)\nTERMINATED: 06/22/2023"
    )
    assert wu.withdrew_on == "2023-06-22"
    assert tidewater.terminated_on == "2023-09-30"
    assert tidewater.counsel[0].firm == ""  # a street is no firm


def test_a_report_is_as_of_its_receipt_and_without_its_buyer() -> None:
    record = read(imaginary.district())
    assert record.as_of == "2023-10-02T15:25:21"
    assert "Transaction Receipt" in record.text
    assert "oquist77" not in record.text
    assert "SECRET-9" not in record.text


def test_menus_and_scripts_are_not_in_the_text() -> None:
    assert "Query" not in read(imaginary.district()).text
    assert "no words" not in read(imaginary.district()).text


def test_a_bankruptcy_docket_is_read() -> None:
    record = read(imaginary.bankruptcy(), "flsb_1.html")
    [case] = record.cases
    assert (case.court_id, case.docket_number) == ("flsb", "23-10777")
    assert said(record, "caption") == ("Brightwater Marine, Inc.", "Brightwater Marine, Inc.")
    assert said(record, "converted_on")[0] == "2023-05-02"
    assert [(p.name, p.role) for p in case.parties] == [
        ("Brightwater Marine, Inc.", "debtor"),
        ("Office of the US Trustee", "trustee"),
    ]
    assert record.text[slice(*case.parties[0].place)].startswith("Debtor\nBrightwater")
    assert record.as_of == "2023-01-31"


def test_an_appellate_docket_is_read() -> None:
    record = read(imaginary.appellate())
    [case] = record.cases
    assert (case.court_id, case.docket_number) == ("ca9", "23-1234")
    assert said(record, "appeal_from")[0] == "N.D. Cal., 3:23-cv-00099"
    assert [e.number for e in case.entries] == [1, 2]
    assert [(p.court_role, p.role) for p in case.parties] == [
        ("Plaintiff - Appellant", "appellant"),
        ("Defendant - Appellee", "appellee"),
    ]
    assert [c.firm for c in case.parties[1].counsel] == ["Reyes Group, PC", "Dole Law Firm"]
    assert record.text[slice(*case.parties[1].counsel[1].place)] == (
        "Sam Dole, Attorney\n[COR NTC Retained]\nDole Law Firm"
    )


@pytest.mark.parametrize("raw", [imaginary.notice(), imaginary.plain_notice()])
def test_a_notice_states_one_entry_of_the_case(raw: bytes) -> None:
    record = read_court_file(raw, "notice.eml")
    [case] = record.cases
    [entry] = case.entries
    assert (case.court_id, case.docket_number) == ("cand", "3:23-cv-00099")
    assert (entry.number, entry.filed_on, entry.entered_on) == (2, "2023-02-01", "2023-02-02")
    assert entry.short == "Motion to Dismiss"
    assert record.as_of == "2023-02-01T17:05:00-08:00"
    assert " ".join(record.text[slice(*entry.text_place)].split()) == entry.text
    assert not case.is_whole_docket


def test_a_notice_names_the_documents_beside_the_main_one() -> None:
    [case] = read_court_file(imaginary.notice(), "notice.eml").cases
    assert case.entries[0].attachments == (AttachmentRecord(1, "Declaration of P. Reyes"),)


def test_words_that_the_parser_drops_from_a_notice_are_kept_beside() -> None:
    # Of a paragraph without a font the parser takes only what stands in no other element.
    start, _, rest = imaginary.notice().partition(b'<font face="arial,helvetica"><b>')
    words, _, end = rest.partition(b"</b></font>")
    raw = start + words.replace(b"Dismiss", b"<i>Dismiss</i>") + end
    [entry] = read_court_file(raw, "notice.eml").cases[0].entries
    assert entry.text.startswith("MOTION to for Failure")
    assert entry.whole_text.startswith("MOTION to Dismiss for Failure")


def test_a_feed_gathers_the_entries_of_each_case() -> None:
    record = read(imaginary.feed(), "feed.xml")
    assert [(c.docket_number, [e.number for e in c.entries]) for c in record.cases] == [
        ("3:23-cv-00099", [2, 3]),
        ("5:22-cr-00007", [41]),
    ]
    second = record.cases[0].entries[1]
    line = record.text[second.place.start : second.place.end]
    assert line.startswith("3:23-cv-00099 Quist v. Tidewater")
    assert record.text[slice(*second.text_place)] == "[Order on Stipulation]"
    assert record.as_of == "2023-02-02T20:16:22+00:00"


def test_report_notice_and_feed_meet_in_one_docket_number() -> None:
    files = [imaginary.district().encode(), imaginary.notice(), imaginary.feed().encode()]
    numbers = {
        (r.court_id, r.cases[0].docket_number) for r in (read_court_file(raw, "x") for raw in files)
    }
    assert numbers == {("cand", "3:23-cv-00099")}


def test_the_file_name_names_the_court_that_the_page_does_not() -> None:
    nowhere = imaginary.district((("01/10/2023", "", "ORDER reassigning the case."),))
    assert read(nowhere, "cand_2.html").court_id == "cand"
    with pytest.raises(RefusedFileError, match="does not say which court"):
        read(nowhere, "docket.html")


def test_every_role_of_the_table_is_one_of_the_record() -> None:
    assert {role for _, role in _FITS} | {"other"} <= set(Role.values)


@pytest.mark.parametrize(
    ("court_role", "role"),
    [
        ("Plaintiff", "plaintiff"),
        ("Cross Defendant", "defendant"),
        ("ThirdParty Plaintiff", "plaintiff"),
        ("Defendant\xa0-\xa0Appellee", "appellee"),
        ("Debtor In Possession", "debtor"),
        ("U.S. Trustee", "trustee"),
        ("Movant", "petitioner"),
        ("Intervenor Defendant", "intervenor"),
        ("Amicus\xa0Curiae", "amicus"),
        ("Interested Party", "interested"),
        ("Creditor Committee", "creditor"),
        ("Service List", "other"),
        ("", "other"),
    ],
)
def test_the_courts_word_is_given_the_nearest_role(court_role: str, role: str) -> None:
    assert role_of(court_role) == role
