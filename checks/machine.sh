#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Make sure that this machine has what cannot come from Python packages.
#   machine.sh python PATH   a Python 3.11 that can make virtual environments
#   machine.sh tests         Debian's chromium and PostgreSQL; without them tests are skipped
#   machine.sh java          the Java that Apache Spark runs on; without it its tests are skipped
# As root on Debian it installs what is missing; otherwise it says what to install.

set -u

install_debian() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 1
    echo "Installing Debian packages: $*"
    DEBIAN_FRONTEND=noninteractive apt-get -qq update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >/dev/null 2>&1
}

case "$1" in
python)
    if [ -z "${2:-}" ]; then
        install_debian python3 python3-venv && exit 0
        echo "Amparo needs Python 3.11 or newer; install it (Debian: apt-get install python3 python3-venv)." >&2
        exit 2
    fi
    if ! "$2" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Amparo needs Python 3.11 or newer; $2 is older. Name another: make demo PYTHON=/path/to/python3.11" >&2
        exit 2
    fi
    if ! "$2" -c 'import ensurepip, venv' 2>/dev/null; then
        install_debian python3-venv && exit 0
        echo "Python's venv module is missing. Debian: apt-get install python3-venv (as root), then again." >&2
        exit 2
    fi
    ;;
tests)
    missing=""
    [ -x /usr/bin/chromium ] || missing="$missing chromium"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
    [ -z "$missing" ] && exit 0
    # shellcheck disable=SC2086  # a list of names
    install_debian $missing && exit 0
    echo "Missing:$missing. The tests that need them will be skipped and counted." >&2
    echo "To run them too: apt-get install$missing (as root)." >&2
    ;;
java)
    command -v java >/dev/null 2>&1 && exit 0
    install_debian default-jre-headless && exit 0
    echo "Java 17 or newer is missing. Debian: apt-get install default-jre-headless (as root), then again." >&2
    exit 2
    ;;
*)
    echo "machine.sh: unknown word $1" >&2
    exit 2
    ;;
esac
