#!/usr/bin/env python3
"""Validates what `sporbar check` and `sporbar build` write for other programs, with readers that are not ours.

    check_formats.py SPORBAR [PROJECT ...]

Runs the program on each project, and on one made here whose findings have everything that is hard to write down:
direction marks, `<`, `&`, `%`, spaces and Danish letters in paths, related places, fixes, waivers. SARIF is held
against the schema of version 2.1.0, which the npm package `@microsoft/jest-sarif` carries; it is fetched once into
the folder that SPORBAR_TEST_CACHE names (default: a folder of the user's cache). JUnit XML is read by `junitparser`,
the calendars of a site by `icalendar`, its sheets by `csv`.
"""

import csv
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import icalendar
import jsonschema
import junitparser

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"

HARD = {
    "sporbar.yaml": "titel: Prøve\npr_dato: 2026-11-01\n",
    "content/å b,c%d.md": "---\nid: K-1\ntype: krav\ntitel: A\nbegrundelse: x\nafhænger_af: \"<K&\u202e9>\"\n"
    "tidligere_id: [K-0]\n---\nLøsningen skal vise [[x%\u009b]].\n",
    "content/b.md": "---\nid: K-2\ntype: krav\ntitel: B\nbegrundelse: x\nafhænger_af: K-0\n---\nLøsningen skal vise b.\n",
    "content/c.md": "---\nid: K-2\ntype: krav\ntitel: C\n---\nLøsningen skal vise c.\n",
    "content/d.md": "---\nid: K-4\ntype: krav\ntitel: D\n---\nLøsningen skal vise d.\n",
    "content/f.yaml": "elementer:\n  - {id: FG, type: organ, titel: Faggruppen, organtype: faggruppe, for: L}\n"
    "  - {id: BST, type: bestilling, titel: \"=1+1; a, b\\\\n \\u202e\\nEND:VEVENT " + "æøå€😀" * 30 + "\", udføres_af: FG, frist: 2026-12-01, om: L}\n",
    "content/e.yaml": "elementer:\n  - {id: SG, type: organ, titel: Styregruppen, organtype: styregruppe, for: L}\n"
    "  - {id: L, type: løsning, titel: Løsningen}\n",
    "dispensationer.yaml": "- regel: J02\n  vælg: {id: K-4}\n  begrundelse: aftalt\n  godkendt_af: SG\n  udløber: 2027-01-01\n",
}


def cache_folder():
    named = os.environ.get("SPORBAR_TEST_CACHE")
    folder = pathlib.Path(named) if named else pathlib.Path.home() / ".cache" / "sporbar-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sarif_schema():
    """The schema from the package; fetched by npm when the cache does not have it."""
    folder = cache_folder()
    kept = folder / pathlib.Path(SCHEMA).name
    if not kept.exists():
        answer = subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", str(folder), PACKAGE],
            check=True, capture_output=True, text=True,
        )
        with tarfile.open(folder / answer.stdout.strip().splitlines()[-1]) as package:
            kept.write_bytes(package.extractfile(SCHEMA).read())
    return json.loads(kept.read_text(encoding="utf-8"))


def run(sporbar, project, form):
    """What the program writes; exit status 1 is findings, 2 is a failure."""
    answer = subprocess.run([sporbar, "--project", str(project), "check", "--format", form], capture_output=True)
    if answer.returncode not in (0, 1):
        sys.exit(f"{project}: {answer.stderr.decode()}")
    return answer.stdout.decode("utf-8")


def check_sarif(validator, text, findings, where):
    log = json.loads(text)
    faults = sorted(validator.iter_errors(log), key=lambda fault: list(map(str, fault.path)))
    for fault in faults:
        print(f"{where}: SARIF: {'/'.join(map(str, fault.path))}: {fault.message[:300]}", file=sys.stderr)
    results = log["runs"][0]["results"]
    waived = sum(1 for result in results if result["suppressions"])
    agree = len(results) == len(findings["findings"]) and waived == findings["summary"]["waived"]
    if not agree:
        print(f"{where}: SARIF and JSON do not tell of the same findings", file=sys.stderr)
    return not faults and agree


def check_junit(text, findings, where):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        suites = junitparser.JUnitXml.fromfile(file.name)
    stated = (suites.tests, suites.failures, suites.skipped)
    suites.update_statistics()
    counted = (suites.tests, suites.failures, suites.skipped)
    summary = findings["summary"]
    if stated != counted or (suites.failures, suites.skipped) != (summary["error"], summary["waived"]):
        print(f"{where}: JUnit states {stated}, has {counted}, and JSON says {summary}", file=sys.stderr)
        return False
    return True


def check_sites(sporbar, project):
    """Every calendar of a built site is read whole, and says what its sheet says."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder, "site")
        answer = subprocess.run([sporbar, "--project", str(project), "build", "--output", str(site)], capture_output=True)
        if answer.returncode not in (0, 1):
            sys.exit(f"{project}: {answer.stderr.decode()}")
        calendars = sorted(site.rglob("*.ics"))
        if not calendars:
            print(f"{project}: the site has no calendar", file=sys.stderr)
            return False
        for path in calendars:
            good &= check_calendar(path, f"{project}: {path.relative_to(site)}")
    return good


def check_calendar(path, where):
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    faults = []
    if lines[-1] != b"" or any(b"\n" in line or b"\r" in line for line in lines):
        faults.append("a line does not end in CR LF")
    if any(len(line) > 75 for line in lines):
        faults.append("a line has over 75 octets")
    calendar = icalendar.Calendar.from_ical(raw)
    faults += [f"{name}: {fault}" for name, fault in calendar.errors]
    events = calendar.walk("VEVENT")
    faults += [f"{name}: {fault}" for event in events for name, fault in event.errors]
    for event in events:
        start, stamp = event["DTSTART"].dt, event["DTSTAMP"].dt
        all_day = isinstance(start, datetime.date) and not isinstance(start, datetime.datetime)
        if not all_day or event["DTEND"].dt - start != datetime.timedelta(days=1):
            faults.append(f"{event['UID']} is no day")
        if stamp.utcoffset() != datetime.timedelta(0):
            faults.append(f"the stamp of {event['UID']} is no UTC time")
    if len({event["UID"] for event in events}) != len(events):
        faults.append("two events share an id")
    with open(path.with_suffix(".csv"), encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    if any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values()):
        faults.append("the sheet holds a formula")
    days = sorted(row.get("senest") or row.get("dato") or "" for row in rows)
    told = sorted(event["DTSTART"].dt.isoformat() for event in events)
    if [day for day in days if day] != told:
        faults.append("calendar and sheet do not tell of the same days")
    for fault in faults:
        print(f"{where}: {fault}", file=sys.stderr)
    return not faults


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sporbar = str(pathlib.Path(sys.argv[1]).resolve())
    schema = sarif_schema()
    checker = jsonschema.FormatChecker()
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=checker)
    with tempfile.TemporaryDirectory() as folder:
        for path, text in HARD.items():
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        good = True
        for project in [folder, *sys.argv[2:]]:
            findings = json.loads(run(sporbar, project, "json"))
            if project == folder and not (
                findings["summary"]["waived"]
                and any(finding["fix"] for finding in findings["findings"])
                and any(finding["related"] for finding in findings["findings"])
            ):
                print("the project made here has no waiver, no fix or no related place", file=sys.stderr)
                good = False
            good &= check_sarif(validator, run(sporbar, project, "sarif"), findings, project)
            good &= check_junit(run(sporbar, project, "junit"), findings, project)
            good &= check_sites(sporbar, project)
    if good:
        print("SARIF, JUnit XML and calendars are valid")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
