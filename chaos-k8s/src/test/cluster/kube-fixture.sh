#!/usr/bin/env bash
# kube-fixture.sh: a real Kubernetes control plane on 127.0.0.1 for integration tests, without containers.
#
#   kube-fixture.sh build     build (or find in the cache) the fixture binary; print its path
#   kube-fixture.sh built     print where the binary is, or would be
#   kube-fixture.sh up        build if need be, start the control plane, print shell exports (KUBECONFIG=...)
#   kube-fixture.sh status    list the processes and whether they live
#   kube-fixture.sh env       print the exports of a running fixture again
#   kube-fixture.sh down      end the processes that 'up' started (by pid) and remove the state directory
#
# Settings, all from the environment:
#   KUBE_FIXTURE_CACHE    where built binaries are kept   (default ${XDG_CACHE_HOME:-$HOME/.cache}/gelada/kube)
#   KUBE_FIXTURE_STATE    this instance's state directory (default ${TMPDIR:-/tmp}/kube-fixture-$UID)
#   KUBE_FIXTURE_MODULE   the Go module's folder          (default: 'fixture' beside this script)
#   KUBE_FIXTURE_NODES    simulated nodes to create       (default 3, 1000 pods each)
#   KUBE_FIXTURE_TIMEOUT  seconds to wait for readiness   (default 180)
#   KUBE_FIXTURE_KWOK_CONFIG  a kwok file of Stages, e.g. stages-slow.yaml (pods slow to be Ready and to go)
#   KUBE_FIXTURE_BIN      use this binary and build nothing
set -euo pipefail
# an older Go fetches the one that go.mod names, through the module proxy
export GOTOOLCHAIN=${GOTOOLCHAIN:-auto}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${KUBE_FIXTURE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gelada/kube}
state=${KUBE_FIXTURE_STATE:-${TMPDIR:-/tmp}/kube-fixture-$UID}
module=${KUBE_FIXTURE_MODULE:-$here/fixture}
nodes=${KUBE_FIXTURE_NODES:-3}
timeout=${KUBE_FIXTURE_TIMEOUT:-180}

log() { printf 'kube-fixture: %s\n' "$*" >&2; }
die() { log "$*"; exit 1; }

cache_key() {
  { cat "$module"/go.mod "$module"/go.sum "$module"/*.go; (cd "$module" && go env GOVERSION GOOS GOARCH CGO_ENABLED); } | sha256sum | cut -c1-16
}

build() {
  if [[ -n ${KUBE_FIXTURE_BIN:-} ]]; then
    [[ -x $KUBE_FIXTURE_BIN ]] || die "KUBE_FIXTURE_BIN is not an executable file"
    printf '%s\n' "$KUBE_FIXTURE_BIN"; return
  fi
  local key bin; key=$(cache_key); bin=$cache/$key/kube-fixture
  mkdir -p "$cache/$key"
  exec 9>"$cache/$key/lock"; flock 9
  if [[ ! -x $bin ]]; then
    local version; version=$(awk '$1=="k8s.io/kubernetes" && $2 ~ /^v/ {print $2}' "$module/go.mod")
    local minor=${version#v1.}; minor=${minor%%.*}
    local x=k8s.io/component-base/version
    log "building Kubernetes $version control plane (cold: several minutes)"
    local began=$SECONDS
    (cd "$module" && GOFLAGS=-mod=readonly nice -n "${KUBE_FIXTURE_NICE:-0}" \
      go build -buildvcs=false -trimpath \
      -ldflags "-s -w -X $x.gitVersion=$version -X $x.gitMajor=1 -X $x.gitMinor=$minor -X $x.gitTreeState=clean -X $x.buildDate=1970-01-01T00:00:00Z" \
      -o "$bin.new" . >&2) || die "build failed"
    mv "$bin.new" "$bin"
    log "built in $((SECONDS - began)) s"
  fi
  exec 9>&-
  printf '%s\n' "$bin"
}

# start NAME COMMAND...: run in the background, detached, remembering pid and start time (pids get reused).
start() {
  local name=$1; shift
  setsid "$@" >"$state/logs/$name.log" 2>&1 </dev/null 9>&- &
  local pid=$!
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$state/pids/$name"
}
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
alive() { # alive NAME: is the very process that we started still there (not a zombie)?
  local pid began; read -r pid began <"$state/pids/$1" || return 1
  [[ $(start_time "$pid") == "$began" ]] && [[ $(sed 's/.*) //' "/proc/$pid/stat" | cut -d' ' -f1) != Z ]]
}

write_audit_policy() {
  cat >"$state/audit-policy.yaml" <<'YAML'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: None
  users: ["system:apiserver", "system:kube-controller-manager", "system:kube-scheduler", "system:kwok"]
- level: None
  userGroups: ["system:nodes", "system:serviceaccounts:kube-system"]
- level: None
  nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/openapi*"]
- level: Metadata
YAML
}

up() {
  [[ ! -e $state/pids ]] || die "state directory already in use; run 'down' first or set KUBE_FIXTURE_STATE"
  local bin; bin=$(build)
  umask 077; mkdir -p "$state/pids" "$state/logs" "$state/etcd"
  local t0; t0=$(date +%s%N)
  local port_etcd port_peer port_api
  { read -r port_etcd; read -r port_peer; read -r port_api; } < <("$bin" freeports 3)
  local url=https://127.0.0.1:$port_api etcd=http://127.0.0.1:$port_etcd
  "$bin" pki "$state/pki" "$url"
  write_audit_policy
  # The API server's own credential towards kubelets (exec, logs of a real node, see node.sh): the admin's.
  local part
  for part in certificate key; do
    awk -v k="client-$part-data:" '$1==k {print $2}' "$state/pki/admin.kubeconfig" | base64 -d >"$state/pki/kubelet-client-$part.pem"
  done
  trap 'log "up failed; last log lines:"; tail -n 5 "$state"/logs/*.log >&2 || true; stop_all' ERR
  start etcd "$bin" etcd --name=fixture --data-dir="$state/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls="$etcd" --advertise-client-urls="$etcd" \
    --listen-peer-urls="http://127.0.0.1:$port_peer" --initial-advertise-peer-urls="http://127.0.0.1:$port_peer" \
    --initial-cluster="fixture=http://127.0.0.1:$port_peer" --auto-compaction-retention=5m --quota-backend-bytes=4294967296
  start kube-apiserver "$bin" kube-apiserver --etcd-servers="$etcd" --bind-address=127.0.0.1 --secure-port="$port_api" \
    --endpoint-reconciler-type=none --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=RBAC --anonymous-auth=false \
    --tls-cert-file="$state/pki/apiserver.crt" --tls-private-key-file="$state/pki/apiserver.key" --client-ca-file="$state/pki/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$state/pki/sa.pub" \
    --service-account-signing-key-file="$state/pki/sa.key" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$state/pki/kubelet-client-certificate.pem" --kubelet-client-key="$state/pki/kubelet-client-key.pem" \
    --audit-policy-file="$state/audit-policy.yaml" --audit-log-path="$state/audit.log" --profiling=false
  start kube-controller-manager "$bin" kube-controller-manager --kubeconfig="$state/pki/kube-controller-manager.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port=0 --leader-elect=false --use-service-account-credentials=true \
    --service-account-private-key-file="$state/pki/sa.key" --root-ca-file="$state/pki/ca.crt" \
    --node-monitor-grace-period=5m --kube-api-qps=400 --kube-api-burst=800 --concurrent-replicaset-syncs=20 --profiling=false
  start kube-scheduler "$bin" kube-scheduler --kubeconfig="$state/pki/kube-scheduler.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port=0 --leader-elect=false --kube-api-qps=400 --kube-api-burst=800
  start kwok "$bin" kwok --kubeconfig="$state/pki/kwok.kubeconfig" --manage-all-nodes=false \
    --manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake --node-lease-duration-seconds=60 \
    ${KUBE_FIXTURE_KWOK_CONFIG:+"--config=$KUBE_FIXTURE_KWOK_CONFIG"}
  "$bin" bootstrap "$state/pki/admin.kubeconfig" "$nodes" "$timeout" 9>&- &
  local name waiter=$!
  while kill -0 "$waiter" 2>/dev/null; do # fail at once if a component dies, not after the timeout
    for name in etcd kube-apiserver kube-controller-manager kube-scheduler kwok; do
      alive "$name" || { kill "$waiter" 2>/dev/null; tail -n 5 "$state/logs/$name.log" >&2; stop_all; die "$name ended during start-up"; }
    done
    sleep 0.1
  done
  wait "$waiter"
  trap - ERR
  cat >"$state/env" <<ENV
export KUBECONFIG=$state/pki/admin.kubeconfig
export KUBE_FIXTURE_SERVER=$url
export KUBE_FIXTURE_CA=$state/pki/ca.crt
export KUBE_FIXTURE_AUDIT_LOG=$state/audit.log
export KUBE_FIXTURE_KUBECTL='$bin kubectl'
ENV
  log "ready in $(( ($(date +%s%N) - t0) / 1000000 )) ms"
  cat "$state/env"
}

stop_all() {
  local f name pid i
  for name in kwok kube-scheduler kube-controller-manager kube-apiserver etcd; do
    f=$state/pids/$name; [[ -e $f ]] || continue
    if alive "$name"; then read -r pid _ <"$f"; kill -TERM "$pid" 2>/dev/null || true; fi
  done
  for name in kwok kube-scheduler kube-controller-manager kube-apiserver etcd; do
    f=$state/pids/$name; [[ -e $f ]] || continue
    for ((i = 0; i < 50; i++)); do alive "$name" || break; sleep 0.1; done
    if alive "$name"; then read -r pid _ <"$f"; kill -KILL "$pid" 2>/dev/null || true; fi
    rm -f "$f"
  done
  rm -rf "$state/pids"
}

case ${1:-} in
  build) build ;;
  built) printf '%s\n' "${KUBE_FIXTURE_BIN:-$cache/$(cache_key)/kube-fixture}" ;;
  up) up ;;
  env) cat "$state/env" ;;
  status)
    for f in "$state"/pids/*; do
      [[ -e $f ]] || die "not running"
      n=${f##*/}; read -r p _ <"$f"
      if alive "$n"; then printf '%-24s %7s running rss=%s MiB\n' "$n" "$p" "$(awk '/VmRSS/{print int($2/1024)}' "/proc/$p/status")"; else printf '%-24s %7s ended\n' "$n" "$p"; fi
    done ;;
  down) [[ -d $state/pids ]] || die "nothing to stop"; stop_all; rm -rf "$state"; log "stopped" ;;
  *) sed -n '2,20s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
