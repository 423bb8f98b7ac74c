#!/usr/bin/env python3
"""Opens what `sporbar export` writes for other programs, with programs that are not ours, and gives it back.

    check_exchange.py SPORBAR PROJECT

Spreadsheets are read by `openpyxl` and opened by LibreOffice without a window; a supplier's answers are written with
`openpyxl`, imported and compared; so are the remarks of a reviewer. ReqIF is read by the Python package `reqif` and held against the schema that it carries, concepts
by `rdflib`. What was exported is imported into a copy of the project, where it must change nothing.
"""

import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openpyxl
import rdflib
import reqif
import xmlschema
from rdflib.namespace import SKOS
from reqif.parser import ReqIFParser

FAULTS = []


def expect(holds, message):
    if not holds:
        FAULTS.append(message)
        print(message, file=sys.stderr)


def run(sporbar, project, *arguments):
    answer = subprocess.run([sporbar, "--project", str(project), *map(str, arguments)], capture_output=True)
    if answer.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, arguments))}: {answer.stderr.decode()}")
    return answer.stderr.decode("utf-8")


def texts(project):
    return {path.relative_to(project): path.read_bytes() for path in project.rglob("*") if path.is_file() and ".sporbar" not in path.parts}


def open_in_office(path, folder):
    """LibreOffice opens the file and writes it anew; a file that it has to repair gives no table."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run([office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "again"), str(path)], check=True, capture_output=True, timeout=300)
    again = folder / "again" / path.name
    expect(again.exists(), f"{path.name}: LibreOffice does not open it")
    return again


def cells(path):
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in openpyxl.load_workbook(path).worksheets}


def check_matrix(sporbar, project, folder):
    path = folder / "matrix.xlsx"
    run(sporbar, project, "export", "--only", "xlsx", "--to", path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        expect(sheet.protection.sheet, f"{sheet.title} is not protected")
        for row in sheet.iter_rows():
            expect(not any(cell.data_type == "f" for cell in row), f"{sheet.title} holds a formula")
    sheets = book.worksheets[1:]
    for sheet in sheets:
        heads = [cell.value for cell in sheet[1]]
        first = heads.index("Opfyldt (ja/delvist/nej)")
        locked = [cell.protection.locked for cell in sheet[2]]
        expect(locked == [at < first for at in range(len(heads))], f"{sheet.title}: wrong cells are locked")
        expect(sheet.auto_filter.ref is not None and sheet.freeze_panes is not None, f"{sheet.title}: no filter or frozen head")
        lists = {str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.type == "list"}
        expect(len(lists) == 2, f"{sheet.title}: {len(lists)} lists to choose from")
    sheet = sheets[0]
    heads = [cell.value for cell in sheet[1]]
    answer = {"Opfyldt (ja/delvist/nej)": "delvist", "Forbehold": "=1+1", "Beskrivelse": "æøå\nto"}
    for head, text in answer.items():
        cell = sheet.cell(2, heads.index(head) + 1)
        cell.value = text
        cell.data_type = "s"
    filled = folder / "svar.xlsx"
    book.save(filled)
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(project / "content", f"{copy}/content")
        for name in ("sporbar.yaml", "dispensationer.yaml", "gennemgang.lock"):
            shutil.copy(project / name, copy)
        for source in (filled, open_in_office(filled, folder)):
            run(sporbar, copy, "import", "xlsx", source, "--supplier", "Firma & Søn A/S")
            answers = pathlib.Path(copy, "besvarelser", "firma-soen-a-s.yaml").read_text(encoding="utf-8")
            expect("opfyldt: delvist" in answers and "=1+1" in answers and "æøå" in answers, f"{source.name}: {answers}")
            expect("aftryk: " in answers, f"{source.name}: no answer knows what it answers")
        run(sporbar, copy, "build", "--answers")
        overview = pathlib.Path(copy, "fortroligt", "besvarelser", "index.html").read_text(encoding="utf-8")
        expect("Firma &amp; Søn A/S" in overview and "Fortroligt" in overview, "the answers are not compared")


def check_review(sporbar, project, folder):
    path = folder / "skema.xlsx"
    round_id = "REV-DUBU-01"
    run(sporbar, project, "export", "--only", "review", "--round", round_id, "--to", path)
    book = openpyxl.load_workbook(path)
    expect(all(sheet.protection.sheet for sheet in book.worksheets), "a sheet of the form is not protected")
    sheet = book.worksheets[1]
    heads = [cell.value for cell in sheet[1]]
    open_heads = [heads[at] for at, cell in enumerate(sheet[2]) if not cell.protection.locked]
    expect(open_heads == ["Bemærkning", "Forslag til ny tekst", "Art", "Afsender"], f"open cells of the form: {open_heads}")
    expect(len(sheet.data_validations.dataValidation) == 1, "the form has no list of kinds")
    for head, text in {"Bemærkning": "=1+1 <b>æøå</b>", "Art": "mindre", "Afsender": "Viborg"}.items():
        cell = sheet.cell(2, heads.index(head) + 1)
        cell.value = text
        cell.data_type = "s"
    filled = folder / "bemaerkninger.xlsx"
    book.save(filled)
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(project / "content", f"{copy}/content")
        shutil.copy(project / "sporbar.yaml", copy)
        before = texts(pathlib.Path(copy))
        run(sporbar, copy, "import", "review", filled)
        once = texts(pathlib.Path(copy))
        changed = [path for path in once if once[path] != before.get(path)]
        expect(len(changed) == 1 and b"=1+1 " in once[changed[0]], f"the form changed {changed}")
        told = run(sporbar, copy, "import", "review", open_in_office(filled, folder))
        expect(texts(pathlib.Path(copy)) == once, f"the same form twice changed the project: {told}")


def check_tables(sporbar, project, folder):
    tables = folder / "tabeller"
    run(sporbar, project, "export", "--only", "csv", "--to", tables)
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(project / "content", f"{copy}/content")
        shutil.copy(project / "sporbar.yaml", copy)
        before = texts(pathlib.Path(copy))
        for path in sorted(tables.rglob("*.csv")):
            told = run(sporbar, copy, "import", "csv", path, "--to", "content/nyt")
            expect(texts(pathlib.Path(copy)) == before, f"{path.name}: importing it changed the project: {told}")


def check_round_trips(sporbar, project, folder):
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(project / "content", f"{copy}/content")
        for name in ("sporbar.yaml", "dispensationer.yaml", "gennemgang.lock"):
            shutil.copy(project / name, copy)
        before = texts(pathlib.Path(copy))
        for name, only, form in [("bog.xlsx", "workbook", "xlsx"), ("tabel.csv", "workbook", "csv"), ("krav.reqif", "reqif", "reqif"), ("begreber.xlsx", "concepts", "xlsx"), ("begreber.csv", "concepts", "csv")]:
            path = folder / name
            run(sporbar, copy, "export", "--only", only, "--to", path)
            first = path.read_bytes()
            run(sporbar, copy, "export", "--only", only, "--to", path)
            expect(first == path.read_bytes(), f"{name}: not the same bytes twice")
            sources = [path]
            if form == "xlsx":
                again = open_in_office(path, folder)
                ours, theirs = cells(path), cells(again)
                expect(list(ours) == list(theirs), f"{name}: LibreOffice has other sheets")
                sources.append(again)
            for source in sources:
                told = run(sporbar, copy, "import", form, source, "--to", "content/nyt")
                expect(texts(pathlib.Path(copy)) == before, f"{source}: importing it changed the project: {told}")


def check_reqif(folder):
    path = folder / "krav.reqif"
    schema = xmlschema.XMLSchema(str(pathlib.Path(reqif.__file__).parent / "reqif_schema" / "reqif.xsd"))
    faults = [f"{fault.path}: {fault.reason}" for fault in schema.iter_errors(str(path))]
    expect(not faults, f"ReqIF against its schema: {faults[:5]}")
    bundle = ReqIFParser.parse(str(path))
    content = bundle.core_content.req_if_content
    expect(len(content.spec_objects) > 100 and len(content.spec_relations) > 100, "reqif reads too few objects or relations")
    expect(not bundle.exceptions, f"reqif finds: {bundle.exceptions[:3]}")


def check_concepts(sporbar, project, folder):
    path = folder / "begreber.ttl"
    run(sporbar, project, "export", "--only", "concepts", "--to", path)
    graph = rdflib.Graph().parse(path, format="turtle")
    concepts = set(graph.subjects(rdflib.RDF.type, SKOS.Concept))
    with open(folder / "begreber.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expect(len(concepts) == len(rows) > 10, f"{len(concepts)} concepts in Turtle, {len(rows)} in CSV")
    for concept in concepts:
        labels = [label for label in graph.objects(concept, SKOS.prefLabel) if label.language == "da"]
        expect(len(labels) == 1, f"{concept} has {len(labels)} preferred terms")
    for broader in set(graph.objects(None, SKOS.broader)):
        expect(broader in concepts, f"{broader} is broader than something and no concept")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sporbar, project = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_matrix(sporbar, project, folder)
        check_review(sporbar, project, folder)
        check_tables(sporbar, project, folder)
        check_round_trips(sporbar, project, folder)
        check_reqif(folder)
        check_concepts(sporbar, project, folder)
    if not FAULTS:
        print("spreadsheets, ReqIF and concept lists are read by other programs and come back unchanged")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
