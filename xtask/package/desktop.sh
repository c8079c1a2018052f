#!/bin/bash
# On a new Debian: installs the desktop from the deb and from the rpm, opens its window, and removes it without a trace.
set -euo pipefail
cd /try

fail() {
    echo "$*" >&2
    exit 1
}
nothing_is_left() {
    left=$(find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /try -o -path /var/cache/apt \) -prune -o -iname '*roster*' -print)
    [ -z "$left" ] || fail "$1 left behind: $left"
    ! grep -s roster /usr/share/applications/mimeinfo.cache || fail "$1: links still lead to the program"
    echo "$1: nothing is left"
}
links_lead_to_it() {
    update-desktop-database /usr/share/applications
    grep '^x-scheme-handler/roster=roster.desktop' /usr/share/applications/mimeinfo.cache || fail "links do not lead to the program"
}

echo "== deb"
apt-get -q -y --no-install-recommends install ./roster_*.deb
links_lead_to_it
bash start-window.sh
apt-get -q -y purge roster
nothing_is_left "the deb"

echo "== rpm, over the libraries that the deb brought"
package=$(ls roster-*.rpm)
rpm --checksig --nosignature "$package"
rpm --query --package --list --verbose "$package"
rpm --query --package --requires "$package"
rpm --install --nodeps --force-debian "$package"
links_lead_to_it
bash start-window.sh
rpm --erase --nodeps --force-debian roster
update-desktop-database /usr/share/applications
nothing_is_left "the rpm"
