#!/usr/bin/env bash
# Everything that must hold, from a fresh machine: installs what the tests need, then runs formatting, clippy, all
# cargo tests, the check of written formats and the browser tests. What is missing is a failure, never a skip.
# Every part is run, whether those before it passed or not. The last line counts the browser tests.
#
# Needs Debian 12 (or a relative with apt), Rust, Node 20, npm, Python 3.11 and git; root, or sudo without a password.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=$PWD/tests/.tools
target=${CARGO_TARGET_DIR:-target}
failed=()

say() { printf '\n== %s\n' "$*"; }
stop() { printf 'tests/run.sh: %s\n' "$*" >&2; exit 2; }

# Runs a part and remembers its failure.
part() {
    local name=$1 began=$SECONDS
    shift
    say "$name"
    if "$@"; then
        printf -- '-- %s: %d s\n' "$name" $((SECONDS - began))
    else
        printf -- '-- %s: FAILED after %d s\n' "$name" $((SECONDS - began))
        failed+=("$name")
    fi
}

# Runs a command that needs the network, with patience.
patiently() {
    local try
    for try in 1 2 3; do
        "$@" && return
        [ "$try" = 3 ] || { printf 'tests/run.sh: try %d of 3 failed: %s\n' "$try" "$1" >&2; sleep $((try * 10)); }
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

check_languages() {
    if ! command -v cargo >/dev/null && [ -f "$HOME/.cargo/env" ]; then . "$HOME/.cargo/env"; fi
    local name
    for name in cargo node npm python3 git; do
        command -v "$name" >/dev/null || stop "\`$name\` is missing; the tests need Rust, Node 20, npm, Python 3.11 and git"
    done
    node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || stop "Node 20 or later is needed, found $(node --version)"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "Python 3.11 or later is needed, found $(python3 --version)"
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        command -v rustup >/dev/null || stop "rustfmt or clippy is missing, and there is no rustup to add them"
        patiently rustup component add rustfmt clippy || stop "rustup could not add rustfmt and clippy"
    fi
}

install_packages() {
    local wanted=()
    [ -x /usr/bin/chromium ] || wanted+=(chromium)
    [ -x /usr/bin/firefox-esr ] || wanted+=(firefox-esr)
    command -v soffice >/dev/null && command -v localc >/dev/null || wanted+=(libreoffice-calc)
    command -v lowriter >/dev/null || wanted+=(libreoffice-writer)
    command -v pdftotext >/dev/null || wanted+=(poppler-utils)
    command -v cc >/dev/null || wanted+=(gcc libc6-dev)
    python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
    [ ${#wanted[@]} = 0 ] && return
    command -v apt-get >/dev/null || stop "missing: ${wanted[*]}; there is no apt-get to install them with"
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || stop "missing: ${wanted[*]}; run as root: apt-get install ${wanted[*]}"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    patiently as_root "${apt[@]}" update || stop "apt-get update failed"
    patiently as_root "${apt[@]}" install -y --no-install-recommends "${wanted[@]}" || stop "apt-get could not install ${wanted[*]}"
}

install_browser_drivers() {
    # npm's own note of what it installed; older than the lock, it is of another one.
    local note=tests/browser/node_modules/.package-lock.json
    [ -f "$note" ] && [ ! tests/browser/package-lock.json -nt "$note" ] && return
    patiently npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund || stop "npm could not install tests/browser/package-lock.json"
}

install_python() {
    local wanted=tests/formats/requirements.txt
    cmp -s "$wanted" "$tools/venv/installed.txt" && return
    rm -rf "$tools/venv"
    python3 -m venv "$tools/venv" || stop "Python could not make a virtual environment"
    patiently "$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted" || stop "pip could not install $wanted"
    cp "$wanted" "$tools/venv/installed.txt"
}

check_formats() {
    SPORBAR_TEST_CACHE=$tools/cache "$tools/venv/bin/python" tests/formats/check_formats.py "$target/release/sporbar" . &&
        "$tools/venv/bin/python" tests/formats/check_bundles.py "$target/release/sporbar" . &&
        "$tools/venv/bin/python" tests/formats/check_exchange.py "$target/release/sporbar" . &&
        "$tools/venv/bin/python" tests/formats/check_documents.py "$target/release/sporbar" .
}

# The program with PDF is built in its own part and last: the other parts test the program as it is by default, and this
# build takes its place in the target folder. Only what PDF changes is tested again.
check_pdf() {
    cargo build --locked --release --features pdf &&
        cargo test --locked --release --features pdf --test specification &&
        "$tools/venv/bin/python" tests/formats/check_pdf.py "$target/release/sporbar" .
}

# All lines but the last, which is kept for the end.
browser_tests() {
    node tests/browser/run.mjs | tee "$tools/browser.log" | head -n -1
}

# Compiling takes most of a run, and nothing here is timed: the program is compiled quickly, not for speed as the shipped
# one, which is one unit of code at the highest level. All parts use the same settings, so that each crate is compiled once.
export CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1

say tools
check_languages
mkdir -p "$tools"
install_packages
install_browser_drivers
install_python

part formatting cargo fmt --check
part clippy cargo clippy --locked --release --all-targets --features pdf -- -D warnings
part build cargo build --locked --release
[ ${#failed[@]} = 0 ] || [ "${failed[-1]}" != build ] || stop "it does not compile"
part tests cargo test --locked --release --no-fail-fast
part formats check_formats
part browser browser_tests
part pdf check_pdf

if [ ${#failed[@]} != 0 ]; then printf '\nfailed: %s (%d s in all)\n' "${failed[*]}" $SECONDS; else printf '\nall parts passed (%d s in all)\n' $SECONDS; fi
tail -n 1 "$tools/browser.log" | grep '^browser: ' || echo 'browser: 0 passed, 1 failed'
[ ${#failed[@]} = 0 ]
