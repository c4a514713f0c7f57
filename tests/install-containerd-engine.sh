#!/usr/bin/env bash
# Brings a second engine for tests: Debian trixie's docker.io 26.1, whose images can be kept in containerd, in a root of its own that tests
# run it from. Takes a minute and 500 MB, once; does nothing where it is there.
#
#   bash tests/install-containerd-engine.sh [ROOT]
set -euo pipefail

root=${1:-/var/cache/imageguard/trixie}
if [[ -x $root/usr/sbin/dockerd ]]; then
  exit 0
fi
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "The tests with an engine that keeps images in containerd need root and Debian's debootstrap." >&2
  exit 1
fi

if ! command -v debootstrap >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
fi

# The mirror that this machine has its own packages from.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(LABEL)' | sed -n 's| Debian$||p;' | head -n 1)

# It gets its name when it is complete.
partial=$root.partial
rm -rf "$partial"
mkdir -p "$partial"
debootstrap --variant=minbase --include=docker.io,containerd,runc trixie "$partial" "${mirror:-http://deb.debian.org/debian}" >"$root.log" ||
  { tail "$root.log" >&2; exit 1; }
rm -rf "$partial"/var/cache/apt "$partial"/usr/share/{doc,man,locale}
mv "$partial" "$root"
