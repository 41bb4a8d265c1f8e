# What runs in an ephemeral container of the victim: sh -c THIS gelada MODE DEVICE HANDLE BEGIN END SECONDS [QDISC...]
#
#   shape  adds QDISC as the root of DEVICE and takes it away again: at END, after SECONDS, on a signal
#   undo   takes away what `shape` with the same HANDLE adds, now or until BEGIN is over
#
# BEGIN and END are in seconds since 1970. `shape` adds once, never after BEGIN, and nothing restarts it; both run on
# one node, so on one clock. So `undo` is done when it removed the qdisc, or when BEGIN is over and there is none.
# The kernel itself compares the handle when a qdisc is deleted: nobody else's is ever touched.
#
# Exit: 0 over, 143 ended by a signal, 3 somebody else's qdisc is there, 4 the kernel refused, 5 too late, 6 no tc,
# 7 the qdisc could not be removed or not be looked for, 64 wrong use. A shell that cannot fork ends with 2, so 2 says
# nothing of the device.
set -u
[ $# -ge 6 ] || exit 64
mode=$1 device=$2 handle=$3 begin=$4 end=$5 seconds=$6
shift 6

say() { printf '%s\n' "$*" >&2; }
now() { date +%s; }
taken() { tc qdisc show dev "$device" | grep -q '^qdisc [a-z_]* [1-9a-f][0-9a-f]*: root '; } # 0: is the kernel's own
ours() { # 0: it is there, 1: it is not, 2: tc could not say
  shown=$(tc qdisc show dev "$device") || return 2
  case $shown in
    *"qdisc "*" $handle: root "*) return 0 ;;
    *) return 1 ;;
  esac
}
restore() { # 0 only when tc said that the qdisc is not there
  tries=0
  while :; do
    ours
    case $? in
      0) tc qdisc del dev "$device" root handle "$handle:" || say "could not remove the qdisc $handle: of $device" ;;
      1) return 0 ;;
      *) say "could not look at $device" ;;
    esac
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || return 1
    [ "$tries" -lt 2 ] || sleep 1
  done
}
leave() { # whatever the reason, not before the device is as it was
  code=$1
  trap '' TERM INT HUP
  trap - EXIT
  restore || exit 7
  exit "$code"
}
tick() {
  sleep 1 &
  wait $!
}

command -v tc >/dev/null 2>&1 || { say "there is no tc in this image"; exit 6; }
tc qdisc show dev "$device" >/dev/null || exit 4

case $mode in
  shape)
    [ "$(now)" -le "$begin" ] || { say "too late to begin"; exit 5; }
    trap 'leave 143' TERM INT HUP
    trap 'leave $?' EXIT
    if ! said=$(tc qdisc add dev "$device" root handle "$handle:" "$@" 2>&1); then
      say "$said"
      trap - EXIT
      restore || exit 7 # a tc that was killed may have added it
      taken && exit 3
      exit 4
    fi
    [ "$(now)" -le "$begin" ] || { say "too late to begin"; leave 5; }
    passed=0
    while [ "$passed" -lt "$seconds" ] && [ "$(now)" -lt "$end" ] && ours; do
      tick
      passed=$((passed + 1))
    done
    leave 0 ;;
  undo)
    trap 'exit 143' TERM INT HUP
    until ours || [ "$(now)" -gt $((begin + 1)) ]; do
      tick
    done
    restore || exit 7 ;;
  *) exit 64 ;;
esac
