# Part of signal.sh and guardian.sh. Needs $pid and $start.
set -f
unset IFS
exec 2>/dev/null

# Sets $state; true if the process is still the one that started at tick $start and has not ended.
# Builtins only: nothing is forked between this and the signal that follows. The name in the second
# field may hold anything, line breaks included, so fields are counted from the last parenthesis.
same() {
  stat=
  while read -r line; do stat="$stat $line"; done <"/proc/$pid/stat"
  set -- ${stat##*) }
  state=$1
  case $state in Z | X | '') return 1 ;; esac
  [ "${20}" = "$start" ]
}
