#!/usr/bin/env python3
"""Opens the specification documents with readers that are not ours.

    check_documents.py SPORBAR PROJECT ...

Each project is exported as a whole and, where it has the profile, by `udbud`. Every Word file is opened by `python-docx`:
headings, tables, head and language are what Word knows them by, and all requirements of the bundle's JSON that are in
force stand in the documents, each under its number or id. LibreOffice turns every Word file into PDF, and `pdftotext`
finds the requirements there.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import docx

TOP = "dokumentationspakke"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def run(*arguments, status=(0,)):
    answer = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True)
    if answer.returncode not in status:
        sys.exit(f"{' '.join(map(str, arguments))}: {answer.returncode}\n{answer.stdout}{answer.stderr}")
    return answer.stdout


def check(sporbar, project, profile):
    """Faults of the documents of one bundle."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        run(sporbar, "--project", project, "export", "--to", folder / "pakke.zip", *profile, status=(0, 1))
        with zipfile.ZipFile(folder / "pakke.zip") as archive:
            archive.extractall(folder)
        data = folder / TOP / "data"
        names = called(data)
        documents = sorted((data / "kravspecifikation").glob("*.docx"))
        found = {}
        for path in documents:
            faults += [f"{path.name}: {fault}" for fault in check_word(path, names, found)]
        for name in names.values() if not documents else []:
            faults.append(f"{name} stands in no document")
        for item, name in names.items():
            if item not in found:
                faults.append(f"{name} stands in no document")
        run("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf",
            "--outdir", folder / "pdf", *documents)
        for path in documents:
            pdf = folder / "pdf" / f"{path.stem}.pdf"
            if not pdf.exists():
                faults.append(f"{path.name}: LibreOffice made no PDF of it")
                continue
            text = plain(run("pdftotext", "-layout", pdf, "-"))
            for item, where in found.items():
                if where == path.name and names[item] not in text:
                    faults.append(f"{path.name}: LibreOffice lost {names[item]}")
    return faults


def called(data):
    """Requirements in force by id, each with what its heading begins with."""
    plan = data / "bilag" / "bilagsplan.csv"
    numbers = {}
    if plan.exists():
        with open(plan, encoding="utf-8-sig", newline="") as sheet:
            for row in csv.DictReader(sheet):
                if row["udbudsnummer"]:
                    numbers.setdefault(row["id"], row["udbudsnummer"])
    items = json.loads((data / "json" / "emner" / "krav.json").read_text("utf-8"))["items"]
    live = [item["id"] for item in items if item["fields"].get("status") != "udgået"]
    return {item: numbers.get(item, item) for item in live}


def check_word(path, names, found):
    faults = []
    document = docx.Document(str(path))
    headings = [one for one in document.paragraphs if one.style.name.startswith("Heading ")]
    if not any(one.style.name == "Heading 1" for one in headings):
        faults.append("it has no chapters")
    level = 0
    for one in headings:
        own = int(one.style.name.split()[1])
        if own > level + 1:
            faults.append(f"{one.text!r} skips a level")
        level = own
    if document.paragraphs[0].style.name != "Title" or document.core_properties.title != document.paragraphs[0].text:
        faults.append("its title is not that of the first page")
    if not any(table.style.name == "Oplysningstabel" for table in document.tables):
        faults.append("its tables have no style")
    if document.paragraphs[0].text not in document.sections[0].header.paragraphs[0].text:
        faults.append("the head of its pages does not name it")
    language = document.styles.element.find(f".//{WORD}rPrDefault//{WORD}lang").get(f"{WORD}val")
    if language not in ("da-DK", "en-GB"):
        faults.append(f"its language is {language}")
    if "TOC \\o" not in document.element.xml:
        faults.append("it has no table of contents")
    drawn = list(document.element.iter(f"{DRAWN}docPr"))
    if any(len(one.get("descr") or "") < 20 for one in drawn):
        faults.append("a drawing does not say in words what it shows")
    if "2.2" in path.name and not drawn:
        faults.append("its processes are not drawn")
    anchors = {one.get(f"{WORD}anchor") for one in document.element.iter(f"{WORD}hyperlink")} - {None}
    marks = [one.get(f"{WORD}name") for one in document.element.iter(f"{WORD}bookmarkStart")]
    if anchors - set(marks) or len(marks) != len(set(marks)):
        faults.append("its references do not all lead to one place")
    begins = {one.text.split(" ")[0]: one for one in headings}
    for item, name in names.items():
        heading = begins.get(name)
        if heading is not None and (name == item or item in after(document, heading)):
            found.setdefault(item, path.name)
    return faults


def after(document, heading):
    """The paragraph that follows."""
    following = heading._p.getnext()
    return "".join(node.text or "" for node in following.iter(f"{WORD}t"))


def plain(text):
    return text.replace("\u00a0", " ")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sporbar = str(pathlib.Path(sys.argv[1]).resolve())
    faults = []
    for project in sys.argv[2:]:
        for profile in ([], ["--profile", "udbud"]):
            faults += [f"{project} {' '.join(profile)}: {fault}" for fault in check(sporbar, project, profile)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("Word documents are read by python-docx and by LibreOffice")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
