# One throwaway PostgreSQL cluster, for as long as standard input stays open: however a test run ends, its end of the
# pipe closes, and the cluster goes. Prints `ready DIRECTORY` when the server answers, or else what went wrong.
set -eu
exec 2>&1
programs=$1

# The system's own, which is short: the path of a Unix socket may have some 100 characters.
directory=$(env -u TMPDIR mktemp -d)
data=$directory/data
log=$directory/log
trap 'rm -rf "$directory"' EXIT
# If nobody reads what this prints any more, there is still the directory to remove.
trap '' PIPE

initialise() {
    "$programs/initdb" -D "$data" -U akkoord -A trust -E UTF8 --locale="$1" --no-sync >"$log" 2>&1
}
initialise C.UTF-8 || initialise C || { cat "$log"; exit 1; }

# Nothing here outlives the run, so nothing needs to survive a crash.
cat >>"$data/postgresql.conf" <<CONFIGURATION
listen_addresses = ''
port = 5432
unix_socket_directories = '$directory'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
CONFIGURATION

"$programs/pg_ctl" -D "$data" -l "$log" -w start >/dev/null 2>&1 || { cat "$log"; exit 1; }
trap '"$programs/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1; rm -rf "$directory"' EXIT
echo "ready $directory"
cat >/dev/null
