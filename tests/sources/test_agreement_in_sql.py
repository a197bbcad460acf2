"""What the database calls agreement, Python does too; what it cannot tell, differs."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases.citable import Kind
from cases.statutes import acts
from cases.statutes.codes import CALIFORNIA_CODES
from sources.company_names import LEGAL_FORMS
from sources.disagreements import agrees
from tests import sql
from tests.sources.test_disagreements import test_what_agrees as python_agrees
from tests.sources.test_disagreements import test_what_does_not_agree as python_does_not_agree

pytestmark = pytest.mark.django_db

# Queries change nothing, so one transaction for all examples of a test is enough.
in_one_transaction = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300
)
kinds = st.sampled_from(Kind)
# No NUL: PostgreSQL keeps none.
characters = st.characters(codec="utf-8", exclude_characters="\0")
texts = st.text(characters, max_size=12)
# What normal forms are about: quotation marks, dashes, spaces, accents, ligatures, invisible signs.
tricky = st.text(
    "aA1éÉ e\u0301\u0308¨´`'’“\"«.…;,:-–\u00ad\u200b\u00a0ﬁ½ßİΣςǆ\u037a\u0345§", max_size=10
)
words = st.lists(st.sampled_from(["unspecified", "Damages", "ß", "a-b", "x_1", "of", "é", "½"]))
of_company = st.sampled_from(["Acme", "and Co", "Ǆ", "ß", *LEGAL_FORMS, "L.L.C", "İnc", "ﬁ ½ co"])
companies = st.lists(of_company | tricky, max_size=4).map(", ".join)
descriptions = words.map(" ".join)
dates = st.from_regex(r"(19|20)[0-9]{2}(-[01][0-9](-[0-3][0-9])?)?", fullmatch=True)
section = st.from_regex(
    r"(18|29|0|55) U\.S\.C\. § [1-9][0-9]{2,3}[a-zA-Z]?( et seq\.)?", fullmatch=True
)
of_acts = st.sampled_from([str(span) for act in acts() for span in act.ranges])
begun = of_acts.map(lambda it: f"{it.replace('§§', '§').partition('–')[0]} et seq.")
california = st.builds(
    "{} § {}".format,
    st.sampled_from(list(CALIFORNIA_CODES)),
    st.sampled_from(["630", "17200", "1.5"]),
)
statute = section | of_acts | begun | california | st.sampled_from(["42:1983 x", "a law", "ECPA"])
statutes = st.lists(statute, min_size=1, max_size=3).map("; ".join)
marked = st.builds("{} ({})".format, tricky, st.sampled_from(["ab", "Filed 1/2/25", "ß", "c"]))
values = st.one_of(marked, texts, tricky, descriptions, dates, statutes, companies)


def in_sql(kind: Kind, shown: str, stated: str) -> bool:
    with transaction.atomic():  # so that an error names its own example
        [[verdict]] = sql.run("SELECT sources_agrees(%s, %s, %s)", kind, shown, stated)
    return bool(verdict)


def cases_of(test: object) -> list[tuple[Kind, str, str]]:
    """The examples that the rule itself is tested with."""
    [mark] = [it for it in test.pytestmark if it.name == "parametrize"]  # type: ignore[attr-defined]
    return list(mark.args[1])


@pytest.mark.parametrize(
    ("kind", "shown", "stated"),
    [it for it in cases_of(python_agrees) if it[0] is not Kind.STATUTES],
)
def test_what_agrees(kind: Kind, shown: str, stated: str) -> None:
    assert in_sql(kind, shown, stated)


@pytest.mark.parametrize(("kind", "shown", "stated"), cases_of(python_does_not_agree))
def test_what_does_not_agree(kind: Kind, shown: str, stated: str) -> None:
    assert not in_sql(kind, shown, stated)


@pytest.mark.parametrize(
    ("shown", "stated"),
    [
        ("18 U.S.C. § 2701; 29 U.S.C. § 207", "29 U.S.C. § 207; 18 U.S.C. § 2701"),
        ("18 U.S.C. § 2701 et seq.", "18 U.S.C. §§ 2701–2713"),  # as far as the act goes
        ("18 U.S.C. § 1030", "18 U.S.C. § 1030 et seq."),  # the whole of the act that begins there
        ("Cal. Penal Code § 630 et seq.", "Cal. Penal Code §§ 630–638.55"),
    ],
)
def test_statutes_in_their_standard_forms_agree(shown: str, stated: str) -> None:
    assert in_sql(Kind.STATUTES, shown, stated)
    assert agrees(Kind.STATUTES, shown, stated)


@pytest.mark.parametrize(
    ("kind", "shown", "stated"),
    [
        # An act by its name; a citation would hold the standard form.
        (Kind.STATUTES, "18 U.S.C. §§ 2701–2713", "the Stored Communications Act"),
        (Kind.TEXT, "Straße", "STRASSE"),
        (Kind.TEXT, "Ⴀ", "ⴀ"),
    ],
)
def test_what_the_database_cannot_tell_differs(kind: Kind, shown: str, stated: str) -> None:
    assert agrees(kind, shown, stated)
    assert not in_sql(kind, shown, stated)


@given(kinds, values, values)
@example(Kind.TEXT, "¨ x…", "“¨ x….”")
@example(Kind.STATUTES, "42:1983 x; 18:2701", "18:2701; 42:1983 x")
@example(Kind.STATUTES, "18 U.S.C. § 2701(a)", "18 U.S.C. § 2701(A)")
@example(Kind.PLACE, "San Jose", "")
@example(Kind.DATE, "2025-02-30", "2025-02")
@in_one_transaction
def test_what_the_database_calls_agreement_python_does_too(
    kind: Kind, shown: str, stated: str
) -> None:
    assert agrees(kind, shown, stated) or not in_sql(kind, shown, stated)


@given(
    kinds,
    st.one_of(tricky, descriptions, dates, statutes, companies),
    st.randoms(use_true_random=False),
)
@in_one_transaction
def test_nor_does_it_take_a_variant_for_the_same_that_is_another(
    kind: Kind, shown: str, chance: object
) -> None:
    """Two that are nearly the same: where the rule and its copy would part."""
    stated = varied(shown, chance)
    assert agrees(kind, shown, stated) or not in_sql(kind, shown, stated)


@given(kinds, values)
@in_one_transaction
def test_a_value_agrees_with_itself(kind: Kind, value: str) -> None:
    assert in_sql(kind, value, value)


@given(st.lists(st.from_regex(r"[a-zA-Z0-9éÉñЖ]{1,8}", fullmatch=True), min_size=1, max_size=4))
@in_one_transaction
def test_case_white_space_and_quotation_marks_do_not_count(value: list[str]) -> None:
    shown, stated = " ".join(value), f"“{'  '.join(value).upper()}.”"
    assert in_sql(Kind.TEXT, shown, stated)
    assert in_sql(Kind.DESCRIPTION, f"all {shown}", stated)


def varied(text: str, chance: object) -> str:
    """The text with a few small changes: order, case, typography, a sign more or less."""
    changes = [
        str.upper,
        str.lower,
        lambda it: f"“{it}.”",
        lambda it: "; ".join(reversed(it.split("; "))),
        lambda it: it.replace("e", "e\u0301"),
        lambda it: it.replace("é", "e\u0301"),
        lambda it: it.replace("-", "–"),
        lambda it: it.replace(" ", "\u00a0\u200b"),
        lambda it: it + ".",
        lambda it: it + ";",
        lambda it: it.replace(", ", " "),
        lambda it: it.replace(", ", ","),
        lambda it: it.replace("l", "l."),
        lambda it: it.replace(".", ""),
        lambda it: f"{it} (ab)",
        lambda it: f"{it} (Entered: 1/2/2025)",
        lambda it: it[1:],
        lambda it: it.replace("…", "..."),
        lambda it: it.replace(" et seq.", ""),
    ]
    for _ in range(chance.randint(1, 3)):  # type: ignore[attr-defined]
        text = chance.choice(changes)(text)  # type: ignore[attr-defined]
    return text
