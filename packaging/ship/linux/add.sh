#!/bin/sh
# Add packages for Curator, or for components of your own:  curator-add PACKAGE...
# What Curator brings stays in the version that it was tested with.
here=$(dirname "$(readlink -f "$0")")
target=${XDG_DATA_HOME:-$HOME/.local/share}/curator/packages
if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
  echo "curator-add PACKAGE...   adds packages to $target" >&2
  echo "curator-add 'curator-gui[mesh]'   adds one of Curator's own extras" >&2
  [ $# -gt 0 ]
  exit
fi
# Wheels only: pip builds sources by means of PYTHONPATH, which this Python does not look at. The
# constraints keep pip from removing a package of this tree to install another version of it.
exec "$here/PYTHON" -s -m pip install --prefix "$target" --no-warn-script-location \
  --only-binary :all: --constraint "$here/lib/constraints.txt" "$@"
