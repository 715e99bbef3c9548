#!/bin/sh
# Finds a Python new enough and hands over to bootstrap.py: bootstrap.sh run|check [arguments].
tools=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1

for python in "$tools/../.venv/bin/python" python3 python3.15 python3.14 python3.13 python3.12 python3.11 python; do
    if "$python" -ESs -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" -ESs "$tools/bootstrap.py" "$@"
    fi
done

echo "Rare Earth Desk needs Python 3.11 or newer, and none was found here." \
    "Install one (on Debian or Ubuntu: sudo apt-get install python3 python3-venv) and start again." >&2
exit 1
