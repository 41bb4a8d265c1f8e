#!/usr/bin/env bash
# netem-guest.sh: run the agent of pod-latency and pod-loss under a kernel that has netem, in a guest of QEMU.
#
#   netem-guest.sh able             say what is missing here; fails if anything is
#   netem-guest.sh run QDISC...     boot, and for each QDISC ("netem delay 200ms limit 20000") ping a network namespace
#                                   before, while and after the agent shapes what leaves it; print lines
#                                     GUEST qdisc|QDISC|before RTT LOSS|during RTT LOSS|after RTT LOSS|exit CODE|left QDISC
#                                   with the mean round trip in ms, lost packets in percent, what the agent left behind;
#                                   then GUEST undo|agent CODE|undo CODE|left QDISC, for an agent that is ended early
#
# The kernel is Debian's, from a package: GUEST_KERNEL_DEB names it, else `apt-get download` fetches the newest one into
# GUEST_CACHE (default ${XDG_CACHE_HOME:-$HOME/.cache}/gelada/guest). Software emulation, so no /dev/kvm is needed. Nothing on this
# machine is changed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
agent=$here/../../main/resources/dev/gelada/k8s/network/agent.sh
cache=${GUEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gelada/guest}
modules='veth sch_netem sch_tbf'
export PATH=$PATH:/usr/sbin:/sbin

die() { printf 'netem-guest: %s\n' "$*" >&2; exit 1; }

static_busybox() { local b; for b in /bin/busybox /usr/bin/busybox; do [[ -x $b ]] && ! ldd "$b" >/dev/null 2>&1 && { echo "$b"; return; }; done; true; }

able() {
  local missing=()
  [[ $(uname -m) == x86_64 ]] || die "needs x86_64"
  command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86)
  [[ -n $(static_busybox) ]] || missing+=(busybox-static)
  command -v ip >/dev/null && command -v tc >/dev/null || missing+=(iproute2)
  command -v dash >/dev/null || missing+=(dash)
  command -v dpkg-deb >/dev/null || missing+=(dpkg)
  [[ ${#missing[@]} == 0 ]] || die "missing apt packages: ${missing[*]}"
}

kernel_deb() {
  if [[ -n ${GUEST_KERNEL_DEB:-} ]]; then echo "$GUEST_KERNEL_DEB"; return; fi
  mkdir -p "$cache"
  local found; found=$(find "$cache" -name 'linux-image-*.deb' | sort -V | tail -n 1)
  if [[ -z $found ]]; then
    local package
    package=$(apt-cache depends linux-image-cloud-amd64 | awk '$1=="Depends:" {print $2; exit}')
    [[ -n $package ]] || die "apt knows no linux-image-cloud-amd64; set GUEST_KERNEL_DEB"
    (cd "$cache" && apt-get download "$package" >&2)
    found=$(find "$cache" -name 'linux-image-*.deb' | sort -V | tail -n 1)
  fi
  echo "$found"
}

with_libs() { # with_libs ROOT COMMAND...: copy programs and the libraries they need
  local root=$1 c p; shift
  for c; do
    p=$(command -v "$c")
    { echo "$p"; ldd "$p" | awk '$2=="=>" && $3 ~ /^\// {print $3} $1 ~ /^\// {print $1}'; } | xargs cp -L --parents -t "$root"
  done
}

run() {
  able
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
  local root=$work/root m p q deb; deb=$(kernel_deb)
  mkdir -p "$root"/{bin,proc,sys,dev,run,tmp,modules,cases} "$work/deb"
  dpkg-deb -x "$deb" "$work/deb"
  for m in $modules; do
    p=$(find "$work/deb" -name "$m.ko*" | head -n 1)
    [[ -n $p ]] || die "no $m in $deb"
    case $p in *.xz) xz -dc "$p" >"$root/modules/$m.ko" ;; *) cp "$p" "$root/modules/$m.ko" ;; esac
  done
  cp "$(static_busybox)" "$root/bin/busybox"
  for p in $("$root/bin/busybox" --list); do
    case $p in busybox | ip | tc | sh) ;; *) ln -s busybox "$root/bin/$p" ;; esac
  done
  with_libs "$root" ip tc dash
  ln -s "$(command -v dash)" "$root/bin/sh"
  cp "$agent" "$root/agent.sh"
  local n=0
  for q; do n=$((n + 1)); printf '%s\n' "$q" >"$root/cases/$(printf %03d $n)"; done
  printf '%s\n' "$modules" >"$root/modules/order"
  cat >"$root/init" <<'INIT'
#!/bin/sh
export PATH=/usr/sbin:/sbin:/usr/bin:/bin
mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev 2>/dev/null
mount -t tmpfs none /run
for m in $(cat /modules/order); do insmod /modules/$m.ko || echo "GUEST failed|insmod $m"; done
ip netns add pod
ip link add eth0 type veth peer name node
ip link set eth0 netns pod
ip addr add 10.9.0.1/24 dev node; ip link set node up
ip -n pod addr add 10.9.0.2/24 dev eth0; ip -n pod link set eth0 up; ip -n pod link set lo up
pings() { # mean round trip in ms and loss in percent
  ping -c "$1" -i 0.1 -W 3 10.9.0.2 | awk -F'[ /]' '
    /packet loss/ {for (i = 1; i <= NF; i++) if ($i ~ /%/) loss = $i + 0}
    /round-trip/ {for (i = 1; i <= NF; i++) if ($i == "=") rtt = $(i + 2)}
    END {printf "%s %s", rtt == "" ? "-" : rtt, loss}'
}
agent() { # agent HANDLE MODE SECONDS QDISC...
  handle=$1 mode=$2 seconds=$3; shift 3
  now=$(date +%s)
  ip netns exec pod sh -c "$(cat /agent.sh)" gelada "$mode" eth0 "$handle" $((now + 10)) $((now + seconds)) "$seconds" "$@"
}
left() { tc -n pod qdisc show dev eth0 | tr -d '\n'; }
pings 5 >/dev/null
handle=4096
for c in /cases/*; do
  read -r q <"$c"
  handle=$((handle + 1))
  before=$(pings 10)
  agent "$(printf %x $handle)" shape 14 $q & pid=$!
  sleep 2
  during=$(pings 50)
  wait $pid; code=$?
  after=$(pings 10)
  echo "GUEST qdisc|$q|before $before|during $during|after $after|exit $code|left $(left)"
done
agent 2001 shape 60 netem delay 100ms limit 10000 & pid=$!
sleep 2
agent 2001 undo 0; undone=$?
wait $pid
echo "GUEST undo|agent $?|undo $undone|left $(left)"
reboot -f
INIT
  chmod +x "$root/init"
  (cd "$root" && find . | "$root/bin/busybox" cpio -o -H newc 2>/dev/null | gzip -1) >"$work/initrd"
  timeout "${GUEST_TIMEOUT:-300}" qemu-system-x86_64 -accel tcg -cpu max -m 256 -nodefaults -nographic -serial stdio -no-reboot \
    -kernel "$(find "$work/deb/boot" -name 'vmlinuz-*')" -initrd "$work/initrd" \
    -append 'console=ttyS0 quiet panic=-1 mitigations=off' </dev/null | tr -d '\r' | tee "$work/console" | grep -o 'GUEST .*' \
    || { tail -n 30 "$work/console" >&2; die "the guest said nothing"; }
}

case ${1:-} in
  able) able ;;
  run) shift; [[ $# -gt 0 ]] || die "usage: netem-guest.sh run QDISC..."; run "$@" ;;
  *) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
