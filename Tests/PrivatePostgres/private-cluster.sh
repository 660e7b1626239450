# Makes a PostgreSQL cluster of its own in a new folder, starts it on a socket in that folder, says "ready", and keeps it until the standard input
# ends: then, however the process at its other end has died, the server is stopped and the folder removed. Every line of the input is given to pg_ctl,
# and answered by its exit code.
#
#   bash private-cluster.sh BIN FOLDER [USER]     USER runs the server, which refuses to be root.
set -u
bin=$1 folder=$2 user=${3:-}
as() {
  if [ -n "$user" ]; then setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups -- "$@"; else "$@"; fi
}
finish() {
  as "$bin/pg_ctl" -D "$folder/cluster" -m immediate -w stop </dev/null >/dev/null 2>&1
  rm -rf "$folder"
}
trap '' HUP INT TERM
mkdir -m 700 "$folder" || exit 1
trap finish EXIT
[ -z "$user" ] || chown "$user" "$folder"
cd "$folder" || exit 1
as "$bin/initdb" -D cluster -A trust -U gatewayd -E UTF8 --locale=C -N </dev/null >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
cat >>cluster/postgresql.conf <<END
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 200
shared_buffers = 32MB
wal_level = minimal
max_wal_senders = 0
END
as "$bin/pg_ctl" -D cluster -l server.log -w -t 60 start </dev/null >/dev/null 2>&1 || { cat server.log >&2; exit 1; }
echo ready
while read -r line; do
  # shellcheck disable=SC2086
  as "$bin/pg_ctl" -D cluster -l server.log -w -t 60 $line </dev/null >control.log 2>&1
  echo $?
done
