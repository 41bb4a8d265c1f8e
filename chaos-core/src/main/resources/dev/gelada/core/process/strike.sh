# pid start not_after end_boot end_wall …: what all guardians have in common. Whose strike it is,
# and when it may begin at the latest and is over, whatever becomes of the one who started this. Two
# times are by now(), end_wall is seconds since 1970; whichever end comes first counts. Answers one
# word on standard output, then closes it.
pid=$1 start=$2 not_after=$3 end_boot=$4 end_wall=$5
shift 5

# True until the strike's end or the victim's. Sets $now.
lasts() {
  now && [ "$now" -lt "$end_boot" ] && [ "$(date +%s)" -lt "$end_wall" ] && same
}

# A fifth of a second, or less if the end is nearer; follows lasts.
nap() {
  left=$((end_boot - now))
  [ "$left" -lt 20 ] || left=20
  [ "$left" -ge 10 ] || left=0$left
  sleep "0.$left" || sleep 1
}

# A reader that has died must not take this with it.
trap '' PIPE HUP INT QUIT
cd /

now || exit
same || { echo gone; exit; }
[ "$now" -lt "$not_after" ] || { echo late; exit; }
