#!/bin/bash
# Starts a rosterd, named by its path, as somebody without rights: makes an account, serves, answers, and ends when it is told to.
set -euo pipefail

rosterd=$1
folder=$(mktemp -d)
chown nobody "$folder"
trap 'rm -rf "$folder"' EXIT

# As the user `nobody`, with a folder of its own and nothing of this environment.
as_nobody=(setpriv --reuid=nobody --regid=nogroup --clear-groups
    env --ignore-environment PATH=/usr/bin:/bin ROSTER_DATA_DIR="$folder")

"$rosterd" --version
printf 'walnut orbit lantern\n' | "${as_nobody[@]}" "$rosterd" account create --name Example --admin-login-email ada@example.com \
    --admin-first-name Ada --admin-last-name Lovelace --password-stdin

mkfifo "$folder/said"
"${as_nobody[@]}" timeout 60 "$rosterd" serve --listen 127.0.0.1:0 >"$folder/said" 2>"$folder/log" &
service=$!
if ! read -r listening <"$folder/said"; then
    cat "$folder/log"
    echo "rosterd did not come up"
    exit 1
fi
echo "$listening"
port=$(sed -E 's|.*:([0-9]+)"?\}?$|\1|' <<<"$listening")

# Sign in, with nothing but the shell: no program for HTTP is there, and none is needed.
body='{"loginEmail":"ada@example.com","password":"walnut orbit lantern"}'
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "${#body}" "$body" >&3
read -r answer <&3
exec 3>&-
echo "signing in was answered: $answer"
case $answer in
    *" 201 "*) ;;
    *) cat "$folder/log"; exit 1 ;;
esac

# `timeout` passes it on; a service that was asked to stop ends well.
kill -TERM "$service"
wait "$service" || { cat "$folder/log"; echo "rosterd did not end well"; exit 1; }
