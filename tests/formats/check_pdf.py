#!/usr/bin/env python3
"""Opens the specification as PDF with readers that are not ours; the program must be built with the feature `pdf`.

    check_pdf.py SPORBAR PROJECT ...

Each project is exported as a whole and, where it has the profile, by `udbud`. `pdfinfo` finds every PDF tagged and titled,
`pdffonts` finds all fonts in it, `pypdf` the mark of PDF/UA-1, the language, and that every link leads to a page or to the
web. `pdftotext` finds the text of every requirement of the matrix. Then a project whose content tries to be markup: it is
shown as it is written, and nothing of this machine is.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
import pypdf

TOP = "dokumentationspakke"
HOSTILE = """---
id: K-1
type: krav
titel: 'Titel #read("/etc/passwd") ]'
løsning: L-1
status: godkendt
acceptkriterier: ['#import "@preview/cetz:0.3.0": *', '#panic("krav")', '\\u{41}']
---
Systemet skal #read("/etc/hostname") vise [[[ ##{{ }} ]) $ x^2 $ `#eval("1+1")` <label> @ref \\# /* slut */ // mere.

漢字, 🦀 og \u202eomvendt\u202c tekst

    #include "/etc/passwd"

| a | b |
|---|---|
| #sys.version | `#{` |

<b onclick="x">fed</b> <script>alert(1)</script>
"""


def run(*arguments, status=(0,)):
    answer = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True)
    if answer.returncode not in status:
        sys.exit(f"{' '.join(map(str, arguments))}: {answer.returncode}\n{answer.stdout}{answer.stderr}")
    return answer.stdout


def squeezed(text):
    """Letters and figures alone: lines are broken and words divided anew."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def words(path):
    return squeezed(run("pdftotext", "-layout", path, "-"))


def export(sporbar, project, folder, profile):
    run(sporbar, "--project", project, "export", "--to", folder / "pakke.zip", *profile, status=(0, 1))
    run(sporbar, "verify", folder / "pakke.zip")
    with zipfile.ZipFile(folder / "pakke.zip") as archive:
        archive.extractall(folder)
    return folder / TOP / "data"


def check(sporbar, project, profile):
    """Faults of the documents of one bundle."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        data = export(sporbar, project, pathlib.Path(folder), profile)
        documents = sorted((data / "kravspecifikation").glob("*.pdf"))
        if [path.stem for path in documents] != sorted(path.stem for path in (data / "kravspecifikation").glob("*.docx")):
            faults.append("there is not a PDF for each Word document")
        texts = {path.name: words(path) for path in documents}
        for path in documents:
            faults += [f"{path.name}: {fault}" for fault in check_document(path, texts[path.name])]
        faults += requirements(data / "krav" / "kravmatrix.xlsx", "".join(texts.values()))
    return faults


def check_document(path, text):
    faults = []
    info = dict(line.split(":", 1) for line in run("pdfinfo", path).splitlines() if ":" in line)
    if info.get("Tagged", "").strip() != "yes" or not info.get("Title", "").strip():
        faults.append("it is not tagged, or has no title")
    if info.get("Page size", "").strip().split(" (")[0] != "595.276 x 841.89 pts":
        faults.append(f"its pages are not A4: {info.get('Page size')}")
    fonts = run("pdffonts", path).splitlines()[2:]
    if not fonts or not all(re.search(r"\syes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", line) for line in fonts):
        faults.append("a font is not in it")
    reader = pypdf.PdfReader(str(path))
    meta = reader.trailer["/Root"]["/Metadata"].get_data().decode("utf-8")
    if not re.search(r"pdfuaid:part(>|=\")1", meta):
        faults.append("it does not say that it is PDF/UA-1")
    if reader.trailer["/Root"].get("/Lang") not in ("da", "en"):
        faults.append(f"its language is {reader.trailer['/Root'].get('/Lang')}")
    inside = 0
    for page in reader.pages:
        for note in page.get("/Annots", []):
            note = note.get_object()
            action = note.get("/A", {}).get_object() if "/A" in note else {}
            target = note.get("/Dest", action.get("/D"))
            if target is not None:
                inside += 1
                target = reader.named_destinations[target].dest_array if isinstance(target, str) else target.get_object()
                if target[0].get_object().get("/Type") != "/Page":
                    faults.append("a link leads to no page")
            elif not str(action.get("/URI", "")).startswith(("https://", "http://", "mailto:")):
                faults.append(f"a link leads nowhere: {action}")
    # At least the contents lead to their chapters.
    if inside < 2:
        faults.append("it has no links")
    first = reader.pages[0].extract_text()
    if squeezed(reader.metadata.title.split(" – ")[0]) not in squeezed(first) or len(text) < 200:
        faults.append("its first page does not say its title")
    return faults


def requirements(matrix, text):
    """Requirements of the matrix whose text is in no document, line by line."""
    faults = []
    for sheet in openpyxl.load_workbook(matrix).worksheets[1:]:
        rows = sheet.iter_rows(values_only=True)
        head = next(rows)
        number, statement = head.index("Kravnr."), head.index("Kravtekst")
        for row in rows:
            lines = [re.sub(r"^\s*(\d+\.|[-*•])\s+", "", line) for line in (row[statement] or "").splitlines()]
            if any(squeezed(line) not in text for line in lines):
                faults.append(f"the text of {row[number]} is in no PDF")
    return faults


def check_hostile(sporbar):
    """Content that tries to be markup is shown as it is written."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "content").mkdir()
        (folder / "sporbar.yaml").write_text('titel: "#panic(1) ["\npr_dato: 2026-11-01\n', "utf-8")
        (folder / "content" / "l.yaml").write_text('{id: L-1, type: løsning, titel: "#datetime.today() $"}\n', "utf-8")
        (folder / "content" / "k.md").write_text(HOSTILE, "utf-8")
        run(sporbar, "--project", folder, "export", "--only", "pdf", "--to", folder / "a.pdf", status=(0, 1))
        run(sporbar, "--project", folder, "export", "--only", "pdf", "--to", folder / "b.pdf", status=(0, 1))
        if (folder / "a.pdf").read_bytes() != (folder / "b.pdf").read_bytes():
            faults.append("two runs give two files")
        text = words(folder / "a.pdf")
        for shown in ['#read("/etc/passwd")', '#read("/etc/hostname")', '#eval("1+1")', '#import "@preview/cetz:0.3.0"', '#panic("krav")',
                      '#include "/etc/passwd"', "#sys.version", "#datetime.today()", "omvendt", "U+6F22", "U+1F980"]:
            if squeezed(shown) not in text:
                faults.append(f"{shown} is not shown as it is written")
        secrets = [pathlib.Path("/etc/passwd").read_text().splitlines()[0], pathlib.Path("/etc/hostname").read_text().strip()]
        if any(len(secret) > 4 and squeezed(secret) in text for secret in secrets):
            faults.append("a file of this machine was read")
    return faults


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sporbar = str(pathlib.Path(sys.argv[1]).resolve())
    faults = check_hostile(sporbar)
    for project in sys.argv[2:]:
        for profile in ([], ["--profile", "udbud"]):
            faults += [f"{project} {' '.join(profile)}: {fault}" for fault in check(sporbar, project, profile)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("PDF documents are tagged, whole, and say what the matrix says")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
