# What has to be there and how it gets there; dev and tools/research.sh source this file from the top of the project.
# shellcheck shell=bash

TRUNK=0.21.14
DENY=0.20.2
FUZZ=0.13.2
MUTANTS=27.1.0
GECKODRIVER=0.37.1
E2E=tests/e2e
# cargo's own settings decide where it installs; wasm-opt comes from npm.
CARGO_DIR=${CARGO_HOME:-${HOME:-}/.cargo}
PATH="${CARGO_INSTALL_ROOT:-$CARGO_DIR}/bin:$CARGO_DIR/bin:$PWD/$E2E/node_modules/.bin:$PATH"

say() { printf '\n== %s\n' "$*"; }
die() { printf 'dev: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

wanted_rust() { awk -F'"' '/^rust-version = / { print $2 }' Cargo.toml; }
locked() { awk -v name="\"$1\"" '$1 == "name" && $3 == name { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock; }
version() { has "$1" && "$1" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1 || true; }
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

has_wasm_target() { [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]; }
has_rustfmt() { cargo fmt --version >/dev/null 2>&1; }
has_clippy() { cargo clippy --version >/dev/null 2>&1; }
has_node_modules() { [ -x $E2E/node_modules/.bin/wasm-opt ] && [ ! $E2E/package-lock.json -nt $E2E/node_modules/.package-lock.json ]; }
has_fonts() { [ -n "$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ]; }

# What only the developer can install.
needs() {
  has cargo && has rustc || die "Rust is missing: install the stable toolchain with rustup, then try again"
  local rust node
  rust=$(version rustc)
  [ -n "$rust" ] || die "rustc does not start: run 'rustup toolchain install stable', then try again"
  at_least "$(wanted_rust)" "$rust" || die "rustc $rust is older than $(wanted_rust): run 'rustup update stable'"
  has cc || die "a C compiler (the linker of Rust) is missing: install Debian's gcc and libc6-dev, then try again"
  has node && has npm || die "Node and npm are missing: install Node 20 or newer with npm, then try again"
  node=$(version node)
  at_least 20 "$node" || die "node $node is older than 20: install Node 20 or newer, then try again"
}

# Runs jobs side by side, keeps their output, and shows that of the one that fails.
# Each job is a process group of its own (set -m), so that all of it can be stopped.
JOBS=()
start() { # name command...
  local name=$1 log
  shift
  log=$(mktemp)
  echo "$name …"
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  set +m
  JOBS+=("$!|$name|$log")
}
finish() {
  local job pid name log failed=0
  for job in "${JOBS[@]:-}"; do
    [ -n "$job" ] || continue
    IFS='|' read -r pid name log <<<"$job"
    if wait "$pid"; then
      echo "$name: done"
    else
      failed=1
      explain "$name" "$log" >&2
    fi
    rm -f "$log"
  done
  JOBS=()
  [ $failed = 0 ] || exit 1
}
explain() { # name log; addresses of servers are left out: they differ from one network to the next
  echo "--- $1, last lines:"
  tail -n 25 "$2" | sed -E 's#[a-z+]+://[^] ,`"'"'"')]+#<server>#g; s#\b([a-z0-9-]+\.)+(com|dev|io|net|org)\b#<server>#g'
  if grep -qiE '(not resolve|failure resolving|name resolution)|network is|timed? ?out|unreachable|ENOTFOUND|EAI_AGAIN|ECONN|(could not|failed to) (download|fetch|query)' "$2"; then
    echo "dev: $1 failed: the network does not answer. Connect, or set the proxy, then try again"
  elif grep -qiE 'permission denied|EACCES|are you root|password is required' "$2"; then
    echo "dev: $1 failed: not allowed. Run this as a user who may, then try again"
  else
    echo "dev: $1 failed: the reason is above"
  fi
}
# Removes what a run leaves behind, however it ends.
SCRATCH=
clean_up() {
  local job
  for job in "${JOBS[@]:-}"; do
    [ -n "$job" ] || continue
    kill -TERM -- "-${job%%|*}" 2>/dev/null || true
    rm -f "${job##*|}"
  done
  [ -z "$SCRATCH" ] || rm -rf "$SCRATCH"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A tool is built once and run a few times: without optimisation it is there four times sooner and writes the same page.
cargo_tool() {
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_PROFILE_RELEASE_DEBUG=0 cargo install --quiet --no-default-features "$@"
}

# rustup installs what rust-toolchain.toml lists when cargo is first called, and with it the newest stable; unless it is told
# not to (RUSTUP_AUTO_INSTALL=0). This adds to the toolchain that is there.
install_rust() { # [rustfmt] [clippy]
  local missing=()
  has_wasm_target || missing+=(rust-std-wasm32-unknown-unknown)
  [[ " $* " != *" rustfmt "* ]] || has_rustfmt || missing+=(rustfmt)
  [[ " $* " != *" clippy "* ]] || has_clippy || missing+=(clippy)
  [ ${#missing[@]} -gt 0 ] || return 0
  has rustup || die "missing: ${missing[*]}. There is no rustup to add it"
  start "${missing[*]}" rustup component add "${missing[@]}"
}

install_build_tools() {
  needs
  install_rust "$@"
  local bindgen
  bindgen=$(locked wasm-bindgen)
  [ "$(version trunk)" = $TRUNK ] || start "trunk $TRUNK" cargo_tool "trunk@$TRUNK" --locked
  # Its own lock file lacks a dependency of the version without default features: no --locked.
  [ "$(version wasm-bindgen)" = "$bindgen" ] || start "wasm-bindgen $bindgen" cargo_tool "wasm-bindgen-cli@$bindgen"
  has_node_modules || start "wasm-opt and the test tools" npm --prefix $E2E ci --no-audit --no-fund
}

install_test_tools() {
  install_build_tools rustfmt clippy
  [ "$(version cargo-deny)" = $DENY ] || start "cargo-deny $DENY" cargo_tool "cargo-deny@$DENY" --locked
  local packages=()
  has chromium || packages+=(chromium)
  has chromedriver || packages+=(chromium-driver)
  has_fonts || packages+=(fonts-noto-cjk)
  debian "${packages[@]}"
}

# Firefox and WebKit with their drivers.
WEBKIT_BROWSER=/usr/lib/$(uname -m)-linux-gnu/webkit2gtk-4.1/MiniBrowser
install_engines() {
  has geckodriver || start "geckodriver $GECKODRIVER" cargo_tool "geckodriver@$GECKODRIVER" --locked
  local packages=()
  has firefox || packages+=(firefox-esr)
  { has WebKitWebDriver && [ -x "$WEBKIT_BROWSER" ]; } || packages+=(webkit2gtk-driver)
  has xvfb-run || packages+=(xvfb)
  debian "${packages[@]}"
}

debian() { # packages...
  [ $# -gt 0 ] || return 0
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600)
  has apt-get || die "missing: $*. There is no apt-get here: install Chromium, its driver and Noto CJK fonts by hand"
  if [ "$(id -u)" != 0 ]; then
    # The password is asked for here: a job in the background cannot.
    has sudo && { sudo -n true 2>/dev/null || sudo -v; } || die "missing: $*. Ask an administrator to run: apt-get install $*"
    apt=(sudo -n "${apt[@]}")
  fi
  start "$*" apt_install "$@"
}
# The package lists are fetched only when they do not serve: absent on a fresh machine, or too old.
apt_install() { "${apt[@]}" install "$@" || { "${apt[@]}" update && "${apt[@]}" install "$@"; }; }
