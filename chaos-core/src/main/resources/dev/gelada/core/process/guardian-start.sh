# script copies argument…. Starts that many guardians, each in a session of its own and as nobody's
# child, passes on their words, a line each, and ends.
script=$1 copies=$2
shift 2
words=$(
  while [ "$copies" -gt 0 ]; do
    setsid /bin/sh -c "$script" gelada-guardian "$@" </dev/null 2>/dev/null &
    copies=$((copies - 1))
  done
)
echo "$words"
