#!/usr/bin/env bash
# node.sh: join one REAL node (kubelet, containerd, runc, CNI bridge) to the control plane of kube-fixture.sh.
#
#   node.sh build           build (or find in the cache) the kubelet; print its path
#   node.sh able            say what is missing here for 'up'; fails if anything is
#   node.sh up              start containerd and kubelet, wait until the node is Ready, print shell exports
#   node.sh status          list the processes, the node and its pods
#   node.sh env             print the exports of a running node again
#   node.sh image NAME DIR  make the folder DIR an image of one layer; NAME without a slash becomes localhost/NAME,
#                           without a tag NAME:1; KUBE_NODE_IMAGE_CONFIG is its OCI "config" (JSON); print the name
#   node.sh down            remove the node's pods and the node, end every process that 'up' caused, remove all traces
#
# up, image and down need root. Nothing is ever pulled: only images loaded here can run (imagePullPolicy Never or
# IfNotPresent). Pods must select the node's label and tolerate its taint. Settings, all from the environment:
#   KUBE_FIXTURE_STATE   state directory of the running kube-fixture.sh (same default as there)
#   KUBE_FIXTURE_CACHE   where built binaries are kept (same default as there)
#   KUBE_NODE_STATE      this node's state directory  (default ${TMPDIR:-/tmp}/kube-node-$UID)
#   KUBE_NODE_NAME       the node's name              (default real-node)
#   KUBE_NODE_LABEL      key=value, label and NoSchedule taint (default gelada.test/node=real)
#   KUBE_NODE_SUBNET     the pods' network, a /24     (default: the first unused of 10.244.64-127.0/24)
#   KUBE_NODE_TIMEOUT    seconds to wait for Ready    (default 90)
#   KUBE_NODE_BIN        use this kubelet and build nothing
#
# How the machine stays clean: containerd, kubelet and all they mount live in a private mount namespace, in which
# folders of our own cover /run/containerd, /var/lib/kubelet and the like, and plain files cover the sysctls that a
# kubelet sets. Every process sits in one cgroup tree, which is how 'down' finds them. The kubelet makes no iptables
# chains (makeIPTablesUtilChains: false); there is no kube-proxy, no masquerading and no default route in pods.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${KUBE_FIXTURE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gelada/kube}
fixture=${KUBE_FIXTURE_STATE:-${TMPDIR:-/tmp}/kube-fixture-$UID}
module=$here/node
state=${KUBE_NODE_STATE:-${TMPDIR:-/tmp}/kube-node-$UID}
node=${KUBE_NODE_NAME:-real-node}
label=${KUBE_NODE_LABEL:-gelada.test/node=real}
timeout=${KUBE_NODE_TIMEOUT:-90}
[[ $state == /* ]] || state=$PWD/$state
[[ $fixture == /* ]] || fixture=$PWD/$fixture
id=$(printf %s "$state" | sha256sum | cut -c1-8)
bridge=kn$id        # at most 15 characters
cg=kube-node-$id    # our cgroup, below the root of every hierarchy
pause=localhost/kube-node-pause:1
base=localhost/base:1
export PATH=$PATH:/usr/sbin:/sbin

log() { printf 'kube-node: %s\n' "$*" >&2; }
die() { log "$*"; exit 1; }

k8s_version() { awk '$1=="k8s.io/kubernetes" && $2 ~ /^v/ {print $2}' "$1"; }

cache_key() {
  { cat "$module"/go.mod "$module"/go.sum "$module"/*.go; (cd "$module" && go env GOVERSION GOOS GOARCH CGO_ENABLED); } | sha256sum | cut -c1-16
}

build() {
  if [[ -n ${KUBE_NODE_BIN:-} ]]; then
    [[ -x $KUBE_NODE_BIN ]] || die "KUBE_NODE_BIN is not an executable file"
    printf '%s\n' "$KUBE_NODE_BIN"; return
  fi
  local version key bin; version=$(k8s_version "$module/go.mod")
  [[ $version == "$(k8s_version "$here/fixture/go.mod")" ]] || die "node/go.mod and fixture/go.mod name different Kubernetes releases; run node/gen-gomod.sh"
  key=$(cache_key); bin=$cache/$key/kubelet
  mkdir -p "$cache/$key"
  exec 9>"$cache/$key/lock"; flock 9
  if [[ ! -x $bin ]]; then
    local minor=${version#v1.}; minor=${minor%%.*}
    local x=k8s.io/component-base/version began=$SECONDS
    log "building kubelet $version"
    (cd "$module" && GOTOOLCHAIN=local GOFLAGS=-mod=readonly nice -n "${KUBE_FIXTURE_NICE:-0}" \
      go build -buildvcs=false -trimpath \
      -ldflags "-s -w -X $x.gitVersion=$version -X $x.gitMajor=1 -X $x.gitMinor=$minor -X $x.gitTreeState=clean -X $x.buildDate=1970-01-01T00:00:00Z" \
      -o "$bin.new" . >&2) || die "build failed"
    mv "$bin.new" "$bin"
    log "built in $((SECONDS - began)) s"
  fi
  exec 9>&-
  printf '%s\n' "$bin"
}

# --- processes -----------------------------------------------------------------------------------------------

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
alive() { # alive NAME: is the very process that we started still there (not a zombie)?
  local pid began; { read -r pid began <"$state/pids/$1"; } 2>/dev/null || return 1
  [[ $(start_time "$pid") == "$began" ]] && [[ $(sed 's/.*) //' "/proc/$pid/stat" | cut -d' ' -f1) != Z ]]
}
pid_of() { cut -d' ' -f1 "$state/pids/$1"; }
start() { # start NAME COMMAND...: detached, in our cgroup (children inherit it), remembering pid and start time
  local name=$1; shift
  ( echo 0 >"$(cg_track)/$cg/daemons/cgroup.procs"; exec setsid "$@" ) >"$state/logs/$name.log" 2>&1 </dev/null 9>&- &
  printf '%s %s\n' "$!" "$(start_time "$!")" >"$state/pids/$name"
}
stop() { # stop NAME: TERM, after 5 s KILL
  local pid i; [[ -e $state/pids/$1 ]] || return 0
  pid=$(pid_of "$1")
  if alive "$1"; then kill -TERM "$pid" 2>/dev/null || true; fi
  for ((i = 0; i < 50; i++)); do alive "$1" || break; sleep 0.1; done
  if alive "$1"; then kill -KILL "$pid" 2>/dev/null || true; fi
  rm -f "$state/pids/$1"
}

# --- cgroups: v1 (every hierarchy) or v2 ---------------------------------------------------------------------

cg_v2() { [[ -e /sys/fs/cgroup/cgroup.controllers ]]; }
cg_roots() {
  if cg_v2; then echo /sys/fs/cgroup; return; fi
  local d; for d in /sys/fs/cgroup/*; do [[ -L $d || ! -e $d/cgroup.procs ]] || echo "$d"; done
}
cg_track() { if cg_v2; then echo /sys/fs/cgroup; else echo /sys/fs/cgroup/pids; fi; }
cg_make() {
  local r c
  for r in $(cg_roots); do
    mkdir -p "$r/$cg"
    if [[ -e $r/cpuset.cpus && ! -e $r/cgroup.controllers ]]; then
      for c in cpus mems; do cat "$r/cpuset.$c" >"$r/$cg/cpuset.$c"; done
    fi
    if cg_v2; then
      for c in $(cat "$r/cgroup.controllers"); do
        echo "+$c" >"$r/cgroup.subtree_control" && echo "+$c" >"$r/$cg/cgroup.subtree_control" || true
      done 2>/dev/null
    fi
  done
  mkdir -p "$(cg_track)/$cg/daemons"
}
cg_pids() { # cg_pids [BELOW]: all processes in our tree
  local r; for r in $(cg_roots); do find "$r/$cg${1:+/$1}" -name cgroup.procs -exec cat {} + 2>/dev/null || true; done | sort -un
}
cg_kill() { # only our processes are ever in this tree; a frozen one must thaw to die
  local r i pids
  for ((i = 0; i < 100; i++)); do
    pids=$(cg_pids "${1:-}"); [[ -n $pids ]] || return 0
    for r in $(cg_roots); do
      find "$r/$cg" -mindepth 1 -name freezer.state -exec sh -c 'for f; do echo THAWED >"$f"; done' - {} + 2>/dev/null || true
      find "$r/$cg" -mindepth 2 -name cgroup.freeze -exec sh -c 'for f; do echo 0 >"$f"; done' - {} + 2>/dev/null || true
    done
    # shellcheck disable=SC2086
    kill -KILL $pids 2>/dev/null || true
    sleep 0.1
  done
  log "still alive in our cgroup: $(cg_pids "${1:-}" | xargs)"; return 1
}
cg_remove() {
  local r i left
  for ((i = 0; i < 30; i++)); do
    left=
    for r in $(cg_roots); do
      [[ ! -d $r/$cg ]] || find "$r/$cg" -depth -type d -exec rmdir {} + 2>/dev/null || left=$r/$cg
    done
    [[ -n $left ]] || return 0
    sleep 0.1
  done
  log "cgroup not removed: $left"; return 1
}

# --- what is set up around the two daemons -------------------------------------------------------------------

tunables='vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes'
watched="$tunables net/ipv4/ip_forward net/ipv6/conf/all/forwarding" # must be after 'down' what they were before 'up'
covered='/run/containerd /var/lib/kubelet /var/lib/cni /var/log/containers /var/log/pods'

cni_bin() {
  local d; for d in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    [[ -x $d/bridge && -x $d/host-local && -x $d/loopback ]] && { echo "$d"; return; }
  done
}
require() {
  [[ $EUID == 0 ]] || die "needs root"
  local missing=()
  command -v containerd >/dev/null && command -v ctr >/dev/null || missing+=(containerd)
  command -v runc >/dev/null || missing+=(runc)
  [[ -n $(cni_bin) ]] || missing+=(containernetworking-plugins)
  [[ -n $(static_busybox) ]] || missing+=(busybox-static)
  command -v ip >/dev/null || missing+=(iproute2)
  command -v nsenter >/dev/null || missing+=(util-linux)
  [[ ${#missing[@]} == 0 ]] || die "missing apt packages: ${missing[*]}"
  [[ -e $(cg_track)/cgroup.procs ]] || die "no usable cgroup hierarchy at $(cg_track)"
}
make_dir() { # make_dir PATH: like mkdir -p, but remembers what it made
  [[ -d $1 ]] && return
  make_dir "$(dirname "$1")"; mkdir "$1"; echo "$1" >>"$state/created-dirs"
}
make_bridge() {
  exec 8>"$cache/node-network.lock"; flock 8
  subnet=${KUBE_NODE_SUBNET:-}
  local n=64
  while [[ -z $subnet ]]; do
    ((n < 128)) || die "no unused subnet; set KUBE_NODE_SUBNET"
    if ip -4 route show table all | grep -qF "10.244.$n."; then n=$((n + 1)); else subnet=10.244.$n.0/24; fi
  done
  node_ip=${subnet%.*}.1
  ip link add "$bridge" type bridge
  ip addr add "$node_ip/24" dev "$bridge"
  ip link set "$bridge" up
  exec 8>&-
}
write_config() {
  local fs=overlayfs; [[ $(stat -f -c %T "$state") != overlayfs ]] || fs=native
  cat >"$state/containerd.toml" <<TOML
version = 2
root = "$state/containerd"
state = "$state/run"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper"]
[grpc]
  address = "$state/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$state/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$pause"
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  netns_mounts_under_state_dir = true
  restrict_oom_score_adj = true # lowering needs CAP_SYS_RESOURCE
  disable_apparmor = true
  tolerate_missing_hugetlb_controller = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_bin)"
    conf_dir = "$state/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$state/no-registries"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$fs"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
TOML
  # isGateway would switch ip_forward on; the bridge has its address from us.
  cat >"$state/cni/10-bridge.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "$cg", "plugins": [{"type": "bridge", "bridge": "$bridge", "isGateway": false, "ipMasq": false,
 "ipam": {"type": "host-local", "dataDir": "$state/ipam", "ranges": [[{"subnet": "$subnet", "gateway": "$node_ip"}]]}}]}
JSON
  local hard; hard=$(ulimit -Hn); [[ $hard != unlimited ]] && ((hard < 1000000)) || hard=1000000
  echo '# no name server: traffic stays on this machine' >"$state/resolv.conf"
  cat >"$state/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix://$state/containerd.sock
address: $node_ip
port: $port
readOnlyPort: 0
healthzPort: 0
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $state/ca.crt}}
authorization: {mode: Webhook}
registerWithTaints: [{key: "${label%%=*}", value: "${label#*=}", effect: NoSchedule}]
cgroupDriver: cgroupfs
cgroupRoot: /$cg
enforceNodeAllocatable: []
failCgroupV1: false
failSwapOn: false
makeIPTablesUtilChains: false
maxOpenFiles: $hard
podLogsDir: $state/pod-logs
volumePluginDir: $state/volume-plugins
resolvConf: $state/resolv.conf
# Our images cannot be pulled again: never collect them.
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, nodefs.inodesFree: 1%, imagefs.available: 1%}
nodeStatusUpdateFrequency: 5s
serializeImagePulls: false
YAML
  # A service account with the rights of a kubelet stands in for a node certificate: the fixture keeps no CA key.
  kubectl apply -f - >/dev/null <<YAML
apiVersion: v1
kind: ServiceAccount
metadata: {name: $node, namespace: kube-system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: fixture-$node}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:node}
subjects: [{kind: ServiceAccount, name: $node, namespace: kube-system}]
YAML
  cp "$KUBE_FIXTURE_CA" "$state/ca.crt"
  (umask 077; cat >"$state/kubelet.kubeconfig" <<YAML
apiVersion: v1
kind: Config
current-context: node
clusters: [{name: fixture, cluster: {server: "$KUBE_FIXTURE_SERVER", certificate-authority: "$state/ca.crt"}}]
users: [{name: node, user: {token: "$(kubectl create token "$node" -n kube-system --duration=720h)"}}]
contexts: [{name: node, context: {cluster: fixture, user: node}}]
YAML
  )
}

# --- images --------------------------------------------------------------------------------------------------

static_busybox() { local b; for b in /bin/busybox /usr/bin/busybox; do [[ -x $b ]] && ! ldd "$b" >/dev/null 2>&1 && { echo "$b"; return; }; done; true; }
with_libs() { # with_libs ROOT COMMAND...: copy programs and the libraries they need
  local root=$1 c p; shift
  for c; do
    p=$(command -v "$c") || { log "image $base has no $c (not installed here)"; continue; }
    { echo "$p"; ldd "$p" | awk '$2=="=>" && $3 ~ /^\// {print $3} $1 ~ /^\// {print $1}'; } | xargs cp -L --parents -t "$root"
  done
}
base_rootfs() {
  local root=$1 a
  mkdir -p "$root"/{bin,etc,proc,sys,dev,tmp,root,usr/sbin,run}; chmod 1777 "$root/tmp"
  cp "$(static_busybox)" "$root/bin/busybox"
  for a in $("$root/bin/busybox" --list); do [[ $a == busybox ]] || ln -s busybox "$root/bin/$a"; done
  printf 'root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/tmp:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n' >"$root/etc/group"
}
load_image() { # load_image REFERENCE DIR CONFIG_JSON
  local work layer config; work=$(mktemp -d "$state/image.XXXXXX")
  tar --sort=name --numeric-owner --owner=0 --group=0 --mtime=@0 -C "$2" -cf "$work/layer.tar" .
  layer=$(sha256sum <"$work/layer.tar" | cut -d' ' -f1)
  local arch; case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
  printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$arch" "$3" "$layer" >"$work/config"
  config=$(sha256sum <"$work/config" | cut -d' ' -f1); mv "$work/config" "$work/$config.json"
  printf '[{"Config":"%s.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$config" "$1" >"$work/manifest.json"
  tar -C "$work" -c manifest.json "$config.json" layer.tar | ctr_ images import - >/dev/null
  rm -rf "$work"
}
default_config='{"Cmd":["/bin/sh"],"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}'
load_images() {
  local p root=$state/rootfs
  mkdir -p "$root/pause/bin"; cp "$(static_busybox)" "$root/pause/bin/busybox"
  load_image "$pause" "$root/pause" '{"Entrypoint":["/bin/busybox","sh","-c","trap \"exit 0\" TERM INT; while :; do busybox sleep 86400 & wait $!; done"],"Env":["PATH=/bin"]}'
  # dash, because the shell of busybox-static prefers its own small ip and tc to those on the PATH
  base_rootfs "$root/base"; with_libs "$root/base" ip tc dash
  for p in /bin/dash /usr/bin/dash; do [[ ! -x $root/base$p ]] || ln -sf "$p" "$root/base/bin/sh"; done
  load_image "$base" "$root/base" "$default_config"
  rm -rf "$root"
}
image() {
  [[ $# == 2 && -d $2 ]] || die "usage: node.sh image NAME DIR"
  alive containerd || die "not running"
  local name=$1; [[ $name == */* ]] || name=localhost/$name; [[ ${name##*/} == *:* ]] || name=$name:1
  load_image "$name" "$2" "${KUBE_NODE_IMAGE_CONFIG:-$default_config}"
  printf '%s\n' "$name"
}

ctr_() { ctr -a "$state/containerd.sock" -n k8s.io "$@"; }
kubectl() { $KUBE_FIXTURE_KUBECTL --request-timeout=10s "$@"; }

# --- up and down ---------------------------------------------------------------------------------------------

up() {
  require
  [[ ! -e $state ]] || die "state directory already in use; run 'down' first or set KUBE_NODE_STATE"
  [[ -r $fixture/env ]] || die "no running control plane; run kube-fixture.sh up, or set KUBE_FIXTURE_STATE"
  # shellcheck disable=SC1091
  source "$fixture/env"
  local bin t0 s p i got; bin=$(build)
  t0=$(date +%s%N)
  umask 022; mkdir -p "$state"; chmod 700 "$state"
  cd "$state"; mkdir pids logs cni cover sysctl no-registries opt volume-plugins
  trap 'log "up failed; last log lines:"; tail -n 5 "$state"/logs/*.log >&2 || true; stop_all || true' EXIT
  for s in $watched; do [[ ! -r /proc/sys/$s ]] || echo "$s $(cat "/proc/sys/$s")"; done >"$state/sysctl.before"
  for p in $covered; do make_dir "$p"; mkdir -p "$state/cover$p"; done
  for s in $tunables; do if [[ -r /proc/sys/$s ]]; then mkdir -p "$(dirname "$state/sysctl/$s")"; cat "/proc/sys/$s" >"$state/sysctl/$s"; fi; done
  local subnet node_ip port
  make_bridge
  port=$(${KUBE_FIXTURE_KUBECTL% kubectl} freeports 1)
  cg_make
  write_config
  # The dead proxy makes any attempt to pull fail at once.
  HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY=localhost,127.0.0.1 \
    start containerd unshare --mount --propagation private bash -euc '
      state=$1; mount --make-rshared /
      for p in $2; do mount --bind "$state/cover$p" "$p"; done
      for s in $3; do [[ ! -e $state/sysctl/$s ]] || mount --bind "$state/sysctl/$s" "/proc/sys/$s"; done
      exec containerd --config "$state/containerd.toml"' - "$state" "$covered" "$tunables"
  for ((i = 0; i < timeout * 10; i++)); do
    alive containerd || die "containerd ended"
    ctr_ version >/dev/null 2>&1 && break; sleep 0.1
  done
  load_images
  start kubelet nsenter --mount --target "$(pid_of containerd)" "$bin" --config="$state/kubelet.yaml" \
    --kubeconfig="$state/kubelet.kubeconfig" --root-dir="$state/kubelet" --cert-dir="$state/kubelet-pki" \
    --hostname-override="$node" --node-ip="$node_ip" --node-labels="$label" --oom-score-adj=0
  for ((i = 0; i < timeout * 5; i++)); do
    alive kubelet || die "kubelet ended"
    got=$(kubectl get node "$node" -o jsonpath='{.status.conditions[?(@.type=="Ready")].status} {.spec.taints[*].key}' 2>/dev/null || true)
    [[ $got == "True ${label%%=*}" ]] && break; sleep 0.2
  done
  [[ $got == "True ${label%%=*}" ]] || die "node not Ready within $timeout s ($got)"
  trap - EXIT
  cat >"$state/env" <<ENV
export KUBE_NODE_NAME=$node
export KUBE_NODE_IP=$node_ip
export KUBE_NODE_LABEL=$label
export KUBE_NODE_SUBNET=$subnet
export KUBE_NODE_BRIDGE=$bridge
export KUBE_NODE_IMAGE=$base
export KUBE_NODE_POD_LOGS=$state/pod-logs
export KUBE_NODE_CONTAINERD=$state/containerd.sock
export KUBE_NODE_CTR='ctr -a $state/containerd.sock -n k8s.io'
ENV
  log "ready in $(( ($(date +%s%N) - t0) / 1000000 )) ms"
  cat "$state/env"
}

stop_all() { # each step alone must not keep the next ones from running
  local s v f i rc=0 api=
  # shellcheck disable=SC1091
  if [[ -r $fixture/env ]]; then source "$fixture/env"; kubectl get --raw=/readyz --request-timeout=3s >/dev/null 2>&1 && api=1; fi
  if [[ -n $api ]] && alive kubelet && alive containerd; then
    kubectl cordon "$node" >/dev/null 2>&1 || true
    $KUBE_FIXTURE_KUBECTL delete pods -A --field-selector="spec.nodeName=$node" --grace-period=1 --timeout=20s >/dev/null 2>&1 || true
  fi
  stop kubelet
  if [[ -n $api ]]; then
    kubectl delete pods -A --field-selector="spec.nodeName=$node" --grace-period=0 --force --wait=false >/dev/null 2>&1 || true
    kubectl delete "node/$node" "clusterrolebinding/fixture-$node" --ignore-not-found >/dev/null 2>&1 || true
    kubectl delete "serviceaccount/$node" -n kube-system --ignore-not-found >/dev/null 2>&1 || true
  fi
  cg_kill kubepods || rc=1
  stop containerd
  cg_kill || rc=1 # shims; with the last process the mount namespace, its mounts and the pods' net namespaces go
  cg_remove || rc=1
  if [[ -e /sys/class/net/$bridge ]]; then
    for f in /sys/class/net/"$bridge"/brif/*; do [[ ! -e $f ]] || ip link del "${f##*/}" 2>/dev/null || true; done
    ip link del "$bridge" || rc=1
  fi
  if [[ -r $state/sysctl.before ]]; then
    while read -r s v; do
      [[ $(cat "/proc/sys/$s") == "$v" ]] || { log "restoring sysctl $s"; echo "$v" >"/proc/sys/$s" || rc=1; }
    done <"$state/sysctl.before"
  fi
  if [[ -r $state/created-dirs ]]; then
    tac "$state/created-dirs" | while read -r f; do rmdir "$f" 2>/dev/null || true; done
  fi
  cd /
  if grep -qF " $state/" /proc/self/mountinfo; then log "mounts left below the state directory, not deleting it"; return 1; fi
  rm -rf --one-file-system "$state"
  return $rc
}

case ${1:-} in
  build) build ;;
  able) require ;;
  up) up ;;
  env) cat "$state/env" ;;
  image) shift; image "$@" ;;
  status)
    [[ -d $state/pids ]] || die "not running"
    for n in containerd kubelet; do
      if alive "$n"; then p=$(pid_of "$n"); printf '%-12s %7s running rss=%s MiB\n' "$n" "$p" "$(awk '/VmRSS/{print int($2/1024)}' "/proc/$p/status")"; else printf '%-12s ended\n' "$n"; fi
    done
    # shellcheck disable=SC1091
    source "$fixture/env"
    kubectl get node "$node" -o wide; kubectl get pods -A --field-selector="spec.nodeName=$node" ;;
  down)
    [[ $EUID == 0 ]] || die "needs root"
    [[ -d $state || -n $(cg_pids) ]] || die "nothing to stop"
    stop_all || die "not everything could be removed"
    log "stopped" ;;
  *) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
