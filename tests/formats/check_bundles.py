#!/usr/bin/env python3
"""Opens documentation bundles with readers that are not ours, and gives `verify` a bag that is not ours.

    check_bundles.py SPORBAR PROJECT ...

Each project is exported as a whole and, where it has the profile, by `udbud`. Both bundles are validated by `bagit`, which
reads RFC 8493 on its own; every JSON file is held against the JSON Schema beside it; every table is read by `csv`, has a
row for each item of its kind, and holds no formula; sources are read by `yaml`. Then `bagit` makes a bag, and
`sporbar verify` must find it whole, and not when a byte of it is changed.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import bagit
import jsonschema

TOP = "dokumentationspakke"


def run(*arguments, status=(0,)):
    answer = subprocess.run(arguments, capture_output=True, text=True)
    if answer.returncode not in status:
        sys.exit(f"{' '.join(map(str, arguments))}: {answer.returncode}\n{answer.stdout}{answer.stderr}")
    return answer


def check_bundle(sporbar, project, profile):
    """Faults of one bundle."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        bundle = folder / "pakke.zip"
        # Errors of the content are no fault of the bundle.
        run(sporbar, "--project", str(project), "export", "--to", str(bundle), *profile, status=(0, 1))
        run(sporbar, "verify", str(bundle))
        with zipfile.ZipFile(bundle) as archive:
            if archive.testzip():
                faults.append("the archive is damaged")
            archive.extractall(folder)
        bag = bagit.Bag(str(folder / TOP))
        if not bag.is_valid():
            faults.append("bagit finds the bag invalid")
        if bag.info.get("Bagging-Date") is None or "Payload-Oxum" not in bag.info:
            faults.append("bag-info.txt lacks what it should say")
        data = folder / TOP / "data"
        counts = {}
        for path in sorted((data / "json" / "emner").glob("*.json")):
            items = json.loads(path.read_text("utf-8"))
            schema = json.loads((data / "json" / "skema" / f"{path.stem}.schema.json").read_text("utf-8"))
            faults += invalid(path.name, schema, items)
            counts[path.stem] = [item["id"] for item in items["items"]]
        model = json.loads((data / "json" / "model.json").read_text("utf-8"))
        faults += invalid("model.json", json.loads((data / "json" / "skema" / "model.schema.json").read_text("utf-8")), model)
        for path in sorted((data / "csv").glob("*.csv")):
            with open(path, encoding="utf-8-sig", newline="") as sheet:
                rows = list(csv.reader(sheet))
            if any(len(row) != len(rows[0]) for row in rows):
                faults.append(f"{path.name} is not rectangular")
            if [row[0] for row in rows[1:]] != counts.get(path.stem):
                faults.append(f"{path.name} has other items than {path.stem}.json")
            if any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row):
                faults.append(f"{path.name} holds a formula")
        if not counts:
            faults.append("the bundle has no items")
        if [path for path in data.rglob("index.html") if (data / "site") not in path.parents]:
            faults.append("the site's folder is not the only one with an index.html")
        built = folder / "igen"
        run(sporbar, "--project", str(data / "kilder"), "build", "--output", str(built), status=(0, 1))
    return faults


def invalid(name, schema, value):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    faults = validator(schema).iter_errors(value)
    return [f"{name}: {'/'.join(map(str, fault.path))}: {fault.message[:200]}" for fault in list(faults)[:5]]


def check_foreign(sporbar):
    """Bags that `bagit` makes, packed in both of the usual ways."""
    faults = []
    for algorithms in (["sha256"], ["sha256", "sha512"], ["sha512", "md5"]):
        for top in ("", "pose/"):
            with tempfile.TemporaryDirectory() as folder:
                bag = pathlib.Path(folder, "bag")
                (bag / "æ mappe").mkdir(parents=True)
                (bag / "æ mappe" / "50 % mere.txt").write_text("å\n", "utf-8")
                (bag / "tom.txt").write_text("")
                bagit.make_bag(str(bag), {"Contact-Name": "Kravredaktionen"}, checksums=algorithms)
                packed = pathlib.Path(folder, "bag.zip")

                def pack():
                    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                        for path in sorted(bag.rglob("*")):
                            archive.write(path, top + path.relative_to(bag).as_posix())

                pack()
                run(sporbar, "verify", str(packed))
                (bag / "data" / "tom.txt").write_text("x")
                pack()
                answer = run(sporbar, "verify", str(packed), status=(1,))
                if "data/tom.txt" not in answer.stdout:
                    faults.append(f"{algorithms}: what differs is not named")
    return faults


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sporbar = str(pathlib.Path(sys.argv[1]).resolve())
    faults = check_foreign(sporbar)
    for project in sys.argv[2:]:
        for profile in ([], ["--profile", "udbud"]):
            faults += [f"{project} {' '.join(profile)}: {fault}" for fault in check_bundle(sporbar, project, profile)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("bundles are valid to others, and the bags of others to us")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
