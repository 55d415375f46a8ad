#!/bin/sh
# Compile CPython; runs inside the old system's chroot:  python.sh SOURCE.tar.xz FOLDER
#
# Without readline (GPL), curses, Tk, dbm: their headers are not installed there. What the program
# loads of that system goes to FOLDER/shared, with its licences in FOLDER/licences.
set -eu
archive=$1 folder=$2
scratch=/tmp/curator-python # always the same: the build id depends on it
: "${SOURCE_DATE_EPOCH:?the date that the interpreter tells}"
export SOURCE_DATE_EPOCH LC_ALL=C PYTHONHASHSEED=0

compile() {
  rm -rf "$scratch"
  mkdir -p "$scratch"
  tar -xJf "$archive" -C "$scratch" --strip-components=1
  cd "$scratch"
  # A ._pth file does not keep the user's own site-packages out, and `site` is frozen into the
  # program: a change of the installed file would have no effect.
  sed -i 's/^ENABLE_USER_SITE = None$/ENABLE_USER_SITE = False/' Lib/site.py
  grep -q '^ENABLE_USER_SITE = False$' Lib/site.py
  # A chroot has no /dev/shm: configure would find that semaphores do not work, and leave them out.
  # shellcheck disable=SC2086 # several words
  ac_cv_posix_semaphores_enabled=yes ac_cv_broken_sem_getvalue=no \
    ./configure -q --prefix=/curator --without-ensurepip --without-readline --disable-test-modules \
    ${PYTHON_OPTIONS:-}
  make -s -j"$(nproc)"
  make -s install DESTDIR="$scratch/root"
  PYTHONHOME="$scratch/root/curator" "$scratch/root/curator/bin/python3" -c '
import bz2, ctypes, hashlib, lzma, sqlite3, ssl, uuid, zlib
from _multiprocessing import SemLock'
  rm -rf "$folder"
  mkdir -p "$folder"
  cp -a "$scratch/root/curator/." "$folder/"
  cd /
  rm -rf "$scratch"
}

collect() {
  mkdir -p "$folder/shared" "$folder/licences"
  ldd "$folder"/bin/python3.* "$folder"/lib/python3.*/lib-dynload/*.so |
    sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | sort -u |
    grep -vE '/(libc|libm|libdl|libpthread|librt|libutil|libcrypt)\.so' |
    while read -r library; do
      cp -L "$library" "$folder/shared/"
      real=$(readlink -f "$library")
      package=$( (dpkg -S "$real" || dpkg -S "${real#/usr}") 2>/dev/null | sed -n '1s/:.*//p')
      version=$(dpkg-query -W -f '${Version}' "$package")
      echo "$(basename "$library") $package $version" >>"$folder/shared/packages.txt"
      cp "/usr/share/doc/$package/copyright" "$folder/licences/$package.txt"
    done
}

[ -n "${ONLY_COLLECT:-}" ] || compile
collect
