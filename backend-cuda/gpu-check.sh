#!/bin/sh
# Tries the CUDA backend on a machine with a GPU.
#
#   backend-cuda/gpu-check.sh bundle FILE.tar.gz   here: builds what the check needs, a Java runtime included
#   ./gpu-check.sh run [FOLDER [options]]          there, in the unpacked bundle: the contract, parity, benches; options: --minutes N, --data FOLDER
#   ./gpu-check.sh stand-in LIBRARIES [FOLDER]     anywhere: the same, tiny, on the stand-in in LIBRARIES; no figures of a GPU
#
# The results go to FOLDER (by default gpu-check-results): what machine it was, each report, cuda-DEVICE.md with the raw samples of the
# benches, and compute-sanitizer's reports if it is there. Exit code 0: no rule that binds was broken, scans were the simulator's; 1: one
# was, or they were not; 2: wrong arguments or no device; 69: something is not installed.
set -eu

here=$(CDPATH= cd -P -- "$(dirname -- "$0")" && pwd -P)
most_bytes=67108864

usage() {
  sed -n '4,6s/^# *//p' "$here/gpu-check.sh" >&2
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
  mkdir "$folder/bench"
  "$JAVA_HOME/bin/jar" --create --file "$folder/bench/gpu-check.jar" -C "$here/target/test-classes" \
    dev/coresident/backend/cuda/check -C "$here/target/test-classes" META-INF/services
  mkdir "$folder/lib"
  for jar in "$folder"/all/*.jar "$here"/target/coresident-backend-cuda-*.jar; do
    case ${jar##*/} in
      *-sources.jar | *-javadoc.jar) ;;
      coresident-* | guava-* | failureaccess-* | jcuda-* | jspecify-*) cp "$jar" "$folder/lib" ;;
    esac
  done
  rm -rf "$folder/all"
  "$JAVA_HOME/bin/jlink" --add-modules java.se,jdk.jfr,jdk.unsupported,jdk.management,jdk.incubator.vector --strip-debug --no-man-pages --no-header-files \
    --compress zip-9 --output "$folder/runtime"
  cp "$here/gpu-check.sh" "$folder"
  tar -czf "$1" -C "$folder" gpu-check.sh lib bench runtime
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

benches() {
  "$here/runtime/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC --add-modules jdk.incubator.vector \
    -cp "$here/bench/*:$here/lib/*" dev.coresident.backend.cuda.check.GpuCheck "$@"
}

# The exit code of what is run; its output goes to a file that is named. worst becomes it if it is worse.
step() {
  name=$1
  shift
  code=0
  "$@" >"$results/$name.txt" 2>&1 || code=$?
  [ "$code" -le "$worst" ] || worst=$code
  echo "$name: exit $code, see $results/$name.txt"
}

run() {
  results=$1
  shift
  worst=0
  mkdir -p "$results"
  {
    date -u
    uname -a
    nvidia-smi
  } >"$results/machine.txt" 2>&1 || {
    echo "gpu-check: nvidia-smi does not answer: install the NVIDIA driver" >&2
    exit 69
  }
  step resident contract --property mode=resident
  step slices contract --property mode=slices
  step benches benches --out "$results" "$@"
  if command -v compute-sanitizer >/dev/null; then
    for check in memcheck racecheck; do
      step "$check" compute-sanitizer --error-exitcode 1 --tool "$check" "$here/runtime/bin/java" --enable-native-access=jcuda \
        --module-path "$here/lib" --add-modules ALL-MODULE-PATH \
        -m dev.coresident.conformance/dev.coresident.conformance.command.Main --property mode=slices cuda
    done
  else
    echo "compute-sanitizer is not there: memory checks were not made" | tee "$results/sanitizer.txt"
  fi
  exit "$worst"
}

# Shows that the bundle and every check in it work to their ends, where there is no GPU.
stand_in() {
  LD_LIBRARY_PATH=$1
  export LD_LIBRARY_PATH
  results=$2
  worst=0
  mkdir -p "$results"
  { date -u; uname -a; echo "stand-in: no figures of a GPU"; } >"$results/machine.txt"
  step resident contract --property mode=resident
  step benches benches --out "$results" --tiny --stand-in --minutes 0.05
  echo "compute-sanitizer: left out, there is no GPU" | tee "$results/sanitizer.txt"
  exit "$worst"
}

case ${1:-} in
  bundle) [ $# -eq 2 ] || usage; bundle "$2" ;;
  run)
    shift
    [ $# -gt 0 ] || set -- gpu-check-results
    run "$@"
    ;;
  stand-in) [ $# -ge 2 ] && [ $# -le 3 ] || usage; stand_in "$2" "${3:-gpu-check-results}" ;;
  *) usage ;;
esac
