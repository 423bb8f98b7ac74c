# What compare.sh and growth.sh both need: the programs, and a folder to work in that is removed at the end. Sourced;
# wants `root`, `parent` and `say`, and the name of the folder as its argument. Sets `sporbar`, `corpus`, `work`, `memory`
# (yes or no) and `place`.
target=${CARGO_TARGET_DIR:-$root/target}
if [[ -z ${SPORBAR:-} ]]; then
  say "building sporbar"
  cargo build --quiet --release --manifest-path "$root/Cargo.toml" --bin sporbar
fi
if [[ -z ${CORPUS:-} ]]; then
  cargo build --quiet --release --manifest-path "$root/Cargo.toml" --example sporbar-corpus
fi
sporbar=${SPORBAR:-$target/release/sporbar}
corpus=${CORPUS:-$target/release/examples/sporbar-corpus}

mkdir -p "$parent"
work=$(mktemp -d "$(cd "$parent" && pwd)/$1.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

kind=$(df --output=fstype "$work" | tail -n 1 | tr -d ' ')
case $kind in
  tmpfs | ramfs) memory=yes place="a memory file system ($kind)" ;;
  *) memory=no place="a disk ($kind)" ;;
esac
say "work folder: $work, $place"
