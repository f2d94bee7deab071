#!/bin/bash
# stack.sh DIR: a whole sigstore on 127.0.0.1 until it is ended (Ctrl-C, SIGTERM): OIDC issuer, TesseraCT, Fulcio,
# Rekor v2, timestamp authority. README.md beside this says what for. `. DIR/env` gives the URLs; DIR/claims.json
# overrides the token's claims. Keys and logs are new on every start. From the environment:
#   PEERS   folder of the binaries (default: the one that scripts/peers.sh fills)
#   NODE    node >= 22.18 for the issuer (default: node)
#   ISSUER  https://token.actions.githubusercontent.com, say, to have GitHub's own issuer in the certificates
set -euo pipefail
[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
peers=${PEERS:-${MANIFEST_ACTION_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/manifest-action-peers/bin}}
node=${NODE:-node}
umask 077
mkdir -p "$1"
cd "$1"
dir=$PWD
rm -rf ct rekor env

# timestamp-server serves its metrics on :2112 of every interface, whatever its flags, and ends if that is taken.
if (exec 3<> /dev/tcp/127.0.0.1/2112) 2> /dev/null; then
  echo "port 2112 is taken, and timestamp-server has no other: end what listens there (another stack?), or run this in a network namespace of its own: unshare -rn bash -c 'ip link set lo up; …'" >&2
  exit 1
fi
read -r oidc_port ct_port fulcio_port fulcio_grpc_port rekor_port rekor_grpc_port rekor_metrics_port tsa_port < <("$node" -e '
  const servers = Array.from({ length: 8 }, () => require("node:net").createServer());
  Promise.all(servers.map((server) => new Promise((listening) => server.listen(0, "127.0.0.1", listening)))).then(() => {
    console.log(servers.map((server) => server.address().port).join(" "));
    servers.forEach((server) => server.close());
  })')
export OIDC_URL=http://127.0.0.1:$oidc_port CT_URL=http://127.0.0.1:$ct_port FULCIO_URL=http://127.0.0.1:$fulcio_port
export REKOR_URL=http://127.0.0.1:$rekor_port TSA_URL=http://127.0.0.1:$tsa_port
export OIDC_ISSUER=${ISSUER:-$OIDC_URL}

# Keys and certificates.
extensions=$(mktemp -p "$dir")
# SEC1 ("EC PRIVATE KEY") without a parameters block is the only form that tesseract reads.
ec_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
root() { # NAME COMMON-NAME
  ec_key "$1.key"
  openssl req -x509 -new -key "$1.key" -days 3650 -subj "/O=local sigstore/CN=$2" -out "$1.pem" \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign'
}
issue() { # NAME AUTHORITY COMMON-NAME EXTENSION…
  local name=$1 authority=$2 subject=$3
  shift 3
  ec_key "$name.key"
  printf '%s\n' "$@" > "$extensions"
  openssl req -new -key "$name.key" -subj "/O=local sigstore/CN=$subject" |
    openssl x509 -req -CA "$authority.pem" -CAkey "$authority.key" -CAcreateserial -days 3600 -extfile "$extensions" -out "$name.pem" 2> /dev/null
}
intermediate=('basicConstraints=critical,CA:TRUE,pathlen:0' 'keyUsage=critical,keyCertSign,cRLSign')
identifiers=('subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid')
root fulcio-root fulcio-root
# Fulcio refuses to issue for code signing with an intermediate that does not say codeSigning itself.
issue fulcio-intermediate fulcio-root fulcio-intermediate "${intermediate[@]}" 'extendedKeyUsage=codeSigning' "${identifiers[@]}"
root tsa-root tsa-root
issue tsa-intermediate tsa-root tsa-intermediate "${intermediate[@]}" 'extendedKeyUsage=timeStamping' "${identifiers[@]}"
issue tsa tsa-intermediate tsa 'basicConstraints=CA:FALSE' 'keyUsage=critical,digitalSignature' 'extendedKeyUsage=critical,timeStamping' "${identifiers[@]}"
cat fulcio-intermediate.pem fulcio-root.pem > fulcio-chain.pem
cat tsa.pem tsa-intermediate.pem tsa-root.pem > tsa-chain.pem
ec_key ctlog.key
openssl pkey -in ctlog.key -pubout -out ctlog.pub
openssl genpkey -algorithm ed25519 -out rekor.key
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out oidc.key 2> /dev/null
openssl rand -hex 16 > oidc.bearer
proxy=()
if [ "$OIDC_ISSUER" != "$OIDC_URL" ]; then
  # Fulcio reaches the foreign issuer through a proxy, ours, that ends TLS for that one host. (Its own setting
  # `ca-cert` would go past the proxy.)
  host=${OIDC_ISSUER#https://}
  host=${host%%/*}
  root tls-root local-tls
  issue tls tls-root "$host" "subjectAltName=DNS:$host" 'extendedKeyUsage=serverAuth'
  proxy=(HTTPS_PROXY="$OIDC_URL" NO_PROXY=127.0.0.1 SSL_CERT_FILE="$dir/tls-root.pem")
fi
rm -f "$extensions" ./*.srl

# Fulcio's configuration: the github-workflow provider as the public good instance has it, with our issuer.
cat > fulcio.yaml << EOF
oidc-issuers:
  $OIDC_ISSUER:
    issuer-url: $OIDC_ISSUER
    client-id: sigstore
    type: ci-provider
    ci-provider: github-workflow
ci-issuer-metadata:
  github-workflow:
    default-template-values:
      url: "https://github.com"
      environment: ""
    extension-templates:
      github-workflow-trigger: "event_name"
      github-workflow-sha: "sha"
      github-workflow-name: "workflow"
      github-workflow-repository: "repository"
      github-workflow-ref: "ref"
      build-signer-uri: "{{ .url }}/{{ .job_workflow_ref }}"
      build-signer-digest: "job_workflow_sha"
      runner-environment: "runner_environment"
      source-repository-uri: "{{ .url }}/{{ .repository }}"
      source-repository-digest: "sha"
      source-repository-ref: "ref"
      source-repository-identifier: "repository_id"
      source-repository-owner-uri: "{{ .url }}/{{ .repository_owner }}"
      source-repository-owner-identifier: "repository_owner_id"
      build-config-uri: "{{ .url }}/{{ .workflow_ref }}"
      build-config-digest: "workflow_sha"
      build-trigger: "event_name"
      run-invocation-uri: "{{ .url }}/{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}"
      source-repository-visibility-at-signing: "repository_visibility"
      deployment-environment: "environment"
    subject-alternative-name-template: "{{ .url }}/{{ .job_workflow_ref }}"
EOF

# The servers. Each dies with this script, however that ends (setpriv), and this script ends when one of them does.
declare -A pids
end() {
  local code=$?
  trap - EXIT TERM INT
  [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2> /dev/null || true
  wait
  rm -f env
  exit "$code"
}
trap end EXIT
trap 'exit 0' TERM INT
serve() { # NAME PROGRAM ARGUMENT…
  local name=$1
  shift
  setpriv --pdeathsig KILL -- "$@" > "$name.log" 2>&1 < /dev/null &
  pids[$name]=$!
}
await() { # NAME URL
  for _ in $(seq 300); do
    ! curl -fs --noproxy '*' -o /dev/null "$2" || return 0
    kill -0 "${pids[$1]}" 2> /dev/null || break
    sleep 0.05
  done
  echo "$1 did not come up at $2:" >&2
  tail -n 20 "$1.log" >&2
  exit 1
}
serve oidc "$node" --disable-warning=ExperimentalWarning "$here/oidc.ts" "$oidc_port" "$dir" "$OIDC_ISSUER"
# The origin may hold no port.
serve ctlog "$peers/tesseract" --private_key=ctlog.key --origin=127.0.0.1 --storage_dir="$dir/ct" --roots_pem_file=fulcio-root.pem \
  --http_endpoint="127.0.0.1:$ct_port" --ext_key_usages=CodeSigning --checkpoint_interval=200ms --batch_max_age=50ms
# The host name is the checkpoint's origin and a part of the log's id, and verifiers take it from the log's URL.
serve rekor "$peers/rekor-server" serve --hostname=127.0.0.1 --http-address=127.0.0.1 --http-port="$rekor_port" --grpc-address=127.0.0.1 \
  --grpc-port="$rekor_grpc_port" --http-metrics-port="$rekor_metrics_port" --storage-dir="$dir/rekor" --signer-filepath=rekor.key \
  --checkpoint-interval=200ms --batch-max-age=50ms
serve tsa "$peers/timestamp-server" serve --host=127.0.0.1 --port="$tsa_port" --timestamp-signer=file --file-signer-key-path=tsa.key \
  --file-signer-passwd= --certificate-chain-path=tsa-chain.pem --disable-ntp-monitoring
await oidc "$OIDC_URL/.well-known/openid-configuration"
# The password must be given even when there is none; the socket's name is one per host.
serve fulcio env "${proxy[@]}" "$peers/fulcio" serve --host=127.0.0.1 --port="$fulcio_port" --grpc-host=127.0.0.1 --grpc-port="$fulcio_grpc_port" \
  --metrics-port=0 --legacy-unix-domain-socket="@local-fulcio-$fulcio_port" --config-path=fulcio.yaml --ca=fileca --fileca-cert=fulcio-chain.pem \
  --fileca-key=fulcio-intermediate.key --fileca-key-passwd= --fileca-watch=false --ct-log-url="$CT_URL" --ct-log-public-key-path=ctlog.pub
"$node" --disable-warning=ExperimentalWarning "$here/trust.ts" "$dir"
await ctlog "$CT_URL/ct/v1/get-roots"
await rekor "$REKOR_URL/healthz"
await tsa "$TSA_URL/api/v1/timestamp/certchain"
await fulcio "$FULCIO_URL/healthz"
cat > env.new << EOF
export OIDC_ISSUER=$OIDC_ISSUER FULCIO_URL=$FULCIO_URL REKOR_URL=$REKOR_URL TSA_URL=$TSA_URL CT_URL=$CT_URL
export ACTIONS_ID_TOKEN_REQUEST_URL="$OIDC_URL/token?api-version=2.0" ACTIONS_ID_TOKEN_REQUEST_TOKEN=$(cat oidc.bearer)
export SIGSTORE_TRUSTED_ROOT=$dir/trusted_root.json SIGSTORE_SIGNING_CONFIG=$dir/signing_config.json
EOF
mv env.new env
echo "sigstore is up: . $dir/env"
ended=0
wait -n "${pids[@]}" || ended=$?
for name in "${!pids[@]}"; do
  kill -0 "${pids[$name]}" 2> /dev/null || { echo "$name ended with $ended:" >&2; tail -n 20 "$name.log" >&2; }
done
exit 1
