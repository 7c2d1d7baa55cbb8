#!/usr/bin/env bash
# Installs the system packages that Boothflow needs on Debian and Ubuntu, if they are missing.
#   system-packages.sh run    what the program itself needs
#   system-packages.sh test   what the checks need besides: a browser, a spreadsheet program, fonts, a PDF reader
# On other systems it says what to install and goes on.
set -euo pipefail

what=${1:?usage: system-packages.sh run|test}
case "$what" in
    run) packages=(python3-venv libzbar0 libgl1 libglib2.0-0 fonts-dejavu-core fonts-wqy-microhei) ;;
    test) packages=(chromium libreoffice-calc-nogui poppler-utils) ;;
    *) echo "unknown: $what" >&2; exit 64 ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "== not a Debian system: see README.md for what to install (zbar; for the checks also Chromium and LibreOffice)"
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    # Debian 13 renamed some libraries; either name will do.
    state=$(dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null || true)
    if ! grep -q "ok installed" <<<"$state"; then
        missing+=("$package")
    fi
done
# A Python that brings its own venv (not Debian's) does not need Debian's package for it.
if python3 -c 'import ensurepip' 2>/dev/null; then
    missing=("${missing[@]/python3-venv/}")
fi
read -ra missing <<<"${missing[*]}"

if [ ${#missing[@]} -eq 0 ]; then
    echo "== system packages for '$what': all there"
    exit 0
fi

echo "== installing system packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "== that failed. Install these packages by hand, then run make again: ${missing[*]}" >&2
    exit 1
fi
