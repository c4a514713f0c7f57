#!/usr/bin/env bash
# Brings what the tests with real engines need: Debian's docker.io (the engine), busybox-static (what test images are made of), postgresql
# and redis-server, which hold the locks of machines that share an engine, and iproute2, which lays cables between such machines.
# Besides, the engine that tests/install-containerd-engine.sh brings.
# Does nothing where all is there, or where DOCKER_HOST names an engine to use. Starts no service: the tests start engines of their own.
set -euo pipefail

bash "$(dirname "${BASH_SOURCE[0]}")/install-containerd-engine.sh"

missing=()
if [[ -z ${DOCKER_HOST:-} ]]; then
  # /usr/sbin is on no ordinary user's path.
  PATH=$PATH:/usr/sbin:/sbin command -v dockerd >/dev/null || missing+=(docker.io)
fi
# Debian's package busybox is linked dynamically and runs in no empty image.
if ! busybox=$(command -v busybox) || ldd "$busybox" >/dev/null 2>&1; then
  missing+=(busybox-static)
fi

compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
[[ -x /usr/bin/redis-server ]] || missing+=(redis-server)
PATH=$PATH:/usr/sbin:/sbin command -v ip >/dev/null || missing+=(iproute2)

if ((${#missing[@]} == 0)); then
  exit 0
fi
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "The tests with real engines need: ${missing[*]}. Install them (Debian: apt-get install ${missing[*]}), or name an engine in DOCKER_HOST." >&2
  exit 1
fi

# The packages' own service must not start: it would take the machine's default socket and change its firewall.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
