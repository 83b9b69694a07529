#!/usr/bin/env bash
# What the native libraries need that the .NET SDK does not bring (only the tests and training need it; serving does not).
#
#   setup-native.sh            the C++ runtime for TorchSharp and the programs that the tests call
#   setup-native.sh runtime    the C++ runtime only
#
# TorchSharp's native library wants GLIBCXX_3.4.32 (GCC 13). Debian 12 has GCC 12, so its trixie suite is added at a
# priority that moves nothing else, and libstdc++6 alone is taken from it. Every step is skipped where its result is there.
set -euo pipefail

readonly needed_symbol=GLIBCXX_3.4.32
readonly test_programs=(spm_train:sentencepiece promtool:prometheus nginx:nginx curl:curl)

say() { printf 'set-up: %s\n' "$1" >&2; }
give_up() { say "$1"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

has_needed_symbol() {
  local library
  # A Debian user's PATH has no sbin.
  library=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64|libstdc\+\+\.so\.6 .*AArch64/ {print $NF; exit}')
  [ -n "$library" ] && grep -aq "$needed_symbol" "$library"
}

debian_mirror() {
  awk '/^URIs:/ && /\/debian\/?$/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null \
    || true
}

add_trixie() {
  local mirror
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || mirror=$(awk '/^deb / && /bookworm main/ {print $2; exit}' /etc/apt/sources.list 2>/dev/null || true)
  [ -n "$mirror" ] || give_up "no Debian mirror found in /etc/apt; install a libstdc++6 with $needed_symbol by hand"
  as_root tee /etc/apt/sources.list.d/trixie-libstdcxx.sources >/dev/null <<SOURCES
Types: deb
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  as_root tee /etc/apt/preferences.d/trixie-libstdcxx >/dev/null <<PREFERENCES
Package: *
Pin: release n=trixie
Pin-Priority: 100
PREFERENCES
}

install_runtime() {
  has_needed_symbol && return 0
  local id=unknown version=unknown
  [ -r /etc/os-release ] && id=$(. /etc/os-release && echo "$ID") && version=$(. /etc/os-release && echo "${VERSION_ID:-}")
  if [ "$id" != debian ] || [ "$version" != 12 ]; then
    give_up "TorchSharp needs a libstdc++.so.6 with $needed_symbol (GCC 13 or newer); install one, for example Debian 13's or Ubuntu 24.04's libstdc++6"
  fi
  say "taking libstdc++6 from Debian's trixie suite"
  add_trixie
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -t trixie libstdc++6 >/dev/null
  has_needed_symbol || give_up "libstdc++6 was installed, but $needed_symbol is still missing"
}

install_test_programs() {
  local missing=() entry
  for entry in "${test_programs[@]}"; do
    PATH="$PATH:/usr/sbin" command -v "${entry%%:*}" >/dev/null || missing+=("${entry##*:}")
  done
  [ ${#missing[@]} = 0 ] && return 0
  command -v apt-get >/dev/null || give_up "the tests call these programs; install them: ${missing[*]}"
  say "installing ${missing[*]}"
  as_root apt-get update -qq
  # No service of these packages is to start by itself on a machine that only tests.
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_runtime
[ "${1:-all}" = runtime ] || install_test_programs
