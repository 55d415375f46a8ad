#!/bin/sh
# Curator @VERSION@ for Linux, in one file that needs neither root nor Python.
#
#   sh FILE [FOLDER]                install into FOLDER (~/.local/opt/curator), with a menu entry
#   sh FILE --extract-only FOLDER   only unpack, into a folder that does not exist
#   sh FILE --check                 only see whether the file is whole
#
# Behind these lines: the tree's own Python, packed with gzip, which every system has; then the rest,
# which that Python unpacks.
set -eu
FIRST=@FIRST@ SECOND=@SECOND@ SUM=@SUM@
# ---
head_size=@HEAD@
umask 022

fail() { echo "Curator: $*" >&2; exit 1; }

check() {
  total=$(wc -c <"$0")
  [ "$total" -eq $((head_size + FIRST + SECOND)) ] || fail "$0 is incomplete: fetch it again"
  sum=$(tail -c "+$((head_size + 1))" "$0" | sha256sum | cut -d' ' -f1)
  [ "$sum" = "$SUM" ] || fail "$0 is damaged: fetch it again"
}

unpack() {
  mkdir -p "$1" || fail "$1 cannot be made"
  tail -c "+$((head_size + 1))" "$0" | head -c "$FIRST" | tar -xzf - -C "$1" ||
    fail "$1: could not be written (is the disk full?)"
  tail -c "+$((head_size + FIRST + 1))" "$0" | "$1/@PYTHON@" -c '
import sys, tarfile
with tarfile.open(fileobj=sys.stdin.buffer, mode="r|xz") as archive:
    archive.extractall(sys.argv[1], filter="tar")
' "$1" || fail "$1: could not be written (is the disk full?)"
}

case ${1:-} in
  -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;;
  --check) check; echo "$0 is whole"; exit 0 ;;
  --extract-only)
    [ $# -eq 2 ] || fail "--extract-only needs a folder"
    [ ! -e "$2" ] || fail "$2 exists already"
    check
    unpack "$2"
    echo "Curator is in $2; start it with $2/curator-gui"
    exit 0
    ;;
  -*) fail "there is no option $1 (see --help)" ;;
esac

data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
target=${1:-$HOME/.local/opt/curator}
case $target in /*) ;; *) target=$(pwd)/$target ;; esac
[ ! -e "$target" ] || [ -f "$target/curator-bundle.json" ] || fail "$target is something else"
[ ! -e "$bin/curator-gui" ] || [ -L "$bin/curator-gui" ] || fail "$bin/curator-gui is something else"
check
echo "Installing Curator @VERSION@ in $target"
new=$target.new.$$
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM
unpack "$new"

cat >"$new/uninstall" <<'END'
#!/bin/sh
# Remove Curator. Settings, run records and what was produced stay; README says where they are.
target=$(dirname "$(readlink -f "$0")")
data=$(cat "$target/linux/menu-folder")
for name in curator-gui curator-add; do
  [ "$(readlink -f "$HOME/.local/bin/$name")" != "$target/$name" ] || rm -f "$HOME/.local/bin/$name"
done
rm -f "$data/applications/curator-gui.desktop" "$data/mime/packages/curator-gui.xml" \
  "$data/icons/hicolor/scalable/apps/curator-gui.svg"
update-mime-database "$data/mime" 2>/dev/null
update-desktop-database "$data/applications" 2>/dev/null
rm -rf "$target"
END
chmod 755 "$new/uninstall"
printf '%s\n' "$data" >"$new/linux/menu-folder"
rm -rf "$target"
mv "$new" "$target"

mkdir -p "$bin" "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
ln -sf "$target/curator-gui" "$target/curator-add" "$bin/"
quoted=$(printf '%s' "$target/curator-gui" | sed 's/[\\&|]/\\&/g')
sed "s|^Exec=curator-gui|Exec=\"$quoted\"|" "$target/linux/curator-gui.desktop" \
  >"$data/applications/curator-gui.desktop"
cp "$target/linux/curator-gui.xml" "$data/mime/packages/"
cp "$target/linux/curator-gui.svg" "$data/icons/hicolor/scalable/apps/"
update-mime-database "$data/mime" 2>/dev/null || true
update-desktop-database "$data/applications" 2>/dev/null || true
# What no file can bring: libraries of the system that Qt needs for a window.
"$target/curator-gui" doctor --probe x11 >"$target/linux/x11" 2>&1 ||
  echo "Note: $(tail -n 1 "$target/linux/x11")"
echo "Start it from the menu or with $bin/curator-gui. To remove it: $target/uninstall"
exit 0
