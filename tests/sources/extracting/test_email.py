"""Messages, as mail programs save them."""

from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extracting import Extracted, ExtractError, Media, extract

HEADER = (
    "From: Jane Roe <roe@example.org>\nTo: desk@example.org\n"
    "Date: Tue, 21 Jan 2025 23:30:00 -0800\nSubject: The suit\n"
)


def read(raw: bytes | str | EmailMessage) -> Extracted:
    if isinstance(raw, EmailMessage):
        raw = raw.as_bytes()
    return extract(raw.encode() if isinstance(raw, str) else raw, Media.EMAIL)


def message(words: str = "Roe sued Acme.", subject: str = "The suit") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Jane Roe <roe@example.org>"
    made["Subject"] = subject
    if words:
        made.set_content(words)
    return made


def test_the_text_is_the_header_in_short_and_the_words() -> None:
    assert read(f"Received: from afar\n{HEADER}\nRoe sued Acme.\n\nToday.\n").text == (
        "From: Jane Roe <roe@example.org>\nTo: desk@example.org\n"
        "Date: Tue, 21 Jan 2025 23:30:00 -0800\nSubject: The suit\n\nRoe sued Acme.\n\nToday."
    )


def test_who_wrote_what_and_when_is_proposed() -> None:
    found = read(f"{HEADER}\nRoe sued Acme.")
    assert (found.title, found.author) == ("The suit", "Jane Roe")
    assert found.published == date(2025, 1, 21)  # the sender's day, not the day in UTC


@pytest.mark.parametrize("said", ["", "Date: soon\n", "Date: 99 Jan 2025 99:99\n", "Date: -1 -1\n"])
def test_a_day_that_is_none_is_left_out(said: str) -> None:
    assert read(f"From: roe@example.org\n{said}\nRoe sued.").published is None


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?Jos=C3=A9_sued?=",
        "=?iso-8859-1?Q?Jos=E9?= sued",
        "=?utf-8?b?Sm9zw6k=?=\n =?utf-8?q?_sued?=",
        "José sued",
    ],
)
def test_a_header_is_read_in_its_charset(subject: str) -> None:
    assert read(f"From: a@example.org\nSubject: {subject}\n\nRoe sued.").title == "José sued"


def test_a_header_that_is_encoded_wrongly_stays_as_it_is() -> None:
    title = read("From: a@example.org\nSubject: =?utf-8?b?Sm9zw6k?= sued\n\nRoe.").title
    assert title.endswith("sued")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("no-such", "utf-8"), ("utf-8", "cp1252")],
)
def test_words_are_read_in_right_and_wrong_charsets(charset: str, encoding: str) -> None:
    raw = f"{HEADER}Content-Type: text/plain; charset={charset}\n\nCafé’s suit"
    assert read(raw.encode(encoding)).text.endswith("Café’s suit")


@pytest.mark.parametrize("way", ["base64", "quoted-printable", "8bit"])
def test_words_are_read_however_they_are_sent(way: str) -> None:
    made = message("")
    made.set_content("Roe’s suit\n", cte=way)
    assert read(made).text.endswith("\n\nRoe’s suit")


def test_of_two_ways_to_write_it_the_plain_words_are_taken() -> None:
    made = message("Roe sued Acme in Portland.")
    made.add_alternative("<p>Roe <b>sued</b> Acme in Portland.</p>", subtype="html")
    assert read(made).text.endswith("\n\nRoe sued Acme in Portland.")


def test_a_plain_part_that_only_says_to_look_elsewhere_is_not_taken() -> None:
    made = message("See the page.")
    made.add_alternative(f"<p>{'Roe sued Acme. ' * 20}</p><p>End.</p>", subtype="html")
    assert read(made).text.endswith("Roe sued Acme.\nEnd.")


def test_of_a_page_all_that_a_reader_sees_is_taken() -> None:
    made = message("")
    made.set_content(
        "<table><tr><td>Case:</td><td>5:25-cv-00709</td></tr></table><p hidden>No</p><p>Order",
        subtype="html",
    )
    assert read(made).text.endswith("\n\nCase:\n5:25-cv-00709\nOrder")


def test_what_is_attached_is_named_at_the_end() -> None:
    made = message()
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Bestätigt.pdf")
    made.add_attachment("More words", filename="notes.txt")
    assert read(made).text.endswith("Roe sued Acme.\n\nAttachments: Bestätigt.pdf, notes.txt")


def test_a_message_within_the_message_follows_it() -> None:
    made = message("See below.")
    made.add_attachment(message("Acme answered.", subject="The answer"))
    assert read(made).text.endswith(
        "\n\nSee below.\n\nFrom: Jane Roe <roe@example.org>\nSubject: The answer\n\nAcme answered."
    )


def test_a_note_in_it_is_noticed() -> None:
    [notice] = read(message("Roe sued.\n\nCorrection: It was on Monday.")).notices
    assert notice.words == "Correction: It was on Monday."


def test_a_message_of_attachments_only_is_refused_with_their_names() -> None:
    made = message("")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="order.pdf")
    with pytest.raises(ExtractError, match=r"only attachments: order.pdf. Save the attachments"):
        read(made)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (HEADER, "no words of its own"),
        ("Roe sued Acme.", "no e-mail message"),
        ("", "no e-mail message"),
        ("Content-Type: message/rfc822\n\n" * 5_000, "nested too deep"),
    ],
    ids=["no words", "no header", "empty", "deep"],
)
def test_what_is_no_message_is_refused_in_words(raw: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        read(raw)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "raw",
    [
        f"To: {', '.join(f'roe{n}@example.org' for n in range(50_000))}\n{HEADER}\nRoe sued.",
        f"{HEADER}{'X-Way: a' + chr(10)}" * 1_000 + "\nRoe sued.",
        HEADER
        + "Content-Type: multipart/mixed; boundary=b\n\nRoe sued.\n"
        + "--b\n\nx\n" * 100_000,
        HEADER
        + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300))
        + "\n\nRoe sued.",
    ],
    ids=["addressees", "header", "parts", "deep parts"],
)
def test_a_hostile_message_is_read_all_the_same(raw: str) -> None:
    assert "Roe" in read(raw).text


lines = st.sampled_from(
    [
        "From: a@example.org",
        "Subject: =?utf-8?b?/w=?=",
        "Content-Type: multipart/alternative; boundary=b",
        "Content-Type: text/html; charset*0*=x'",
        "Content-Type: message/rfc822",
        "Content-Disposition: attachment; filename*0*=%ff''%; filename=",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: x-uuencode",
        "--b",
        "--b--",
        "",
        " x",
        "begin 666 a",
    ]
)


@given(st.lists(lines | st.text(max_size=20), max_size=25).map("\n".join))
def test_any_message_is_read_or_refused_in_words(raw: str) -> None:
    try:
        found = read(raw.encode("utf-8", "surrogatepass"))
    except ExtractError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        assert found.text.encode()
