# bytes. Holds memory: tail -c keeps the end of what is piped into it until the pipe is closed, which
# is when the feeder ends, be it in time or by force. The word: started, unprotected, gone or late.
bytes=$1

# The kernel takes the holder when memory runs out, and not the victim; children inherit this.
echo 1000 >/proc/self/oom_score_adj || { echo unprotected; exit; }
echo started
exec >/dev/null
trap - PIPE

# Not zeros, which the kernel may give back. What is not full in time is let go.
feed() {
  while [ "$bytes" -gt 0 ] && lasts && [ "$now" -lt "$not_after" ] && runs "$$"; do
    part=16777216
    [ "$part" -le "$bytes" ] || part=$bytes
    yes gelada | head -c "$part" || return
    bytes=$((bytes - part))
  done
  while [ "$bytes" -eq 0 ] && lasts && runs "$$"; do
    nap || return
  done
}

feed | tail -c "$bytes" &
holder=$!
trap 'kill -s KILL "$holder"; exit' TERM
# wait would wait for the feeder too
while runs "$holder"; do
  sleep 0.1 || sleep 1 || break
done
