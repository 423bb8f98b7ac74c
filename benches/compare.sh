#!/usr/bin/env bash
# Compares Sporbar with Hugo, `cp -r` and `cat` on one corpus, on one file system, in one run; with Zola where it is there.
#
#   benches/compare.sh [--items "1000 10000"] [--rounds 5] [--write-readme] [FOLDER]
#
# FOLDER (else $TMPDIR, else /tmp) is where the corpus and all output go, in a new folder that
# is removed at the end. The table goes to stdout, and with --write-readme into README.md between
# <!-- bench:start --> and <!-- bench:end -->; all else goes to stderr. See benches/README.md.
#
# SPORBAR, CORPUS, HUGO and ZOLA name other programs than those built here and found in PATH.
set -euo pipefail
export LC_ALL=C
# A fixed day, so that a run across midnight builds the same site.
export SOURCE_DATE_EPOCH=1767225600

root=$(cd "$(dirname "$0")/.." && pwd)
readme=$root/README.md
sizes="1000 10000" rounds=5 write_readme=no parent=${TMPDIR:-/tmp}

say() { printf '%s\n' "$*" >&2; }
stop() { say "compare.sh: $*"; exit 2; }
whole_number() { [[ $2 =~ ^[1-9][0-9]*$ ]] || stop "$1 takes whole numbers above 0, not \`$2\`"; }

while (($#)); do
  case $1 in
    --items | --rounds) (($# > 1)) || stop "$1 lacks its value" ;;&
    --items) sizes=${2//,/ }; shift ;;
    --rounds) rounds=$2; shift ;;
    --write-readme) write_readme=yes ;;
    -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
    -*) stop "no such option: $1" ;;
    *) parent=$1 ;;
  esac
  shift
done
whole_number --rounds "$rounds"
for size in $sizes; do whole_number --items "$size"; done
[[ -n ${sizes// /} ]] || stop "--items names no size"

hugo=${HUGO:-hugo}
command -v python3 >/dev/null || stop "python3 is missing; it keeps the time (Debian: apt-get install python3)"
command -v "$hugo" >/dev/null ||
  stop "Hugo is missing; it is what we compare with (Debian: apt-get install hugo, or set HUGO to the program)"
# Zola is in no package of Debian; without it its rows are left out.
zola=${ZOLA:-zola}
if ! command -v "$zola" >/dev/null; then
  [[ -z ${ZOLA:-} ]] || stop "ZOLA names no program: $ZOLA"
  zola=
fi
if [[ $write_readme = yes ]]; then
  grep -qxF '<!-- bench:start -->' "$readme" 2>/dev/null && grep -qxF '<!-- bench:end -->' "$readme" ||
    stop "$readme has no lines <!-- bench:start --> and <!-- bench:end -->"
fi

# ---- Programs and folders ----------------------------------------------------------------
. "$root/benches/places.sh" sporbar-bench

# ---- Measuring ---------------------------------------------------------------------------
# measure SIZE ROUND NAME HIGHEST COMMAND…: one line in runs.txt; round 0 is not counted.
# HIGHEST is the highest exit status that counts as success.
measure() {
  local size=$1 round=$2 name=$3 highest=$4 wall cpu peak status
  shift 4
  # On a disk, what an earlier command left unwritten must not be paid for by the next.
  [[ $memory = yes ]] || sync -f "$work"
  read -r wall cpu peak status < <(python3 "$root/benches/timer.py" "$work/log" "$@")
  if ((status < 0 || status > highest)); then
    tail -n 20 "$work/log" >&2
    stop "exit status $status from: $*"
  fi
  ((round == 0)) || printf '%s %s %s %s %s\n' "$size" "$name" "$wall" "$cpu" "$peak" >>"$work/runs.txt"
}

# Nothing is remembered from an earlier round: what Sporbar keeps is moved away. It is not removed,
# because a disk is slow for some minutes after many files were deleted.
forget() { if [[ -e $1/.sporbar ]]; then mv "$1/.sporbar" "$2"; fi; }

sporbar_runs() {
  local size=$1 round=$2 base=$work/$1 out=$work/$1/round-$2
  forget "$base/project" "$out/remembered"
  measure "$size" "$round" cold 1 "$sporbar" --project "$base/project" build --output "$out/site"
  measure "$size" "$round" again 1 "$sporbar" --project "$base/project" build --output "$out/site"
  forget "$base/with-rules" "$out/remembered-with-rules"
  measure "$size" "$round" rules 1 "$sporbar" --project "$base/with-rules" build --output "$out/site-with-rules"
  measure "$size" "$round" copy 0 cp -r "$out/site" "$out/copy"
  measure "$size" "$round" read 0 sh -c \
    'find "$1" -name .sporbar -prune -o -type f -print0 | xargs -0 cat >/dev/null' sh "$base/project"
}

hugo_run() {
  local base=$work/$1 out=$work/$1/round-$2
  measure "$1" "$2" hugo 0 "$hugo" --quiet --source "$base/hugo" --destination "$out/hugo" --cacheDir "$out/hugo-cache"
}

zola_run() {
  local base=$work/$1 out=$work/$1/round-$2
  [[ -z $zola ]] || measure "$1" "$2" zola 0 "$zola" --root "$base/zola" build --output-dir "$out/zola"
}

one_round() {
  local size=$1 round=$2 out=$work/$1/round-$2
  mkdir -p "$out"
  # Each goes first every second time, so that a machine that warms up or slows down favours neither.
  if ((round % 2)); then
    sporbar_runs "$@"; hugo_run "$@"; zola_run "$@"
  else
    zola_run "$@"; hugo_run "$@"; sporbar_runs "$@"
  fi
  if ((round == 0)); then
    printf '%s %s %s %s\n' "$size" "$(find "$out/site" -type f | wc -l)" \
      "$(find "$out/site" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum }')" \
      "$(find "$out/hugo" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum }')" >>"$work/output.txt"
  fi
  [[ $memory = no ]] || rm -rf "$out"
}

for size in $sizes; do
  say "corpus of $size items"
  "$corpus" --items "$size" --out "$work/$size/project"
  "$corpus" --items "$size" --out "$work/$size/with-rules" --rules
  "$corpus" --items "$size" --out "$work/$size/hugo" --format hugo
  [[ -z $zola ]] || "$corpus" --items "$size" --out "$work/$size/zola" --format zola
  for ((round = 0; round <= rounds; round++)); do
    say "  round $round of $rounds$( ((round)) || echo ' (not counted)')"
    one_round "$size" "$round"
  done
done

# ---- The table ---------------------------------------------------------------------------
cat >"$work/table.py" <<'PYTHON'
import statistics, sys

work, place, cores, hugo, zola, rounds = sys.argv[1:]
sizes, runs, output = [], {}, {}
for line in open(work + "/runs.txt"):
    size, name, *figures = line.split()
    sizes += [size] if size not in sizes else []
    runs.setdefault((size, name), []).append([float(figure) for figure in figures])
for line in open(work + "/output.txt"):
    size, *figures = line.split()
    output[size] = [int(figure) for figure in figures]

WALL, CPU, PEAK = 0, 1, 2
for (size, name), rows in runs.items():
    wall, cpu = ([row[column] for row in rows] for column in (WALL, CPU))
    print("%6s %-6s median %.3f s (%.3f to %.3f), cpu %.3f s, peak %d kB" % (
        size, name, statistics.median(wall), min(wall), max(wall), statistics.median(cpu),
        max(row[PEAK] for row in rows)), file=sys.stderr)


def middle(size, name, column):
    return statistics.median(row[column] for row in runs[size, name])


def ratio(name, other, column=WALL, limit=None, bound_at=None):
    cells = []
    for size in sizes:
        own, others = middle(size, name, column), middle(size, other, column)
        share = own / others if others else float("inf")
        held(size, "`%s` against `%s`" % (name, other), share, limit, bound_at)
        cells.append("**%.2f** (%.3f s / %.3f s)" % (share, own, others))
    return cells


def peak():
    cells = []
    for size in sizes:
        own, others = (max(row[PEAK] for row in runs[size, name]) * 1024 / 1e6 for name in ("cold", "hugo"))
        held(size, "peak memory in MB", own, 250, "10000")
        cells.append("**%.2f** (%.0f MB / %.0f MB)" % (own / others, own, others))
    return cells


def files():
    for size in sizes:
        held(size, "files per item", output[size][0] / int(size), 1.06, "10000")
    return ["**%.3f** (%d)" % (output[size][0] / int(size), output[size][0]) for size in sizes]


def volume():
    return ["**%.1f** (%.1f MB / %.1f MB)" % (own / other, own / 1e6, other / 1e6)
            for _, own, other in (output[size] for size in sizes)]


def held(size, what, value, limit, bound_at):
    """Says whether a limit holds, at the size it is set for."""
    if limit is not None and bound_at in (None, size):
        word = "held" if value <= limit else "NOT HELD"
        print("%s: %s at %s items: %.2f, limit %g" % (word, what, size, value, limit), file=sys.stderr)


rows = [
    ("cold build / Hugo", "0.50 at 10,000", ratio("cold", "hugo", limit=0.5, bound_at="10000")),
    ("cold build, all rules on / Hugo", "", ratio("rules", "hugo")),
    *([("cold build / Zola", "0.80 at 10,000", ratio("cold", "zola", limit=0.8, bound_at="10000"))] if zola else []),
    ("CPU time, cold build / Hugo", "", ratio("cold", "hugo", CPU)),
    ("cold build / `cp -r` of its output", "2.00 on a disk",
     ratio("cold", "copy", limit=None if "memory" in place else 2, bound_at="10000")),
    ("build, nothing changed / `cat` of the input", "1.00", ratio("again", "read", limit=1)),
    ("peak memory, cold build / Hugo", "250 MB at 10,000", peak()),
    ("size of the output / Hugo's", "", volume()),
    ("files in the output / items", "1.06 at 10,000", files()),
]
print("| ratio (own / other) | at most | " + " | ".join("{:,} items".format(int(size)) for size in sizes) + " |")
print("|---|---|" + "---|" * len(sizes))
for name, limit, cells in rows:
    print("| %s | %s | %s |" % (name, limit, " | ".join(cells)))
others = hugo + (" and " + zola if zola else "")
print("\n%s cores, %s, %s, medians of %s rounds (memory: the highest). Bare pages there: no backlinks, "
      "graphs, search or checks. Made by `benches/compare.sh`." % (cores, place, others, rounds))
PYTHON
version=$("$hugo" version | head -n 1 | sed -E 's/^hugo v([0-9.]+[^ -]*).*/Hugo \1/')
zola_version=$([[ -z $zola ]] || "$zola" --version | sed 's/^zola/Zola/')
python3 "$work/table.py" "$work" "$place" "$(nproc)" "$version" "$zola_version" "$rounds" >"$work/table.md"
cat "$work/table.md"

if [[ $write_readme = yes ]]; then
  awk -v table="$work/table.md" '
    $0 == "<!-- bench:end -->" { inside = 0 }
    !inside { print }
    $0 == "<!-- bench:start -->" { inside = 1; while ((getline line < table) > 0) print line }
  ' "$readme" >"$work/README.md"
  cat "$work/README.md" >"$readme"
  say "table written to $readme"
fi
