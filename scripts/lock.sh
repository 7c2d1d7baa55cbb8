#!/usr/bin/env bash
# Pins every package with its hashes: lock/dev.txt for development, lock/booth.txt and lock/ops.txt for the two halves, lock/bench.txt
# with the peers of the benchmarks. All four agree with each other.
set -euo pipefail
uv=${1:?usage: lock.sh path-of-uv}

compile() { # name of the lock file, then extras
    local name=$1
    shift
    local constraint=()
    if [ "$name" != dev ]; then
        constraint=(--constraint lock/dev.txt)
    fi
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
        "${constraint[@]}" "${@/#/--extra=}" pyproject.toml --output-file "lock/$name.txt"
    echo "lock/$name.txt: $(grep -c == "lock/$name.txt") packages"
}

compile dev booth ops dev
compile booth booth
compile ops ops
compile bench booth ops dev bench
