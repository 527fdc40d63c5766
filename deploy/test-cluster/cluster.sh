#!/usr/bin/env bash
# A Kubernetes API server for the tests: etcd, kube-apiserver with RBAC and, where it is found,
# kube-controller-manager, on loopback, with a CA of its own and everything in one directory.
# There are no nodes: no pod ever runs, and the tests play the controllers of what they create.
#
#   cluster.sh start DIRECTORY   prints the kubeconfig of a cluster administrator
#   cluster.sh stop DIRECTORY    ends what start began
#
# etcd, kube-apiserver, kube-controller-manager, kubectl, openssl and curl are taken from the PATH.
# API_PORT, ETCD_PORT and ETCD_PEER_PORT choose other ports.
set -euo pipefail

home=$(cd "$(dirname "$0")" && pwd)
api_port=${API_PORT:-16443}
etcd_port=${ETCD_PORT:-12379}
etcd_peer_port=${ETCD_PEER_PORT:-12380}
server=https://127.0.0.1:$api_port

say() { printf '%s\n' "$*" >&2; }

authority() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=kanit-test" \
        -keyout "$pki/ca.key" -out "$pki/ca.crt" 2>/dev/null
    openssl genrsa -out "$pki/accounts.key" 2048 2>/dev/null
    openssl rsa -in "$pki/accounts.key" -pubout -out "$pki/accounts.pub" 2>/dev/null
}

# certificate NAME SUBJECT [SUBJECT_ALTERNATIVE_NAMES]
certificate() {
    openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$pki/$1.key" -out "$pki/$1.csr" \
        2>/dev/null
    openssl x509 -req -in "$pki/$1.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAcreateserial \
        -days 30 -out "$pki/$1.crt" \
        -extfile <(printf 'extendedKeyUsage=serverAuth,clientAuth\n%s' "${3:-}") 2>/dev/null
}

# kubeconfig NAME: with the certificate of that name
kubeconfig() {
    cat >"$directory/$1.kubeconfig" <<EOF
apiVersion: v1
kind: Config
clusters:
  - {name: test, cluster: {server: "$server", certificate-authority-data: $(base64 -w0 <"$pki/ca.crt")}}
users:
  - name: $1
    user:
      client-certificate-data: $(base64 -w0 <"$pki/$1.crt")
      client-key-data: $(base64 -w0 <"$pki/$1.key")
contexts:
  - {name: test, context: {cluster: test, user: $1}}
current-context: test
EOF
}

# run NAME COMMAND…: in the background, its output in NAME.log, its process id in NAME.pid
run() {
    local name=$1
    shift
    nohup "$@" >"$directory/$name.log" 2>&1 </dev/null &
    echo $! >"$directory/$name.pid"
}

await() {
    local what=$1
    shift
    for _ in $(seq 300); do
        if "$@" >/dev/null 2>&1; then
            return 0
        fi
        sleep 0.2
    done
    say "$what: not after 60 s (see $directory)"
    return 1
}

kube() { kubectl --kubeconfig "$directory/admin.kubeconfig" "$@"; }

start() {
    umask 077
    pki=$directory/pki
    mkdir -p "$pki"
    authority
    certificate server /CN=kube-apiserver subjectAltName=IP:127.0.0.1,DNS:localhost
    certificate admin /O=system:masters/CN=admin
    certificate controllers /CN=system:kube-controller-manager
    kubeconfig admin
    kubeconfig controllers

    run etcd etcd --name test --data-dir "$directory/etcd" \
        --listen-client-urls "http://127.0.0.1:$etcd_port" \
        --advertise-client-urls "http://127.0.0.1:$etcd_port" \
        --listen-peer-urls "http://127.0.0.1:$etcd_peer_port" \
        --initial-advertise-peer-urls "http://127.0.0.1:$etcd_peer_port" \
        --initial-cluster "test=http://127.0.0.1:$etcd_peer_port"
    await etcd curl -fs "http://127.0.0.1:$etcd_port/health"

    run kube-apiserver kube-apiserver --bind-address=127.0.0.1 --secure-port="$api_port" \
        --etcd-servers="http://127.0.0.1:$etcd_port" --authorization-mode=RBAC \
        --client-ca-file="$pki/ca.crt" \
        --tls-cert-file="$pki/server.crt" --tls-private-key-file="$pki/server.key" \
        --service-account-issuer=https://kubernetes.default.svc \
        --service-account-key-file="$pki/accounts.pub" \
        --service-account-signing-key-file="$pki/accounts.key" \
        --service-cluster-ip-range=10.0.0.0/24 --endpoint-reconciler-type=none \
        --allow-privileged=false
    await "kube-apiserver" kube get --raw /readyz

    if command -v kube-controller-manager >/dev/null; then
        # Those that clean up. The controllers of Deployments and the like would wait for nodes.
        run kube-controller-manager kube-controller-manager \
            --kubeconfig="$directory/controllers.kubeconfig" --leader-elect=false \
            --controllers=namespace,garbagecollector,serviceaccount --bind-address=127.0.0.1 \
            --use-service-account-credentials=false \
            --service-account-private-key-file="$pki/accounts.key"
    else
        say "no kube-controller-manager on the PATH: deleted namespaces stay, ending"
    fi

    kube apply -f "$home/definitions.yaml" >&2
    if ! kube get --raw /apis/discovery.k8s.io/v1 >/dev/null 2>&1; then
        say "this server has no EndpointSlices v1 (expected: 1.21 or newer): tests of gateway fail"
    fi
    await "resource definitions" kube wait --for=condition=Established --timeout=1s \
        customresourcedefinitions --all
    kube version --short >&2 || kube version >&2
    printf '%s\n' "$directory/admin.kubeconfig"
}

stop() {
    for name in kube-controller-manager kube-apiserver etcd; do
        if [ -f "$directory/$name.pid" ]; then
            kill "$(cat "$directory/$name.pid")" 2>/dev/null || true
            rm "$directory/$name.pid"
        fi
    done
}

if [ $# -ne 2 ]; then
    say "usage: cluster.sh start|stop DIRECTORY"
    exit 2
fi
directory=$(mkdir -p "$2" && cd "$2" && pwd)
case $1 in
    start) start ;;
    stop) stop ;;
    *)
        say "usage: cluster.sh start|stop DIRECTORY"
        exit 2
        ;;
esac
