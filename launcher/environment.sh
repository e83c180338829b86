# Finds the JDK and the Maven that `build` and `coresident` need. Sourced by both, never run.
# The caller sets $tool, the name that messages carry.

jdk_version=25

# The modules that call native code: OpenCL through Aparapi, CUDA through JCuda. Without this the JVM warns and those backends say that
# they may not.
native_access=aparapi,aparapi.jni,dev.coresident.backend.aparapi,jcuda,dev.coresident.backend.cuda

say() {
  printf '%s: %s\n' "$tool" "$*" >&2
}

# A missing prerequisite is exit 69 (EX_UNAVAILABLE), so that callers can tell it from a failing build.
unavailable() {
  say "$*"
  exit 69
}

# Prints the version in the release file of the JDK at $1; fails when there is no JDK. Built-ins only: it runs at every start.
jdk_version_at() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        line=${line#\"}
        found_version=${line%%\"*}
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

is_wanted_jdk() {
  [ -n "$1" ] && jdk_version_at "$1" || return 1
  case $found_version in
    "$jdk_version" | "$jdk_version"[.+-]*) return 0 ;;
  esac
  return 1
}

# Calls "$1 FOLDER" for every folder where systems keep JDKs, until a call succeeds.
each_usual_folder() {
  user=${HOME:-/nonexistent}
  for folder in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* /usr/local/jdk* \
    /opt/java/* /opt/jdk* /opt/*jdk* \
    "$user"/.jdks/* "$user"/.sdkman/candidates/java/* "$user"/.gradle/jdks/* \
    "$user"/.asdf/installs/java/* "$user"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$user"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "/opt/homebrew/opt/openjdk@$jdk_version/libexec/openjdk.jdk/Contents/Home" \
    "/usr/local/opt/openjdk@$jdk_version/libexec/openjdk.jdk/Contents/Home" \
    "/home/linuxbrew/.linuxbrew/opt/openjdk@$jdk_version/libexec"; do
    if [ -d "$folder" ] && "$1" "$folder"; then
      return 0
    fi
  done
  return 1
}

# The JDK of the javac on the PATH, however many links lead to it.
jdk_on_path() {
  javac=$(command -v javac) || return 1
  javac=$(readlink -f "$javac" 2>/dev/null) || return 1
  javac=${javac%/*}
  printf '%s\n' "${javac%/bin}"
}

report_folder() {
  if jdk_version_at "$1"; then
    printf '  %s is JDK %s\n' "$1" "$found_version" >&2
  fi
  return 1
}

report_variable() {
  if [ -z "$2" ]; then
    printf '  %s is not set\n' "$1" >&2
  elif jdk_version_at "$2"; then
    printf '  %s=%s is JDK %s\n' "$1" "$2" "$found_version" >&2
  else
    printf '  %s=%s is not a JDK\n' "$1" "$2" >&2
  fi
}

report_missing_jdk() {
  say "no JDK $jdk_version found. Looked at:"
  report_variable JDK25_HOME "${JDK25_HOME:-}"
  report_variable JAVA_HOME "${JAVA_HOME:-}"
  each_usual_folder report_folder || :
  printf '  javac on the PATH: %s\n' "$(jdk_on_path || printf none)" >&2
  printf '  and /usr/lib/jvm, /usr/java, /usr/local, /opt, ~/.jdks, ~/.sdkman, ~/.gradle, ~/.asdf, mise, Homebrew, /Library/Java\n' >&2
  say "install a JDK $jdk_version (Debian, Ubuntu: openjdk-$jdk_version-jdk or temurin-$jdk_version-jdk;" \
    "Fedora: java-$jdk_version-openjdk-devel; macOS: brew install openjdk@$jdk_version;" \
    "SDKMAN: sdk install java $jdk_version-tem), or set JDK25_HOME to one."
}

# Sets and exports JAVA_HOME, or exits 69.
require_jdk() {
  if is_wanted_jdk "${JDK25_HOME:-}"; then
    JAVA_HOME=$JDK25_HOME
  else
    if [ -n "${JDK25_HOME:-}" ]; then
      say "JDK25_HOME=$JDK25_HOME is not a JDK $jdk_version; looking elsewhere"
    fi
    if is_wanted_jdk "${JAVA_HOME:-}"; then
      :
    elif each_usual_folder is_wanted_jdk; then
      JAVA_HOME=$folder
    elif found=$(jdk_on_path) && is_wanted_jdk "$found"; then
      JAVA_HOME=$found
    else
      report_missing_jdk
      exit 69
    fi
  fi
  export JAVA_HOME
}

# Checks for Maven 3.8.7 or newer and quietens what it prints about itself on this JDK, or exits 69.
require_maven() {
  advice="install Maven 3.8.7 or newer (Debian, Ubuntu, Fedora: maven; macOS: brew install maven; SDKMAN: sdk install maven)"
  command -v mvn >/dev/null || unavailable "Maven (mvn) is not on the PATH: $advice."
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
  export MAVEN_OPTS
  maven_version=$(mvn -q --version </dev/null 2>/dev/null) || unavailable "mvn --version fails; see what it says, or $advice."
  # Maven 3 answers "3.9.9" to -q --version, Maven 4 a line with the version in it.
  maven_version=$(printf '%s\n' "$maven_version" | sed -n 's/^[^0-9]*\([0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*\).*/\1/p;' | sed 1q)
  major=${maven_version%%.*}
  rest=${maven_version#*.}
  minor=${rest%%.*}
  patch=${rest#*.}
  case $major$minor$patch in
    '' | *[!0-9]*) unavailable "cannot read the version of mvn: $advice." ;;
  esac
  if [ $((major * 1000000 + minor * 1000 + patch)) -lt 3008007 ]; then
    unavailable "Maven $maven_version is too old: $advice."
  fi
}
