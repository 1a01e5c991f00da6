#!/bin/sh
# An environment with NumPy and Polars for `cargo bench --bench plan`: peers.sh FOLDER. Made once, then found again.
set -e
if "$1/bin/python" -c "import numpy, polars" 2>/dev/null; then
    exit 0
fi
python3 -m venv "$1"
"$1/bin/python" -m pip install --quiet --disable-pip-version-check numpy polars
