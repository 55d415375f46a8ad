#!/bin/sh
# Inside a minimal system, which has no Python: install, check as a user, remove:  trial.sh FILE
set -eu
file=$1
apt="apt-get -y -q -o Dpkg::Use-Pty=0"
apt-get update -q >/dev/null
$apt install --no-install-recommends xvfb xauth ca-certificates >/dev/null
useradd -m ada 2>/dev/null || true
case $file in
  *.deb)
    $apt install --no-install-recommends "$file" >/tmp/install.txt || { cat /tmp/install.txt; exit 1; }
    echo "ok   installed: $(dpkg-query -W -f '${Installed-Size}' curator-gui) KB"
    tree=/opt/curator ;;
  *.run)
    # What a .run file cannot bring, as its installer's doctor would say.
    $apt install --no-install-recommends libgl1 libegl1 libfontconfig1 libglib2.0-0 libdbus-1-3 \
      libgssapi-krb5-2 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 \
      libxcb-shape0 fonts-dejavu-core >/dev/null
    su ada -c "sh $file" && echo "ok   installed without root"
    # What else its installer has named goes into the log, and is installed as it says.
    lacking=$(su ada -c "/home/ada/.local/opt/curator/curator-gui doctor --probe x11" |
      sed -n 's/.*apt install //p')
    [ -z "$lacking" ] || { echo "it names: $lacking"; $apt install --no-install-recommends $lacking >/dev/null; }
    tree=/home/ada/.local/opt/curator ;;
esac
python=$(ls "$tree"/python3.*._pth)
chmod 644 /trial/smoke.py
su ada -c "cd && '${python%._pth}' /trial/smoke.py $tree" || true
case $file in
  *.deb)
    $apt purge curator-gui >/dev/null
    left=$(ls -d /opt/curator /usr/bin/curator-* /usr/share/*/curator-gui* 2>/dev/null || true)
    [ -z "$left" ] && echo "ok   purged without leftovers" || echo "FAIL left: $left" ;;
  *.run)
    su ada -c "$tree/uninstall"
    left=$(find /home/ada/.local -name "curator-*" | grep -v runs || true)
    [ ! -e "$tree" ] && [ -z "$left" ] && echo "ok   uninstalled" || echo "FAIL left: $left" ;;
esac
