# pid start not_after end_boot end_wall. Stops a process and lets it go on in time, whatever becomes
# of the one who started this. The first three times are hundredths of a second since boot (a clock
# that no step changes and that goes on in a suspend), the last is seconds since 1970; whichever end
# comes first counts. Answers one word on standard output, then closes it.
pid=$1 start=$2 not_after=$3 end_boot=$4 end_wall=$5

# Hundredths of a second since boot; the leading 1 keeps 08 from being read as octal.
now() {
  read -r up rest </proc/uptime && now=$((${up%.*} * 100 + 1${up#*.} - 100))
}

resume() {
  same && kill -s CONT "$pid"
}

# A reader that has died must not take this with it.
trap '' PIPE HUP INT QUIT
cd /

now || exit
same || { echo gone; exit; }
case $state in T | t) echo stopped-already; exit ;; esac
[ "$now" -lt "$not_after" ] || { echo late; exit; }

# From here on every way out lets the process go on, a failing fork included.
trap resume EXIT
trap exit TERM ALRM USR1 USR2

same || { echo gone; exit; }
if ! kill -s STOP "$pid"; then
  trap - EXIT
  same && echo forbidden || echo gone
  exit
fi
echo stopped
exec >/dev/null

while now && [ "$now" -lt "$end_boot" ] && [ "$(date +%s)" -lt "$end_wall" ] && same; do
  left=$((end_boot - now))
  [ "$left" -lt 20 ] || left=20
  [ "$left" -ge 10 ] || left=0$left
  sleep "0.$left" || sleep 1 || exit
done
