#!/usr/bin/env bash
# Try installers on minimal systems:  packaging/systems.sh FOLDER FILE...      (as root)
#
# FOLDER keeps the systems, made with debootstrap: SYSTEMS, by default Debian 12 and 13. Ubuntu's too
# (SYSTEMS="bookworm trixie jammy noble") where UBUNTU_MIRROR is the address of its archive. Each
# check is printed as it is made; the logs stay in FOLDER.
set -euo pipefail
folder=$(realpath -m "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
failed=0

make_system() {
  local system=$1 root=$folder/$1
  [ ! -e "$root/.made" ] || return 0
  mkdir -p "$folder"
  case $system in
    jammy | noble)
      # No key for it on Debian: only the archive's word that it is Ubuntu's. For trials alone.
      debootstrap --variant=minbase --no-check-gpg --components=main,universe "$system" "$root" \
        "${UBUNTU_MIRROR:?the address of Ubuntu\'s archive}" /usr/share/debootstrap/scripts/gutsy ;;
    *)
      debootstrap --variant=minbase "$system" "$root" \
        "$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)" ;;
  esac >"$folder/$system.log" 2>&1
  touch "$root/.made"
}

# A copy of the system for one file, so that nothing is there that another has installed.
try() {
  local system=$1 file=$2 root=$folder/trial.$1
  rm -rf "$root"
  cp -a "$folder/$system" "$root"
  cp /etc/resolv.conf "$root/etc/"
  mkdir -p "$root/trial"
  cp "$file" "$here/smoke.py" "$here/trial.sh" "$root/trial/"
  cp -L "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$root/trial/ca.crt"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --make-rslave "$root/dev"
  PIP_CERT=/trial/ca.crt SSL_CERT_FILE=/trial/ca.crt REQUESTS_CA_BUNDLE=/trial/ca.crt chroot "$root" sh /trial/trial.sh "/trial/$(basename "$file")" || failed=1
  umount -R "$root/dev" "$root/proc"
  rm -rf --one-file-system "$root"
}

for file in "$@"; do
  for system in ${SYSTEMS:-bookworm trixie}; do
    make_system "$system"
    echo "== $system, $(basename "$file")"
    try "$system" "$(realpath "$file")" 2>&1 | tee "$folder/$system-$(basename "$file").txt"
    ! grep -q "^FAIL" "$folder/$system-$(basename "$file").txt" || failed=1
  done
done
exit "$failed"
