#!/usr/bin/env bash
# Measures how time and memory of a build grow with the number of items.
#
#   benches/growth.sh [--items "1000 10000 100000 300000"] [--rounds 3] [--rules] [FOLDER]
#
# For each size, in a new folder of FOLDER (else $TMPDIR, else /tmp) that is removed at the end: a cold build, a build with
# nothing changed, and a build after one edit of prose, each as a process of its own; --rules leaves all rules on. The
# tables go to stdout, all else to stderr. 300,000 items take some 6 GB. See benches/README.md.
#
# SPORBAR and CORPUS name other programs than those built here.
set -euo pipefail
export LC_ALL=C
# A fixed day, so that a run across midnight builds the same site.
export SOURCE_DATE_EPOCH=1767225600

root=$(cd "$(dirname "$0")/.." && pwd)
sizes="1000 10000 100000 300000" rounds=3 rules="" parent=${TMPDIR:-/tmp}

say() { printf '%s\n' "$*" >&2; }
stop() { say "growth.sh: $*"; exit 2; }
whole_number() { [[ $2 =~ ^[1-9][0-9]*$ ]] || stop "$1 takes whole numbers above 0, not \`$2\`"; }

while (($#)); do
  case $1 in
    --items | --rounds) (($# > 1)) || stop "$1 lacks its value" ;;&
    --items) sizes=${2//,/ }; shift ;;
    --rounds) rounds=$2; shift ;;
    --rules) rules=--rules ;;
    -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
    -*) stop "no such option: $1" ;;
    *) parent=$1 ;;
  esac
  shift
done
whole_number --rounds "$rounds"
for size in $sizes; do whole_number --items "$size"; done
[[ -n ${sizes// /} ]] || stop "--items names no size"
command -v python3 >/dev/null || stop "python3 is missing; it keeps the time (Debian: apt-get install python3)"

# ---- Programs and folders ----------------------------------------------------------------
. "$root/benches/places.sh" sporbar-growth

# ---- Measuring ---------------------------------------------------------------------------
# build SIZE ROUND NAME PROJECT SITE: one line in runs.txt, and the stages in a file of their own.
build() {
  local size=$1 round=$2 name=$3 project=$4 site=$5 wall cpu peak status
  # On a disk, what an earlier command left unwritten must not be paid for by the next.
  [[ $memory = yes ]] || sync -f "$work"
  read -r wall cpu peak status < <(SPORBAR_DATA="$work/stages-$size-$name-$round.json" \
    python3 "$root/benches/timer.py" "$work/log" \
    "$sporbar" --quiet --project "$project" build --output "$site" --timings=json)
  if ((status < 0 || status > 1)); then
    tail -n 20 "$work/log" >&2
    stop "exit status $status from a build of $size items"
  fi
  printf '%s %s %s %s %s\n' "$size" "$name" "$wall" "$cpu" "$peak" >>"$work/runs.txt"
}

# Another day in the text of one requirement, so that each edit is a new one.
edit() { sed -i "s/gennemset: [0-9-]*/gennemset: 2026-02-$2/" "$1"; }

for size in $sizes; do
  say "corpus of $size items"
  project=$work/$size/project
  "$corpus" --items "$size" --out "$project" $rules
  edited=$(find "$project/content/krav" -name '*.md' | sort | sed -n 1p)
  files=0
  for ((round = 1; round <= rounds; round++)); do
    say "  round $round of $rounds"
    # Nothing is remembered from an earlier round. On a disk it is moved away and not removed: a disk is slow for some
    # minutes after many files were deleted.
    if [[ -e $project/.sporbar ]]; then mv "$project/.sporbar" "$work/$size/remembered-$round"; fi
    site=$work/$size/site-$round
    build "$size" "$round" cold "$project" "$site"
    build "$size" "$round" again "$project" "$site"
    edit "$edited" "$((round + 9))"
    # The first edit makes the second tree; those after it find it there.
    build "$size" "$round" first-edit "$project" "$site"
    edit "$edited" "$((round + 19))"
    build "$size" "$round" edit "$project" "$site"
    files=$(find "$site" -type f | wc -l)
    [[ $memory = no ]] || rm -rf "$site" "$work/$size/remembered-$round"
  done
  printf '%s %s\n' "$size" "$files" >>"$work/files.txt"
  [[ $memory = no ]] || rm -rf "${work:?}/$size"
done

# ---- The tables --------------------------------------------------------------------------
cat >"$work/tables.py" <<'PYTHON'
import glob, json, statistics, sys

work, place, cores, rounds = sys.argv[1:]
runs, files, sizes = {}, {}, []
for line in open(work + "/runs.txt"):
    size, name, *figures = line.split()
    sizes += [int(size)] if int(size) not in sizes else []
    runs.setdefault((int(size), name), []).append([float(figure) for figure in figures])
for line in open(work + "/files.txt"):
    size, count = line.split()
    files[int(size)] = int(count)
WALL, CPU, PEAK = 0, 1, 2
NAMES = [("cold", "cold build"), ("again", "nothing changed"), ("first-edit", "one edit, the first"), ("edit", "one edit")]


def middle(size, name, column):
    return statistics.median(row[column] for row in runs[size, name])


def peak(size):
    """In kB, of all builds of a size."""
    return max(row[PEAK] for (other, _), rows in runs.items() if other == size for row in rows)


def held(what, value, limit):
    print("%s: %s: %.2f, limit %g" % ("held" if value <= limit else "NOT HELD", what, value, limit), file=sys.stderr)


def row(head, cells):
    print("| %s | %s |" % (head, " | ".join(cells)))


def head(first):
    row(first, ["{:,} items".format(size) for size in sizes])
    print("|---|" + "---|" * len(sizes))


def grown(values):
    """Each value with how often it holds the one before, and how much the items grew."""
    cells = []
    for number, (size, value) in enumerate(zip(sizes, values)):
        cell = "%.3f s" % value
        if number and values[number - 1]:
            cell += " (× %.2f for × %.2f)" % (value / values[number - 1], size / sizes[number - 1])
        cells.append(cell)
    return cells


head("median")
for name, told in NAMES:
    row(told, grown([middle(size, name, WALL) for size in sizes]))
row("CPU, cold build", grown([middle(size, "cold", CPU) for size in sizes]))
row("peak memory", ["%.0f MB" % (peak(size) / 1000) for size in sizes])
row("kB an item", ["%.2f" % (peak(size) / size) for size in sizes])
further = ["%.2f" % ((peak(large) - peak(small)) / (large - small)) for small, large in zip(sizes, sizes[1:])]
row("kB for each further item", [""] + further)
row("files an item", ["%.3f" % (files[size] / size) for size in sizes])
rendered = {}
for size in sizes:
    for path in glob.glob("%s/stages-%d-edit-*.json" % (work, size)):
        pages = json.load(open(path))["pages"]
        rendered[size] = (pages["rendered"], pages["planned"])
row("files made after one edit, of all", ["%d of %d" % rendered[size] for size in sizes])
print("\n%s cores, %s, medians of %s rounds, whole processes. See `benches/README.md`.\n" % (cores, place, rounds))

for small, large in zip(sizes, sizes[1:]):
    if (small, large) == (10_000, 100_000):
        held("cold build, 10,000 to 100,000 items", middle(large, "cold", WALL) / middle(small, "cold", WALL), 11)
for size in sizes:
    if size >= 100_000:
        held("peak kB an item at {:,}".format(size), peak(size) / size, 12)

print("Microseconds an item by stage of the cold build:\n")
stages, order = {}, []
for size in sizes:
    for path in glob.glob("%s/stages-%d-cold-*.json" % (work, size)):
        account = json.load(open(path))
        for stage, took in account["stages"].items():
            told = [(stage, took)]
            if stage == "pages":
                told += [("of these, on all threads: " + part, took) for part, took in account["pages"]["threads"].items()]
            for name, took in told:
                order += [name] if name not in order else []
                stages.setdefault((size, name), []).append(took)
head("stage")
for stage in order:
    row(stage, ["%.2f" % (statistics.median(stages[size, stage]) * 1000 / size) if (size, stage) in stages else "" for size in sizes])

if len(sizes) > 1 and sizes[-2] >= 10_000 and sizes[-1] < 1_000_000:
    small, large = sizes[-2:]
    print("\nA line through the two largest sizes, drawn on to 1,000,000 items (not measured): ", end="")

    def drawn_on(value):
        low, high = value(small), value(large)
        return high + (high - low) / (large - small) * (1_000_000 - large)

    print("cold build %.0f s, peak memory %.1f GB." % (
        drawn_on(lambda size: middle(size, "cold", WALL)), drawn_on(peak) / 1e6))
PYTHON
python3 "$work/tables.py" "$work" "$place" "$(nproc)" "$rounds"
