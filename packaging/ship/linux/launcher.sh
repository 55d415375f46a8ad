#!/bin/sh
# Start Curator from wherever this tree lies.
here=$(dirname "$(readlink -f "$0")")
exec "$here/PYTHON" -s -m curator_gui "$@"
