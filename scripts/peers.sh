#!/bin/bash
# peers.sh [NAME…]: fills the peers folder with the real programs that the tests run against (default: all of them).
# The folder: $MANIFEST_ACTION_PEERS, else ${XDG_CACHE_HOME:-~/.cache}/manifest-action-peers/bin.
# A program is built only when its stamp (name@version) is absent, so a second run takes no time and a cached folder is
# as good as a build. A failure stops nothing: all are tried, the failed ones are named at the end, and the exit is 1.
# Needs Go, and Python for zizmor. JOBS: how many compilers Go runs at once (default: one per core).
set -uo pipefail

bin=${MANIFEST_ACTION_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/manifest-action-peers/bin}
mkdir -p "$bin/.stamps"
bin=$(cd "$bin" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# The programs by need: name, kind, package, module@version. Stated in full, so that a build is the same next year.
#   olareg       a small registry with the referrers API; its `go install` fails on its list of versions
#   rekor-server rekor-tiles, a Rekor v2 log on plain files; 2.4 wants Go 1.27
#   cosign2      the last cosign 2, which reads signatures as older verifiers do
#   tesseract    a certificate transparency log on plain files; the checksum database does not know it
catalogue='
olareg            go    github.com/olareg/olareg/cmd/olareg                        github.com/olareg/olareg@v0.2.2
crane             go    github.com/google/go-containerregistry/cmd/crane           github.com/google/go-containerregistry@v0.21.0
regctl            go    github.com/regclient/regclient/cmd/regctl                  github.com/regclient/regclient@v0.11.1
rekor-server      go    github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix  github.com/sigstore/rekor-tiles/v2@v2.3.0
timestamp-server  go    github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server  github.com/sigstore/timestamp-authority/v2@v2.1.3
tesseract         go    github.com/transparency-dev/tesseract/cmd/tesseract/posix  github.com/transparency-dev/tesseract@v0.1.1
fulcio            go    github.com/sigstore/fulcio                                 github.com/sigstore/fulcio@v1.8.8
cosign            go    github.com/sigstore/cosign/v3/cmd/cosign                   github.com/sigstore/cosign/v3@v3.1.3
cosign2           go    github.com/sigstore/cosign/v2/cmd/cosign                   github.com/sigstore/cosign/v2@v2.6.5
actionlint        go    github.com/rhysd/actionlint/cmd/actionlint                 github.com/rhysd/actionlint@v1.7.12
zizmor            pypi  zizmor                                                     zizmor==1.32.0
gh                go    github.com/cli/cli/v2/cmd/gh                               github.com/cli/cli/v2@v2.90.0
act               go    github.com/nektos/act                                      github.com/nektos/act@v0.2.89
kbld              go    carvel.dev/kbld/cmd/kbld                                   carvel.dev/kbld@v0.46.0
'

# A small module of its own for each program: Go then chooses versions as that program's go.mod says, and nothing is
# left in the reader's Go folders but the caches.
build_go() { # NAME PACKAGE MODULE@VERSION
  local folder=$work/$1
  mkdir -p "$folder"
  (
    cd "$folder" || exit 1
    export CGO_ENABLED=0 GOTOOLCHAIN=local GOWORK=off GOFLAGS="-mod=mod -buildvcs=false${JOBS:+ -p=$JOBS}"
    [ "$1" = tesseract ] && export GONOSUMDB=github.com/transparency-dev/tesseract
    go mod init "peer/$1" && go get "$3" && go build -trimpath -ldflags '-s -w' -o "$bin/.$1.new" "$2"
  ) && mv "$bin/.$1.new" "$bin/$1"
}

build_pypi() { # NAME PACKAGE PACKAGE==VERSION
  python3 -m venv "$bin/.venv/$1" && "$bin/.venv/$1/bin/pip" install --quiet --disable-pip-version-check "$3" &&
    ln -sfn ".venv/$1/bin/$1" "$bin/$1"
}

wanted=("$@")
[ $# -gt 0 ] || mapfile -t wanted < <(awk 'NF { print $1 }' <<< "$catalogue")
failed=()
for name in "${wanted[@]}"; do
  read -r _ kind package version <<< "$(awk -v name="$name" '$1 == name' <<< "$catalogue")"
  if [ -z "${version:-}" ]; then
    echo "peers.sh: $name is not one of: $(awk 'NF { printf "%s ", $1 }' <<< "$catalogue")" >&2
    failed+=("$name")
    continue
  fi
  stamp=$bin/.stamps/$name@${version##*[@=]}
  [ -e "$stamp" ] && [ -x "$bin/$name" ] && continue
  start=$SECONDS
  rm -f "$bin/.stamps/$name@"*
  if "build_$kind" "$name" "$package" "$version" > "$work/$name.log" 2>&1; then
    touch "$stamp"
    echo "$name ${version##*[@=]}: built in $((SECONDS - start)) s"
  else
    echo "$name ${version##*[@=]}: failed after $((SECONDS - start)) s:" >&2
    tail -n 15 "$work/$name.log" >&2
    failed+=("$name")
  fi
  chmod -R u+w "$work/$name" 2> /dev/null
  rm -rf "${work:?}/$name"
done
[ ${#failed[@]} -eq 0 ] || { echo "peers.sh: failed: ${failed[*]}" >&2; exit 1; }
