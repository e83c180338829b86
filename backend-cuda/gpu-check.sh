#!/bin/sh
# Tries the CUDA backend on a machine with a GPU.
#
#   backend-cuda/gpu-check.sh bundle FILE.tar.gz   here: builds what the check needs, a Java runtime included
#   ./gpu-check.sh run [FOLDER]                    there, in the unpacked bundle: runs the contract, resident and in slices
#
# The results go to FOLDER (by default gpu-check-results): what machine it was, each report, and compute-sanitizer's if it is there.
# Exit code 0: no rule that binds was broken; 1: one was; 2: wrong arguments or no device; 69: something is not installed.
set -eu

here=$(CDPATH= cd -P -- "$(dirname -- "$0")" && pwd -P)
most_bytes=67108864

usage() {
  sed -n '4,5s/^# *//p' "$here/gpu-check.sh" >&2
  exit 2
}

bundle() {
  tool=gpu-check
  home=$(dirname -- "$here")
  . "$home/launcher/environment.sh"
  require_jdk
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  "$home/build" --batch-mode -q -pl backend-cuda -am -DskipTests package dependency:copy-dependencies \
    -DoutputDirectory="$folder/all"
  mkdir "$folder/lib"
  for jar in "$folder"/all/*.jar "$here"/target/coresident-backend-cuda-*.jar; do
    case ${jar##*/} in
      *-sources.jar | *-javadoc.jar) ;;
      coresident-* | guava-* | failureaccess-* | jcuda-* | jspecify-*) cp "$jar" "$folder/lib" ;;
    esac
  done
  rm -rf "$folder/all"
  "$JAVA_HOME/bin/jlink" --add-modules java.se,jdk.jfr,jdk.unsupported --strip-debug --no-man-pages --no-header-files \
    --compress zip-9 --output "$folder/runtime"
  cp "$here/gpu-check.sh" "$folder"
  tar -czf "$1" -C "$folder" gpu-check.sh lib runtime
  bytes=$(wc -c <"$1")
  if [ "$bytes" -gt "$most_bytes" ]; then
    say "$1 has $bytes bytes and may have $most_bytes"
    exit 1
  fi
  say "$1: $bytes bytes"
}

contract() {
  "$here/runtime/bin/java" --enable-native-access=jcuda -XX:+UseSerialGC --module-path "$here/lib" \
    --add-modules ALL-MODULE-PATH -m dev.coresident.conformance/dev.coresident.conformance.command.Main "$@" cuda
}

run() {
  results=$1
  mkdir -p "$results"
  {
    date -u
    uname -a
    nvidia-smi
  } >"$results/machine.txt" 2>&1 || {
    echo "gpu-check: nvidia-smi does not answer: install the NVIDIA driver" >&2
    exit 69
  }
  worst=0
  for mode in resident slices; do
    code=0
    contract --property mode=$mode >"$results/$mode.txt" 2>&1 || code=$?
    [ "$code" -le "$worst" ] || worst=$code
    echo "$mode: exit $code, see $results/$mode.txt"
  done
  if command -v compute-sanitizer >/dev/null; then
    for check in memcheck racecheck; do
      compute-sanitizer --tool "$check" "$here/runtime/bin/java" --enable-native-access=jcuda --module-path "$here/lib" \
        --add-modules ALL-MODULE-PATH -m dev.coresident.conformance/dev.coresident.conformance.command.Main \
        --property mode=slices cuda >"$results/$check.txt" 2>&1 || worst=1
      echo "$check: see $results/$check.txt"
    done
  else
    echo "compute-sanitizer is not there: memory checks were not made" | tee "$results/sanitizer.txt"
  fi
  exit "$worst"
}

case ${1:-} in
  bundle) [ $# -eq 2 ] || usage; bundle "$2" ;;
  run) [ $# -le 2 ] || usage; run "${2:-gpu-check-results}" ;;
  *) usage ;;
esac
