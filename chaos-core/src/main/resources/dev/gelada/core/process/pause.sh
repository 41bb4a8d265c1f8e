# Stops a process and lets it go on in time. The word: stopped, stopped-already, forbidden, gone or
# late.
resume() {
  same && kill -s CONT "$pid"
}

case $state in T | t) echo stopped-already; exit ;; esac

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

while lasts; do
  nap || exit
done
