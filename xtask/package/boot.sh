#!/bin/bash
# On a new Debian that has booted: the deb of rosterd from its installation to its removal, as systemd sees it.
set -euo pipefail

fail() {
    echo "$*" >&2
    journalctl --unit rosterd --no-pager
    exit 1
}
state_is() {
    [ "$(systemctl is-active rosterd)" = "$1" ] || fail "the service is $(systemctl is-active rosterd), not $1"
}
# It is `active` once the program is started, and answers a little later: asked for half a minute at the most.
answers() {
    for _ in $(seq 300); do
        if exec 3<>/dev/tcp/127.0.0.1/7867; then
            printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
            read -r answer <&3
            exec 3>&-
            case $answer in *" 200 "*) return ;; esac
        fi 2>/dev/null
        sleep 0.1
    done
    fail "the service does not answer"
}
process() {
    systemctl show --property MainPID --value rosterd
}

# While a system is made nothing is to start; this one is made by now.
rm -f /usr/sbin/policy-rc.d

echo "== installed: neither started nor enabled"
dpkg --install rosterd_*.deb
state_is inactive
[ "$(systemctl is-enabled rosterd)" = disabled ] || fail "the service is enabled"

echo "== installed once more, as in an upgrade: still not started"
dpkg --install rosterd_*.deb
state_is inactive

echo "== started"
systemctl enable --now rosterd
answers
[ "$(stat -c %a /var/lib/private/rosterd)" = 700 ] || fail "others can look into its folder"
systemctl status rosterd --no-pager
systemd-analyze security rosterd --no-pager | tail -n 1

echo "== upgraded: another process, of the new program"
before=$(process)
dpkg --install rosterd_*.deb
answers
[ "$(process)" != "$before" ] || fail "the old program still runs"

echo "== removed: stopped, and what it keeps stays"
dpkg --remove rosterd
state_is inactive
dpkg --purge rosterd
[ -e /var/lib/private/rosterd/secret.key ] || fail "the secret key is gone"
left=$(find /etc /usr /lib/systemd /var/lib/systemd -xdev -name '*rosterd*')
[ -z "$left" ] || fail "left behind: $left"
journalctl --unit rosterd --no-pager
touch /try/passed
