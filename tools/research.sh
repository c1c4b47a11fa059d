#!/usr/bin/env bash
# Measures, and looks for faults, for longer than a test run should take: ./dev help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tools/install.sh

# A Python with numpy for the peers: the one named by PYTHON, or a virtual environment. The bench runs without, too.
bench_python() {
  local venv=target/bench-venv
  [ -z "${PYTHON:-}" ] || { echo "$PYTHON"; return; }
  has python3 || return 0
  if ! $venv/bin/python -c 'import numpy' 2>/dev/null; then
    python3 -m venv $venv >&2 && $venv/bin/pip install --quiet numpy >&2 || return 0
  fi
  echo "$PWD/$venv/bin/python"
}

bench() { # [--quick]
  install_test_tools
  finish
  PYTHON=$(bench_python) node benches/run.mjs "$@"
  ./dev build
  node benches/drag.mjs dist
}

hostile() { # [NUMBER] [SEED]
  needs
  cargo run --quiet --profile test -p two-rivers-bench --bin adversarial -- "$@"
}

# What is found is kept in target/fuzz. RUSTC_BOOTSTRAP lets the stable compiler do what cargo-fuzz asks of a nightly one.
fuzz() { # [MINUTES] [TARGETS…]
  local minutes=${1:-10} target dir
  shift || true
  needs
  [ "$(version cargo-fuzz)" = $FUZZ ] || start "cargo-fuzz $FUZZ" cargo_tool "cargo-fuzz@$FUZZ" --locked
  finish
  [ $# -gt 0 ] || set -- link file envelope
  for target in "$@"; do
    dir=target/fuzz/$target
    mkdir -p "$dir/corpus" "$dir/seeds"
    seeds "$target" "$dir/seeds"
    say "fuzzing $target for $minutes min"
    RUSTC_BOOTSTRAP=1 cargo fuzz run "$target" --fuzz-dir tests/fuzz --target-dir target/fuzz/build --sanitizer none \
      "$dir/corpus" "$dir/seeds" -- -dict=tests/fuzz/words.dict -max_total_time=$((minutes * 60)) -timeout=5 -print_final_stats=1
  done
}
seeds() { # target directory
  case $1 in
    link) split -l 1 -a 3 tests/it/golden/links.in "$2/link-" ;;
    file) cp tests/it/golden/scenarios.json "$2" ;;
  esac
}

# Breaks the program in one place after another and shows which of the changes no test notices: in the files that
# .cargo/mutants.toml lists, or in FILES.
mutants() { # [FILES…]
  local out=target/mutation file files=() noticed missed
  needs
  [ "$(cargo mutants --version 2>/dev/null)" = "cargo-mutants $MUTANTS" ] || start "cargo-mutants $MUTANTS" cargo_tool "cargo-mutants@$MUTANTS" --locked
  finish
  for file in "$@"; do files+=(--file "$file"); done
  mkdir -p $out
  # RUSTC_BOOTSTRAP: a test program stops at its first failure only with an unstable option.
  RUSTC_BOOTSTRAP=1 PROPTEST_CASES=32 INTERLEAVINGS=500 CARGO_TARGET_DIR=$PWD/$out \
    cargo mutants --output $out "${files[@]}" || case $? in
    2 | 3) ;; # some were missed, or took too long
    *) die "the mutants could not be tested" ;;
  esac
  out=$out/mutants.out
  noticed=$(cat $out/caught.txt $out/timeout.txt | wc -l)
  missed=$(wc -l <$out/missed.txt)
  say "not noticed"
  cat $out/missed.txt
  [ $((noticed + missed)) -gt 0 ] || die "nothing was tested"
  echo "$noticed of $((noticed + missed)) were noticed: $((100 * noticed / (noticed + missed))) %"
  [ $((10 * noticed)) -ge $((9 * (noticed + missed))) ] || die "fewer than 90 % were noticed"
}

case "${1:-}" in
  bench | hostile | fuzz | mutants) "$@" ;;
  *) die "usage: tools/research.sh bench | hostile | fuzz | mutants" ;;
esac
