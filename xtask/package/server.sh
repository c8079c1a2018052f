#!/bin/bash
# On a new Debian: installs rosterd from the deb, from the rpm and from the tar, starts it, and removes it without a trace.
set -euo pipefail
cd /try

# Every path there is, but for what changes by itself and what belongs to the package managers.
everything() {
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/cache -o -path /var/log -o -path /var/lib/apt \
        -o -path /var/lib/dpkg -o -path /var/lib/rpm -o -path /var/lib/systemd/deb-systemd-helper-enabled -o -path /root/.rpmdb \
        -o -path /usr/lib/sysimage/rpm \) -prune -o -print | LC_ALL=C sort
}
fail() {
    echo "$*" >&2
    exit 1
}
nothing_is_left() {
    everything >/tmp/after
    diff /tmp/before /tmp/after || fail "$1 left something behind, or took something with it"
    echo "$1: nothing is left"
}
has_rights() {
    [ "$(stat -c '%a %U:%G' "$2")" = "$1" ] || fail "$2 has the rights $(stat -c '%a %U:%G' "$2")"
}
is_not_enabled() {
    [ -z "$(find /etc/systemd -name 'rosterd*')" ] || fail "the service starts by itself"
}
sets_nothing() {
    ! grep -v -e '^#' -e '^$' "$1" || fail "$1 sets something"
}

# Every system that is made of rpms has it.
mkdir -p /usr/share/licenses
everything >/tmp/before

echo "== deb"
apt-get -q -y --no-install-recommends install ./rosterd_*.deb
has_rights '600 root:root' /etc/rosterd/rosterd.env
has_rights '755 root:root' /usr/bin/rosterd
sets_nothing /etc/rosterd/rosterd.env
is_not_enabled
systemd-analyze verify rosterd.service
man -w rosterd rosterd-serve rosterd-account-create
bash start-service.sh /usr/bin/rosterd
echo "== deb: installed once more, the settings stay"
echo 'ROSTER_PUBLIC_URL=https://roster.example.com' >>/etc/rosterd/rosterd.env
apt-get -q -y --reinstall install ./rosterd_*.deb
grep -q '^ROSTER_PUBLIC_URL=' /etc/rosterd/rosterd.env || fail "the settings were overwritten"
has_rights '600 root:root' /etc/rosterd/rosterd.env
echo "== deb: removed, the settings stay; purged, they go, and what the service keeps stays"
mkdir -p /var/lib/rosterd
touch /var/lib/rosterd/secret.key
apt-get -q -y remove rosterd
[ ! -e /usr/bin/rosterd ] || fail "the program is still there"
[ -e /etc/rosterd/rosterd.env ] || fail "the settings are gone"
apt-get -q -y purge rosterd
[ -e /var/lib/rosterd/secret.key ] || fail "the secret key is gone"
rm -r /var/lib/rosterd
nothing_is_left "the deb"

echo "== rpm"
package=$(ls rosterd-*.rpm)
rpm --checksig --nosignature "$package"
rpm --query --package --list --verbose "$package"
rpm --query --package --requires "$package"
# On a Debian nothing that the package needs came from an rpm.
rpm --install --nodeps --force-debian "$package"
has_rights '600 root:root' /etc/rosterd/rosterd.env
has_rights '755 root:root' /usr/bin/rosterd
sets_nothing /etc/rosterd/rosterd.env
is_not_enabled
systemd-analyze verify rosterd.service
man -w rosterd rosterd-serve rosterd-account-create
bash start-service.sh /usr/bin/rosterd
rpm --erase --nodeps --force-debian rosterd
nothing_is_left "the rpm"

echo "== tar, as its INSTALL.md has it"
mkdir /tmp/server
tar --extract --file rosterd-*.tar.gz --directory /tmp/server --strip-components 1
cd /tmp/server
sed -n '/^```console/,/^```/ s/^\$ //p' INSTALL.md | grep '^install' >/tmp/commands
[ "$(wc -l </tmp/commands)" -eq 4 ] || fail "INSTALL.md has other commands than this trial knows"
bash -eux /tmp/commands
has_rights '600 root:root' /etc/rosterd/rosterd.env
systemd-analyze verify rosterd.service
bash /try/start-service.sh /usr/local/bin/rosterd
