#!/bin/bash
# Starts the desktop on a display without a screen, and waits for its window.
set -euo pipefail

fail() {
    echo "$*" >&2
    exit 1
}

if ldd /usr/bin/roster | grep 'not found'; then
    fail "the package does not bring what the program is linked with"
fi

HOME=$(mktemp -d)
export HOME XDG_RUNTIME_DIR=$HOME/run
mkdir -m 0700 "$XDG_RUNTIME_DIR"

# Has the window come? Asked until it has, for a minute at the most.
cat >"$HOME/wait" <<'WAIT'
roster >"$HOME/log" 2>&1 &
program=$!
for _ in $(seq 300); do
    if xwininfo -root -tree | grep '"Roster": ("roster" "Roster")'; then
        kill "$program"
        exit 0
    fi
    kill -0 "$program" || break
    sleep 0.2
done
cat "$HOME/log"
xwininfo -root -tree
exit 1
WAIT
timeout 120 xvfb-run --auto-servernum dbus-run-session -- bash "$HOME/wait" || fail "no window came"

# Installed, it does not have links sent to itself by an entry of this person's own.
if [ -n "$(find "$HOME" -name '*.desktop' -type f)" ]; then
    fail "the program took itself for one that is not installed"
fi
rm -rf "$HOME"
