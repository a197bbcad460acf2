"""A PDF as small as can be, written by hand: pages of lines in Helvetica."""

from collections.abc import Sequence


def small_pdf(
    pages: Sequence[Sequence[str]], info: str = "", page_count: int | None = None
) -> bytes:
    """The bytes of a PDF with these lines on its pages.

    `info` is the inside of its information dictionary, "/Title (Order)", say. `page_count` is what
    it claims to have, if that is not true.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    count = len(pages) if page_count is None else page_count
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawing = f"BT /F1 12 Tf 72 720 Td 14 TL {' '.join(map(_drawn, lines))} ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R "
            f">> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(drawing.encode('cp1252'))} >>\nstream\n{drawing}\nendstream",
        ]
    objects.append(f"<< {info} >>")
    return _file(objects, f"/Root 1 0 R /Info {len(objects)} 0 R")


def locked_pdf() -> bytes:
    """The bytes of a PDF that opens with a password only: its key is of a password nobody has."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]
    key = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{'a5' * 32}> /U <{'5a' * 32}>"
    return _file(objects, f"/Root 1 0 R /ID [<00> <00>] /Encrypt << {key} >>")


def _drawn(line: str) -> str:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped}) Tj T*"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} {trailer} >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    )
    return out + end.encode()
