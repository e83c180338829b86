#!/bin/sh
# Tries the CUDA backend on a machine with a GPU.
#
#   backend-cuda/gpu-check.sh bundle FILE.tar.gz   here: builds what the check needs, a Java runtime included
#   backend-cuda/gpu-check.sh check FILE.tar.gz    here: whether a bundle has all that it needs and no more bytes than it may have
#   ./gpu-check.sh run [FOLDER] [options]          there, in the unpacked bundle: the contract, parity, benches; options: --minutes N, --data FOLDER
#   ./gpu-check.sh dry-run [FOLDER] [options]      there: what run would start; starts nothing, writes nothing
#   ./gpu-check.sh stand-in LIBRARIES [FOLDER]     anywhere: the same, tiny, on the stand-in in LIBRARIES; no figures of a GPU
#
# The results go to FOLDER (by default gpu-check-results): what machine it was, each report, cuda-DEVICE.md with the raw samples of the
# benches, and compute-sanitizer's reports if it is there. Exit code 0: no rule that binds was broken, scans were the simulator's; 1: one
# was, or they were not; 2: wrong arguments, no folder for the results, or no device; 69: something is not installed.
set -eu

here=$(CDPATH= cd -P -- "$(dirname -- "$0")" && pwd -P)
most_bytes=67108864

usage() {
  sed -n '4,8s/^# *//p' "$here/gpu-check.sh" >&2
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
  cp "$home/docs/examples/upper-case.cu" "$folder/bench"
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
  check "$1"
}

# What the steps need; a pattern of the shell each.
needed='gpu-check.sh runtime/bin/java bench/gpu-check.jar bench/upper-case.cu lib/coresident-spi-*.jar lib/coresident-oracles-*.jar lib/coresident-api-*.jar lib/coresident-ledger-*.jar
  lib/coresident-automata-*.jar lib/coresident-backend-sim-*.jar lib/coresident-backend-cuda-*.jar lib/coresident-conformance-*.jar
  lib/guava-*.jar lib/failureaccess-*.jar lib/jspecify-*.jar lib/jcuda-[0-9]*.jar lib/jcuda-natives-*-linux-x86_64.jar'

check() {
  has=$(tar -tzf "$1") || exit 1
  set -f
  for pattern in $needed; do
    found=
    for file in $has; do
      case $file in
        $pattern) found=yes ;;
      esac
    done
    if [ -z "$found" ]; then
      echo "gpu-check: $1 has no $pattern" >&2
      exit 1
    fi
  done
  set +f
  bytes=$(wc -c <"$1")
  if [ "$bytes" -gt "$most_bytes" ]; then
    echo "gpu-check: $1 has $bytes bytes and may have $most_bytes" >&2
    exit 1
  fi
  echo "$1: $bytes bytes of at most $most_bytes"
}

# Starts a program, or says which.
start() {
  if [ -n "$dry" ]; then
    echo "  $*"
  else
    "$@"
  fi
}

contract() {
  start "$here/runtime/bin/java" --enable-native-access=jcuda -XX:+UseSerialGC --module-path "$here/lib" \
    --add-modules ALL-MODULE-PATH -m dev.coresident.conformance/dev.coresident.conformance.command.Main "$@" cuda
}

benches() {
  start "$here/runtime/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC --add-modules jdk.incubator.vector \
    -cp "$here/bench/*:$here/lib/*" dev.coresident.backend.cuda.check.GpuCheck "$@"
}

# The exit code of what is run; its output goes to a file that is named. worst becomes it if it is worse.
step() {
  name=$1
  shift
  if [ -n "$dry" ]; then
    echo "$name:"
    "$@"
    return
  fi
  code=0
  "$@" >"$results/$name.txt" 2>&1 || code=$?
  [ "$code" -le "$worst" ] || worst=$code
  echo "$name: exit $code, see $results/$name.txt"
}

# The contract once more under a tool of compute-sanitizer, which takes many times as long. In slices: a kernel that never ends is never
# looked at.
sanitized() {
  start compute-sanitizer --error-exitcode 1 --tool "$1" "$here/runtime/bin/java" --enable-native-access=jcuda -XX:+UseSerialGC \
    --module-path "$here/lib" --add-modules ALL-MODULE-PATH \
    -m dev.coresident.conformance/dev.coresident.conformance.command.Main --property mode=slices --hostile-slots 100000 \
    --patience 300 --rule-limit 3600 cuda
}

# All of it; the arguments are those of the benches. No reason to leave the sanitizer out means that it is used.
steps() {
  without=$1
  shift
  step resident contract --property mode=resident $effort
  step slices contract --property mode=slices $effort
  step benches benches --out "$results" --ops "$here/bench/upper-case.cu" "$@"
  if [ -z "$without" ] && ! command -v compute-sanitizer >/dev/null; then
    without="compute-sanitizer is not there (it comes with CUDA's toolkit)"
  fi
  for tool in memcheck racecheck; do
    if [ -z "$without" ]; then
      step "$tool" sanitized "$tool"
    elif [ -n "$dry" ]; then
      echo "$tool: left out: $without"
    else
      echo "$tool: left out: $without" | tee "$results/$tool.txt"
    fi
  done
}

# Written first, so that a run that is broken off says where it ran.
machine() {
  if ! mkdir -p "$results" || [ ! -w "$results" ]; then
    echo "gpu-check: the results cannot be written to $results: name a folder that can be made or written" >&2
    exit 2
  fi
  {
    date -u
    uname -a
    "$@"
  } >"$results/machine.txt" 2>&1
}

run() {
  results=$1
  shift
  machine nvidia-smi || {
    echo "gpu-check: nvidia-smi does not answer: install the NVIDIA driver" >&2
    exit 69
  }
  steps '' "$@"
  exit "$worst"
}

# Shows that the bundle and every check in it work to their ends, where there is no GPU.
stand_in() {
  LD_LIBRARY_PATH=$1
  export LD_LIBRARY_PATH
  results=$2
  machine echo "stand-in: no figures of a GPU"
  effort="--hostile-slots 20000 --patience 60 --rule-limit 180"
  steps 'there is no GPU' --tiny --stand-in --minutes 0.05
  exit "$worst"
}

dry=
worst=0
effort=  # of the contract, words; none for all that it has

case ${1:-} in
  bundle) [ $# -eq 2 ] || usage; bundle "$2" ;;
  check) [ $# -eq 2 ] || usage; check "$2" ;;
  dry-run)
    dry=yes
    shift
    case ${1:-} in '' | -*) set -- gpu-check-results "$@" ;; esac
    results=$1
    shift
    steps '' "$@"
    ;;
  run)
    shift
    case ${1:-} in '' | -*) set -- gpu-check-results "$@" ;; esac
    run "$@"
    ;;
  stand-in) [ $# -ge 2 ] && [ $# -le 3 ] || usage; stand_in "$2" "${3:-gpu-check-results}" ;;
  *) usage ;;
esac
