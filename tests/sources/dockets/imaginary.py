"""Court files of lawsuits that never were, written as courts write them."""

# ruff: noqa: E501 (courts break no lines)

ROWS = (
    ("01/10/2023", "1", "COMPLAINT against Tidewater Canning Co. ( Filing fee $ 402.). Filed by "
     "Orla Quist. (Attachments: # 1 Civil Cover Sheet)(abc) (Entered: 01/11/2023)"),
    ("02/01/2023", "2", "MOTION to Dismiss for Failure to State a Claim filed by Tidewater Canning "
     "Co.. (Reyes, Pia) (Filed on 2/1/2023) (Entered: 02/01/2023)"),
    ("03/15/2023", "", "Minute Entry for proceedings held before Judge Ada Bell: Motion Hearing "
     "held on 3/15/2023. (Court Reporter None.) (xyz) (Entered: 03/16/2023)"),
)  # fmt: skip


def row(filed: str, number: str, words: str, court: str = "cand") -> str:
    link = (
        f'<a href="https://ecf.{court}.uscourts.gov/doc1/0351{number}">{number}</a>'
        if number
        else ""
    )
    return (
        f"<tr><td width=94 valign=top nowrap>{filed}</td><td valign=top align=right>{link}&nbsp;"
        f"</td><td valign=top>{words}</td></tr>\n"
    )


def district(
    rows: tuple[tuple[str, str, str], ...] = ROWS,
    *,
    number: str = "3:23-cv-00099-AB",
    caption: str = "Quist v. Tidewater Canning Co. et al",
) -> str:
    return f"""<html><head><title>CAND-ECF</title><script>var menu = "no words";</script></head><body>
<div id="topmenu"><ul><li><a href="/cgi-bin/iquery.pl">Query</a></li></ul></div>
<table width="100%"><tr><td align=right><span>CLOSED</span></td></tr></table>
<h3 align=center>U.S. District Court<br>
California Northern District (San Francisco)<br>
CIVIL DOCKET FOR CASE #: {number}</h3>
<table width='100%' border=0><tr><td valign=top width="60%"><br>{caption}<br>
Assigned to: Judge Ada Bell<br>Referred to: Magistrate Judge Tom&nbsp;Okoro<br>Demand: $75,000<br>
Cause: 15:1 Antitrust Litigation</td>
<td valign=top width="40%"><br>Date Filed: 01/10/2023<br>Date Terminated: 09/30/2023<br>
Jury Demand: Plaintiff<br>Nature of Suit: 410 Anti-Trust<br>Jurisdiction: Federal Question</td></tr></table>
<table width="100%" border=0 cellspacing=5>
<tr><td valign=top><br><b><u>Plaintiff                    </u></b></td></tr>
<tr><td valign=top width="40%"><b>Orla Quist</b><br><i>an individual</i></td>
<td valign=top width="20%" align=right>represented&nbsp;by</td>
<td valign=top width="40%"><b>Noor           Haddad          </b><br>Haddad &amp; Finch LLP
<br>12 Elm Street<br>Oakland, CA 94601<br>510-555-0100<br>Email: nh&#064;haddad.example
<br><i>LEAD ATTORNEY</i><br><i>ATTORNEY TO BE NOTICED</i><br><br>
<b>Lee Wu</b><br>(See above for address)<br><i>TERMINATED: 06/22/2023</i></td></tr>
<tr><td><br></td></tr><tr><td valign=top>V.<br></td></tr>
<tr><td valign=top><br><b><u>Defendant</u></b></td></tr>
<tr><td valign=top width="40%"><b>Tidewater Canning Co.</b><br><i>TERMINATED: 09/30/2023</i></td>
<td valign=top width="20%" align=right>represented&nbsp;by</td>
<td valign=top width="40%"><b>Pia Reyes</b><br>1 Market Plaza<br>San Francisco, CA 94105
<br><i>ATTORNEY TO BE NOTICED</i></td></tr></table>
<br><table align=center width='99%' border=1 rules=all><tr><td>Date Filed</td><th>#</th>
<td>Docket Text</td></tr>
{"".join(row(*cells) for cells in rows)}</table><br>
<hr><center><table border=1 width="400"><tr><th colspan=4><font>PACER Service Center</font></th></tr>
<tr><th colspan=4><font>Transaction Receipt</font></th></tr>
<tr><td colspan=4><font>10/02/2023 15:25:21</font></td></tr>
<tr><th><font>PACER Login:</font></th><td><font>oquist77</font></td><th><font>Client Code:</font></th>
<td><font>SECRET-9</font></td></tr>
<tr><th>Description:</th><td>Docket Report</td><th>Search Criteria:</th><td>{number}</td></tr>
<tr><th>Billable Pages:</th><td>3</td><th>Cost:</th><td>0.30</td></tr></table></center></div>
</body></html>"""


def bankruptcy() -> str:
    return f"""<html><head><title>LIVE ECF</title></head><body>
<center><b><font size=+1>U.S. Bankruptcy Court<br>Southern District of Florida (Miami)<br>
Bankruptcy Petition #: 23-10777-RAM</font></b></center>
<table width="100%"><tr><td valign=top><i>Assigned to:</i> Robert Stone<br>Chapter 11<br>Voluntary</td>
<td valign=top><table><tr><td><i>Date filed:</i></td><td>&nbsp;&nbsp;01/31/2023</td></tr>
<tr><td><i>Date converted:</i></td><td>&nbsp;&nbsp;05/02/2023</td></tr></table></td></tr></table>
<table width="100%"><tr><td valign=top><i><b>Debtor</b></i><br><b>Brightwater Marine, Inc.</b><br>
9 Quay Road<br>Miami, FL 33101<br>Tax ID / EIN: 00-1234567</td>
<td valign=top align=right>represented by</td><td valign=top><b>Ines Castellan</b><br>Castellan Law, P.A.<br>
400 Palm Avenue<br>Miami, FL 33102</td></tr>
<tr><td valign=top><i><b>U.S. Trustee</b></i><br><b>Office of the US Trustee</b><br>51 First Avenue</td>
<td></td><td></td></tr></table>
<table border=1><tbody><tr><th>Filing Date</th><th>#</th><th>Docket Text</th></tr>
{row("01/31/2023", "1", "Chapter 11 Voluntary Petition. [Fee Amount $1738] (Castellan, Ines)", "flsb")}</tbody></table>
</body></html>"""


def appellate() -> str:
    return """<html><head><title>23-1234</title></head><body>
<div class="noprint">Case Search</div>
<!-- NEW SECTION - Case Stub --><center><b>General Docket<br>United States Court of Appeals for the
Ninth Circuit</b></center><table><tr><td><table width="100%">
<tr><td><b>Court of Appeals Docket #: </b>23-1234</td><td><b>Docketed: </b>10/15/2023</td></tr>
<tr><td>Orla Quist v. Tidewater Canning Co.</td></tr>
<tr><td><b>Appeal From: </b>Northern District of California, San Francisco</td></tr>
<tr><td><b>Fee Status: </b>Paid</td></tr></table></td></tr></table>
<table><tr><td><b>Originating Court Information:</b></td></tr>
<tr><td><b>District: </b>0971-3 : <a href="https://ecf.cand.uscourts.gov/cgi-bin/iqquerymenu.pl?99">3:23-cv-00099-AB</a></td></tr>
<tr><td><b>Trial Judge: </b>Ada Bell, District Judge</td></tr>
<tr><td><b>Date Filed: </b>01/10/2023</td></tr>
<tr><td>Date NOA Filed:</td></tr><tr><td>10/14/2023</td></tr></table>
<!-- NEW SECTION - Party/Aty List --><table><tr><td><table>
<tr><td valign=top>ORLA QUIST<br>&nbsp;&nbsp;Plaintiff - Appellant,</td>
<td valign=top>Noor Haddad<br>Direct: 510-555-0100<br>[COR NTC Retained]<br>Haddad &amp; Finch LLP<br>12 Elm Street</td></tr>
<tr><td valign=top>TIDEWATER CANNING CO.<br><b>Terminated: </b>11/01/2023<br>Defendant - Appellee,</td>
<td valign=top>Pia Reyes<br>[COR NTC Retained]<br>Reyes Group, PC<br><br>Sam Dole, Attorney<br>[COR NTC Retained]<br>Dole Law Firm</td></tr>
</table></td></tr></table>
<!-- DOCKET ENTRIES --><table>
<tr><td>10/15/2023</td><td>&nbsp;<a href="https://ecf.ca9.uscourts.gov/docs1/00912345">1</a>&nbsp;</td>
<td>DOCKETED CAUSE AND ENTERED APPEARANCES OF COUNSEL. [23-1234] (AB) [Entered: 10/16/2023 09:00 AM]</td></tr>
<tr><td>11/01/2023</td><td>&nbsp;<a href="https://ecf.ca9.uscourts.gov/docs1/00912399">2</a>&nbsp;</td>
<td>Filed order dismissing the appeal as to Tidewater. [23-1234] (AB) [Entered: 11/01/2023 10:30 AM]</td></tr>
</table></body></html>"""


_HEADERS = """Return-Path: <ecf@cand.uscourts.gov>
Date: Wed, 1 Feb 2023 17:05:00 -0800
From: ECF-CAND@cand.uscourts.gov
To: efiling@example.com
Subject: Activity in Case 3:23-cv-00099-AB Quist v. Tidewater Canning Co. et al Motion to Dismiss
MIME-Version: 1.0
"""


def notice() -> bytes:
    return (
        _HEADERS
        + """Content-Type: text/html

<p align=center><strong>U.S. District Court</strong></p>
<p align=center><strong>California Northern District</strong></p>
<p>Notice of Electronic Filing</p>
<p>The following transaction was entered by Reyes, Pia on 2/2/2023 at 5:04 PM PST and filed on 2/1/2023</p>
<table border=0><tr><td><strong>Case Name:</strong></td><td>Quist v. Tidewater Canning Co. et al</td></tr>
<tr><td><strong>Case Number:</strong></td><td><a href="https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?99">3:23-cv-00099-AB</a></td></tr>
<tr><td><strong>Filer:</strong></td><td>Tidewater Canning Co.</td></tr>
<tr><td><strong>Document Number:</strong></td><td><a href="https://ecf.cand.uscourts.gov/doc1/035102">2</a></td></tr></table>
<p><strong>Docket Text:</strong><br>
<font face="arial,helvetica"><b>MOTION to Dismiss for Failure to State a Claim filed by Tidewater Canning Co.. (Reyes, Pia) (Filed on 2/1/2023)</b></font></p>
<p><b>3:23-cv-00099-AB Notice has been electronically mailed to:</b><br>Noor Haddad nh@haddad.example</p>
<p>The following document(s) are associated with this transaction:</p>
<table><strong>Document description:</strong>Main Document<br><strong>Original filename:</strong>m.pdf<br>
<strong>Document description:</strong>Declaration of P. Reyes<br></table>
"""
    ).encode()


def plain_notice() -> bytes:
    return (
        _HEADERS
        + """Content-Type: text/plain

U.S. District Court
California Northern District

Notice of Electronic Filing
The following transaction was entered by Reyes, Pia on 2/2/2023 at 5:04 PM and filed on 2/1/2023

Case Name: Quist v. Tidewater Canning Co. et al
Case Number: 3:23-cv-00099-AB https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?99
Document Number: 2

Docket Text:
MOTION to Dismiss for Failure to State a Claim
filed by Tidewater Canning Co.. (Reyes, Pia)

3:23-cv-00099-AB Notice has been electronically mailed to:
Noor Haddad
   nh@haddad.example
"""
    ).encode()


def feed() -> str:
    def item(title: str, said: str, number: str, when: str) -> str:
        link = "https://ecf.cand.uscourts.gov"
        return (
            f"<item><title>{title}</title><link>{link}/cgi-bin/DktRpt.pl?99</link><description>"
            f"[{said}] (&lt;a href=&quot;{link}/doc1/0351{number}?caseid=99&amp;de_seq_num={number}"
            f"&quot; &gt;{number}&lt;/a&gt;)</description><pubDate>{when}</pubDate></item>\n"
        )

    quist = "3:23-cv-00099 Quist v. Tidewater Canning Co. et al"
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<rss version="2.0"><channel>\n'
        "<title>Northern District of California - Recent Entries</title>\n"
        "<link>https://ecf.cand.uscourts.gov</link><description>Docket entries</description>\n"
        "<lastBuildDate>Thu, 02 Feb 2023 20:16:22 GMT</lastBuildDate>\n"
        + item(quist, "Motion to Dismiss", "2", "Wed, 01 Feb 2023 19:14:31 GMT")
        + item("5:22-cr-00007 USA v. Vole", "Judgment", "41", "Wed, 01 Feb 2023 19:14:26 GMT")
        + item(quist, "Order on Stipulation", "3", "Thu, 02 Feb 2023 20:10:00 GMT")
        + "</channel></rss>"
    )
