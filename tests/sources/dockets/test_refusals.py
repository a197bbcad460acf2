from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.dockets import CourtRecord, RefusedFileError, read_court_file
from tests.sources.dockets import imaginary


def refusal(raw: bytes, name: str = "cand_1.html") -> str:
    began = time.perf_counter()
    with pytest.raises(RefusedFileError) as refused:
        read_court_file(raw, name)
    assert time.perf_counter() - began < 5
    words = str(refused.value)
    assert words[0].isupper()
    assert words.endswith((".", "”"))
    return words


def a_zip() -> bytes:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").writestr("a.html", "words")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7 words", "a PDF"),
        (a_zip(), "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Outlook message"),
        (bytes(range(256)) * 40, "not text"),
        (b"A jury in Oakland found for the canning company on Tuesday.", "neither"),
        (b"<html><body><p>A jury found for the company.</p></body></html>", "A jury found"),
        (b"<html><form>PACER Login <input type='password'></form></html>", "signs in to PACER"),
        (b"<html><body>Case not found.</body></html>", "found no such case"),
        (b"<html><body>There are no documents in this case.</body></html>", "no documents"),
        (b"<html>To accept charges shown below, click on the 'View Report' button", "will cost"),
        (b"<html><script>MetaMask.web3</script><h3>DOCKET</h3></html>", "extension of the browser"),
        (b"<" * 2_000_000 + b"<p>", "tags"),
        (b"<html>" + b"<div>" * 300_000, "nested"),
        (b"<html>" + b"<table><tr><td>" * 5_000, "tables|nested"),
        (b"<html><p " + b"".join(b"a%d " % n for n in range(50_000)) + b">", "a tag of"),
        (b"x" * 20_000_001, "20 MB is the most"),
        (imaginary.district().encode("utf-16-le"), "UTF-16"),
        (imaginary.district().replace("e", "é").encode("cp500"), "."),
        (
            imaginary.district().replace("o", "ó").encode().decode("cp1252", "ignore").encode(),
            "garbled",
        ),
    ],
)  # fmt: skip
def test_what_is_no_docket_is_refused_for_what_it_is(raw: bytes, says: str) -> None:
    assert re.search(says, refusal(raw))


def test_a_docket_in_an_encoding_that_it_declares_is_read() -> None:
    page = imaginary.district(caption="Peña v. Tidewater Canning Co.")
    for charset in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        record = read_court_file(page.encode(charset), "cand.html")
        assert "Peña v. Tidewater" in record.text


def test_a_docket_without_a_docket_number_is_refused() -> None:
    assert "no docket number" in refusal(imaginary.district(number="pending").encode())


def test_a_docket_nested_too_deep_to_be_whole_is_refused() -> None:
    page = imaginary.district((("01/10/2023", "1", "<span>" * 400 + "ORDER"),))
    words = refusal(page.encode())
    assert "nested" in words or "no docket" in words


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 0.9, 0.97])
def test_a_docket_that_is_cut_off_is_refused(share: float) -> None:
    page = imaginary.district().partition("PACER Service")[0]
    words = refusal(page[: int(len(page) * share)].encode())
    assert "cut off" in words or "no docket" in words or "no docket number" in words


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_docket_cut_off_anywhere_loses_no_entry(data: st.DataObject) -> None:
    page = data.draw(
        st.sampled_from([imaginary.district(), imaginary.bankruptcy(), imaginary.appellate()])
    )
    cut = page[: data.draw(st.integers(0, len(page)))]
    whole = read_court_file(page.encode(), "flsb_1.html").cases[0].entries
    try:
        record = read_court_file(cut.encode(), "flsb_1.html")
    except RefusedFileError:
        return
    assert record.cases[0].entries == whole


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_notice_cut_off_anywhere_keeps_the_words_of_its_entry(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from([imaginary.notice(), imaginary.plain_notice()]))
    whole = read_court_file(raw, "n.eml").cases[0].entries[0].text
    try:
        record = read_court_file(raw[: data.draw(st.integers(0, len(raw)))], "n.eml")
    except RefusedFileError:
        return
    assert record.cases[0].entries[0].text == whole


PIECES = st.sampled_from(
    [
        b"<html>", b"<table>", b"<tr>", b"<td>", b"Date Filed:", b"Docket Text",
        b"<b><u>Plaintiff",
        b"From: a@cand.uscourts.gov\n", b"Subject: x\n\n", b"Notice of Electronic Filing", b"\0",
        b"<rss>", b"<channel>", b"<item>", b"&#0;", b"\xff\xfe", b"<h3>3:23-cv-00099",
        b"01/01/2020",
        b"<!-- DOCKET ENTRIES -->", b"</table>", b"Case Name:",
        b"Docket Text:", b"\xe9", b"</html>",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES | st.binary(max_size=20), max_size=60).map(b"".join),
    st.sampled_from(["cand_1.html", "ca9_1.html", "nysb.xml", "x.eml", ""]),
)
def test_any_bytes_are_a_record_or_a_refusal(raw: bytes, name: str) -> None:
    with suppress(RefusedFileError):
        assert isinstance(read_court_file(raw, name), CourtRecord)


def test_a_feed_that_is_cut_off_or_declares_entities_is_refused() -> None:
    feed = imaginary.feed()
    assert "cut off or damaged" in refusal(feed[:-30].encode(), "cand.xml")
    laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss'
    assert "entities" in refusal(feed.replace("<rss", laughs).encode(), "cand.xml")
    assert "no docket entries" in refusal(
        feed.replace("<item>", "<image>").replace("</item>", "</image>").encode(), "cand.xml"
    )


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Lunch on Friday?", "no notice of electronic filing"),
        ("Notice of Electronic Claims Filing\nCase Number: 22-13643", "claims register"),
        ("This is an announcement e-mail message generated by Court action", "no case"),
    ],
)
def test_a_message_that_is_no_notice_is_refused(body: str, says: str) -> None:
    assert says in refusal(f"From: a@cand.uscourts.gov\nSubject: Re\n\n{body}\n".encode(), "m.eml")


def test_a_message_whose_last_part_is_cut_off_is_refused() -> None:
    head, _, body = imaginary.notice().partition(b"Content-Type: text/html\n\n")
    parts = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    whole = head + parts + body + b"\n--b--\n"
    assert read_court_file(whole, "n.eml").cases[0].docket_number == "3:23-cv-00099"
    assert "cut off" in refusal(whole[:-4], "n.eml")


def test_the_parsers_are_loaded_late_and_without_a_word() -> None:
    code = (
        "import sys, sources.dockets as d; assert 'juriscraper' not in sys.modules;"
        "from sources.dockets.parsers import parsers; parsers()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout + run.stderr == ""
