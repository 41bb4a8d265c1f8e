# The beginning of every script here. Errors go nowhere: whoever is listening hears words.
set -f
unset IFS
exec 2>/dev/null

# Sets $state and $began of a process, both empty if there is none; true if it has not ended.
# Builtins only. The name in the second field may hold anything, line breaks included, so fields are
# counted from the last parenthesis.
runs() {
  stat=
  while read -r line; do stat="$stat $line"; done <"/proc/$1/stat"
  set -- ${stat##*) }
  state=$1 began=${20}
  case $state in Z | X | '') return 1 ;; esac
}

# True if $pid is still the one that started at tick $start and has not ended: nothing is forked
# between this and the signal that follows.
same() {
  runs "$pid" && [ "$began" = "$start" ]
}
