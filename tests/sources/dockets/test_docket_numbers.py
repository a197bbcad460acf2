import pytest

from sources.dockets.docket_numbers import normal_form
from sources.dockets.firms import firm_in


@pytest.mark.parametrize(
    ("written", "bankruptcy", "form"),
    [
        ("3:08-cv-00177-MCR-EMT", False, "3:08-cv-00177"),
        ("1:18-CV-4423", False, "1:18-cv-04423"),
        ("3:09-cr-00418-JSW-1", False, "3:09-cr-00418"),
        ("08-cv-00177", False, "08-cv-00177"),
        ("6:22-bk-13768-WJ", True, "6:22-bk-13768"),
        ("22-30500-swe7", True, "22-30500"),
        ("1-23-01071", True, "1-23-01071"),
        ("22-507", True, "22-00507"),
        ("22-5459", False, "22-5459"),
        ("2020-1140", False, "20-1140"),
        ("MDL No. 2168", False, "MDL No. 2168"),
        ("MDL-875", False, "MDL No. 875"),
        ("no number", False, ""),
    ],
)
def test_a_docket_number_has_one_form(written: str, bankruptcy: bool, form: str) -> None:
    assert normal_form(written, bankruptcy=bankruptcy) == form
    assert normal_form(form, bankruptcy=bankruptcy) == form


@pytest.mark.parametrize(
    ("contact", "firm"),
    [
        ("Haddad & Finch LLP\n12 Elm Street", "Haddad & Finch LLP"),
        ("Direct: 510-555-0100\nOffice of the Attorney General", "Office of the Attorney General"),
        ("12 Elm Street\nOakland, CA 94601", ""),
        ("P.O. Box 7\nOakland, CA", ""),
        ("One Market Plaza\nSan Francisco", ""),
        ("PRO SE", ""),
        ("Valley State Prison\nP.O. Box 9", ""),
        ("Oakland, CA", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_firm_is_the_first_line_unless_that_is_an_address(contact: str, firm: str) -> None:
    assert firm_in(contact) == firm
