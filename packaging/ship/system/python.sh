#!/bin/sh
# Compile CPython; runs inside the old system's chroot:  python.sh SOURCE.tar.xz FOLDER
#
# Without readline (GPL), curses, Tk, dbm: their headers are not installed there. The two places
# that are changed in the sources cannot be changed afterwards: `site` is frozen into the program.
set -eu
archive=$1 folder=$2
scratch=/tmp/curator-python # always the same: the build id depends on it
rm -rf "$scratch"
mkdir -p "$scratch"
tar -xJf "$archive" -C "$scratch" --strip-components=1
cd "$scratch"
: "${SOURCE_DATE_EPOCH:?the date that the interpreter tells}"
export SOURCE_DATE_EPOCH LC_ALL=C PYTHONHASHSEED=0
# A ._pth file does not keep the user's own site-packages out.
sed -i 's/^ENABLE_USER_SITE = None$/ENABLE_USER_SITE = False/' Lib/site.py
grep -q '^ENABLE_USER_SITE = False$' Lib/site.py
./configure -q --prefix=/curator --without-ensurepip --without-readline --disable-test-modules \
  --with-lto=no ${PYTHON_OPTIONS:-}
make -s -j"$(nproc)"
make -s install DESTDIR="$scratch/root"
rm -rf "$folder"
mkdir -p "$folder"
cp -a "$scratch/root/curator/." "$folder/"
rm -rf "$scratch"
