"""What a check must find, and must not: pairs of a name asked for and a name of the record.

They are made from the ways in which dockets and intake sheets write names. A miss here is a false
clear, the worst that a conflict check can do.
"""

import pytest

from cases.conflicts.checking import look_for
from cases.conflicts.comparing import EXACT, NEAR, Named, compare
from tests.factories import CaseFactory, PartyFactory

NOTHING = "nothing"
TORRE = "Alessandro De La Torre"
GIBSON = "Gibson, Dunn & Crutcher LLP"
ACME = "Acme Freight Holdings, Inc."

PAIRS = [
    # Capitals, punctuation and blanks
    ("ALESSANDRO DE LA TORRE", TORRE, EXACT),
    ("Alessandro DeLaTorre", TORRE, EXACT),
    ("alessandro delatorre", TORRE, EXACT),
    ("GIBBONS PC", "GIBBONS P.C.", EXACT),
    ("gibson dunn & crutcher llp", GIBSON, EXACT),
    ("O Brien", "O'Brien", EXACT),
    ("Mac Donald", "MacDonald", EXACT),
    ("Al Saud", "al-Saud", EXACT),
    ("Linkedin Corp", "LinkedIn Corp.", EXACT),
    ("Wal Mart Stores", "Wal-Mart Stores", EXACT),
    # A surname alone
    ("De La Torre", TORRE, NEAR),
    ("DeLaTorre", TORRE, NEAR),
    ("de la torre", TORRE, NEAR),
    ("Delatorre", TORRE, NEAR),
    ("Torre", TORRE, NEAR),
    ("Mr. De La Torre", TORRE, NEAR),
    ("Crutcher", GIBSON, NEAR),
    ("Okonkwo", "Chinua Okonkwo, Jr.", NEAR),
    ("Okonkwo", "Okonkwo, Chinua", NEAR),
    ("Chinua Okonkwo", "Okonkwo", NEAR),
    ("O'Brien", "Patrick O'Brien", NEAR),
    ("OBrien", "Patrick O'Brien", NEAR),
    ("O Brien", "Patrick O'Brien", NEAR),
    ("Smith-Jones", "Ann Smith-Jones", NEAR),
    ("Smith", "Ann Smith-Jones", NEAR),
    ("Jones", "Ann Smith-Jones", NEAR),
    # Particles joined, apart, or left out
    ("A. DeLaTorre", TORRE, NEAR),
    ("A. De La Torre", TORRE, NEAR),
    ("Torre, Alessandro De La", TORRE, NEAR),
    ("De La Torre, Alessandro", TORRE, NEAR),
    ("Delatorre, A.", TORRE, NEAR),
    ("Alessandro Torre", TORRE, NEAR),
    ("Alessandro de Torre", TORRE, NEAR),
    (TORRE, "DELATORRE, ALESSANDRO", NEAR),
    (TORRE, "A. Delatorre", NEAR),
    ("Jan Van der Berg", "Jan Vanderberg", EXACT),
    ("Jan Vanderberg", "Van der Berg, Jan", NEAR),
    ("J. van der Berg", "Jan P. Vanderberg", NEAR),
    ("Jan Vanderberg", "J. Van Der Berg", NEAR),
    ("Jan van den Berg", "Jan P. Vandenberg", NEAR),
    ("Jan Berg", "Jan van der Berg", NEAR),
    ("Ian MacDonald", "Mac Donald, Ian", NEAR),
    ("Ian McDonald", "Ian MacDonald", NEAR),
    ("I. Mc Donald", "Ian McDonald", NEAR),
    ("Pat OBrien", "O Brien, Pat", NEAR),
    ("Patrick O'Brien", "P. O Brien", NEAR),
    ("Khalid Al Saud", "Khalid bin Fahd al-Saud", NEAR),
    ("Khalid Saud", "Khalid al-Saud", NEAR),
    ("Alsaud, Khalid", "Khalid Al Saud", NEAR),
    ("Ludwig von Amsberg", "Ludwig Amsberg", NEAR),
    ("Maria Dos Santos", "M. Dossantos", NEAR),
    ("Jean Dupont-Lefevre", "Jean Dupont Lefevre", EXACT),
    ("Rita St. John", "Rita Saint John", NEAR),
    ("Rita St John", "Rita Saint-John", NEAR),
    ("Saint Mary's Hospital", "St. Mary's Hospital", NEAR),
    ("Mt. Hope Hospital", "Mount Hope Hospital", NEAR),
    # A double surname of which one is given
    ("Ann Smith", "Ann Smith-Jones", NEAR),
    ("Ann Jones", "Ann Smith-Jones", NEAR),
    ("A. Jones", "Ann Smith-Jones", NEAR),
    ("Ann Smith-Jones", "Ann Smith", NEAR),
    ("Ann Smith-Jones", "Ann Jones", NEAR),
    ("Ann SmithJones", "Smith-Jones, Ann", NEAR),
    ("Juan García", "Juan García López", NEAR),
    # First names in short
    ("Bob Hargrove", "Robert Hargrove", NEAR),
    ("Robert Hargrove", "Bob Hargrove", NEAR),
    ("Bob Hargrove", "Hargrove, Robert T.", NEAR),
    ("William Oakes", "Bill Oakes", NEAR),
    ("Liz Thorne", "Elizabeth Thorne", NEAR),
    ("Mike O'Leary", "Michael O'Leary", NEAR),
    ("Kathy Lim", "Katherine Lim", NEAR),
    ("Dick Fosse", "Richard Fosse", NEAR),
    ("Alex De La Torre", TORRE, NEAR),
    ("Jim Vance, Esq.", "James Vance", NEAR),
    ("Jon Hargrove", "John Hargrove", NEAR),
    # What stands behind and before a name
    ("John Hargrove", "John Hargrove, Jr.", NEAR),
    ("John Hargrove III", "John Hargrove", NEAR),
    ("John Hargrove, Esq.", "John Hargrove", NEAR),
    ("John Hargrove, M.D.", "John Hargrove", NEAR),
    ("Hargrove, John, Jr.", "John Hargrove Jr.", NEAR),
    ("Hargrove Jr., John", "John Hargrove", NEAR),
    ("Dr. John Hargrove", "John Hargrove, M.D., Ph.D.", NEAR),
    ("Hon. Ruth Sands", "Ruth Sands", NEAR),
    ("Estate of John Hargrove", "John Hargrove", NEAR),
    ("John Hargrove", "Estate of John Hargrove", NEAR),
    ("John Hargrove", "The Estate of John Hargrove, deceased", NEAR),
    ("Ruth Sands", "Law Offices of Ruth Sands, P.C.", NEAR),
    ("Law Office of Ruth Sands", "Ruth Sands", NEAR),
    ("Ruth Sands", "Ruth Sands, individually and on behalf of all others", NEAR),
    ("Ruth Sands", "Ruth Sands, as trustee of the Sands Family Trust", NEAR),
    # Initials and order
    ("J. Hargrove", "John Hargrove", NEAR),
    ("J.T. Hargrove", "John Thomas Hargrove", NEAR),
    ("JT Hargrove", "J.T. Hargrove", EXACT),
    ("JT Hargrove", "John Thomas Hargrove", NEAR),
    ("John T. Hargrove", "John Hargrove", NEAR),
    ("Hargrove, J.", "John Hargrove", NEAR),
    ("Hargrove John", "John Hargrove", NEAR),
    ("Robert T. Hargrove", "T. Robert Hargrove", NEAR),
    ("Thomas Hargrove", "John Thomas Hargrove", NEAR),
    # Names somebody goes by besides
    ("Beta Foods", "Acme, Inc. d/b/a Beta Foods", NEAR),
    ("Gamma Mills", "Acme Inc. f/k/a Gamma Mills Corp.", NEAR),
    ("Annie Leigh", "Ann Leigh a/k/a Annie Leigh", NEAR),
    ("Acme, Inc. dba Beta Foods", "Beta Foods LLC", NEAR),
    ("Acme, Inc. d.b.a. Beta Foods", "Acme", NEAR),
    ("Delta Mills", "Acme Inc., now known as Delta Mills", NEAR),
    ("Epsilon Bank", "Zeta Bank, successor by merger to Epsilon Bank, N.A.", NEAR),
    ("Delta Mills", "Acme Inc. (n/k/a Delta Mills)", NEAR),
    # “et al.”, “the”, “&”
    ("John Hargrove et al.", "John Hargrove", NEAR),
    ("The Hargrove Group", "Hargrove Group", NEAR),
    ("Hargrove and Sands", "Hargrove & Sands LLP", NEAR),
    ("Hargrove Sands", "Hargrove & Sands LLP", NEAR),
    ("Hargrove + Sands", "Hargrove & Sands", NEAR),
    # A company's short name, and its long one
    ("Gibson Dunn", GIBSON, NEAR),
    ("Gibson", GIBSON, NEAR),
    ("Dunn & Crutcher", GIBSON, NEAR),
    ("Gibson Dunn Crutcher", GIBSON, NEAR),
    ("Acme", ACME, NEAR),
    ("Acme, Inc.", ACME, NEAR),
    ("Acme Freight", ACME, NEAR),
    ("Acme Freight LLC", ACME, NEAR),
    ("Acme Holdings", ACME, NEAR),
    ("Freight Holdings", ACME, NEAR),
    (ACME, "Acme", NEAR),
    (ACME, "Acme Freight", NEAR),
    (ACME, "ACME, Inc.", NEAR),
    (GIBSON, "Gibson Dunn", NEAR),
    ("Wells Fargo Bank", "Wells Fargo Bank, N.A., as Trustee for Somebody", NEAR),
    ("Morgan Stanley", "Trustees of the Morgan Stanley Fund", NEAR),
    ("Alphabet", "Alphabet Inc.", NEAR),
    # Where it is incorporated
    (ACME, "Acme Freight Holdings, Inc., a Delaware corporation", NEAR),
    ("Acme Freight Holdings", "Acme Freight Holdings Inc. (Delaware)", NEAR),
    ("Zenith Tools, a New York limited liability company", "Zenith Tools LLC", NEAR),
    ("Zenith Tools, Inc., a New York corporation", "Zenith Tools", NEAR),
    ("Zenith Tools", "Zenith Tools LLC, a Nevada limited liability company", NEAR),
    # Slips of one letter in long names
    ("Alesandro De La Torre", TORRE, NEAR),
    ("Alessandro De La Tore", TORRE, NEAR),
    ("Allessandro Delatorre", TORRE, NEAR),
    ("Gibosn Dunn", GIBSON, NEAR),
    ("Gibson Dunn & Crutcherr", GIBSON, NEAR),
    ("Gibson, Dun & Crutcher LLP", GIBSON, NEAR),
    ("Zenith Tolls", "Zenith Tools LLC", NEAR),
    ("Zenih Tools", "Zenith Tools LLC", NEAR),
    ("Acme Frieght Holdings", ACME, NEAR),
    ("John Hargrov", "John Hargrove", NEAR),
    ("John Hargrvoe", "John Hargrove", NEAR),
    ("John Hargreve", "John T. Hargrove", NEAR),
    ("J. Hargreve", "John Hargrove", NEAR),
    ("Hargreve", "John Hargrove", NEAR),
    ("Chinua Okonkow", "Okonkwo, Chinua", NEAR),
    ("Steven Whitfield", "Stephen Whitfield", NEAR),
    ("Catherine Whitfield", "Katherine Whitfield", NEAR),
    ("Ann Philips", "Ann Phillips", NEAR),
    ("Microsft", "Microsoft Corporation", NEAR),
    ("Alphabte", "Alphabet Inc.", NEAR),
    # Others
    ("Mary Hargrove", "John Hargrove", NOTHING),
    ("J. Hargrove", "Mary Hargrove", NOTHING),
    ("John Hargrove", "John Whitfield", NOTHING),
    ("John Hargrove", "Hargrove & Sands LLP", NOTHING),
    ("John A. Hargrove", "John B. Hargrove", NOTHING),
    ("Acme Foods", ACME, NOTHING),
    ("Zenith Freight Holdings", ACME, NOTHING),
    ("Ann Lee", "Ann Leo", NOTHING),
    ("Dan Roe", "Dan Doe", NOTHING),
    ("Bank of Nowhere", "Bank of Somewhere", NOTHING),
    ("County of Kings", "County of Rings", NOTHING),
    ("Bob Hargrove", "William Hargrove", NOTHING),
    ("Alessandro De La Rosa", TORRE, NOTHING),
    ("Torres", TORRE, NOTHING),
    ("Ian Donald", "Ian McDonnell", NOTHING),
    ("Gibson Crane", GIBSON, NOTHING),
    ("Inc.", ACME, NOTHING),
    ("The", "The Hargrove Group", NOTHING),
    ("Van", "Jan van der Berg", NOTHING),
    ("American Tools", "American Freight", NOTHING),
    ("Zenith Tools of Texas", "Zenith Foods of Texas", NOTHING),
    ("First National Bank", "First Regional Bank", NOTHING),
    ("3M", "4M", NOTHING),
    ("Juan García", "Juana García", NOTHING),
]


def kind(asked: str, record: str) -> str:
    found = compare(Named(asked), Named(record))
    return found.kind if found else NOTHING


@pytest.mark.parametrize(("asked", "record", "must_be"), PAIRS)
def test_names_are_alike_as_they_must_be(asked: str, record: str, must_be: str) -> None:
    assert kind(asked, record) == must_be
    assert kind(record, asked) == must_be


@pytest.mark.django_db
def test_the_record_is_asked_so_that_each_is_found() -> None:
    """All of them among each other, as a check has them."""
    case = CaseFactory()
    for record in {record for _, record, _ in PAIRS}:
        PartyFactory(case=case, name=record)
    wanted: dict[str, list[tuple[str, str]]] = {}
    for asked, record, must_be in PAIRS:
        wanted.setdefault(asked, []).append((record, must_be))
    wrong = []
    for checked in look_for(list(wanted)):
        found = {name: match.kind for match in checked.matches for name in match.spellings}
        wrong += [
            (checked.name, record, must_be, found.get(record, NOTHING))
            for record, must_be in wanted[checked.name]
            if found.get(record, NOTHING) != must_be
        ]
    assert wrong == []
