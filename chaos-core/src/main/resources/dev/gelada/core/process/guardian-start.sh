# guardian-script pid start not_after end_boot end_wall. Starts the guardian in a session of its own
# and as nobody's child, passes on its word, and ends.
word=$(setsid /bin/sh -c "$1" gelada-guardian "$2" "$3" "$4" "$5" "$6" </dev/null 2>/dev/null &)
echo "$word"
