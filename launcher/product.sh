# Builds the product into $product: lib/*.jar, product.aot and stamp. Sourced by `coresident`, never run.
# Only one process builds at a time; the others wait and then use what it made. Everything is said on stderr.

lock=$home/target/product.lock
next=$home/target/product.next

is_alive() {
  kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]
}

# A link is made in one step and names its owner, so a lock whose owner died without a trap can be told and broken.
# Breaking has a lock of its own: otherwise a slow breaker could remove the lock of the next owner.
acquire_lock() {
  mkdir -p "$home/target"
  waited=
  until ln -s "$$" "$lock" 2>/dev/null; do
    [ -w "$home/target" ] || unavailable "cannot write to $home/target, where the product is built."
    owner=$(readlink "$lock") || owner=
    if [ -n "$owner" ] && ! is_alive "$owner" && mkdir "$lock.break" 2>/dev/null; then
      if [ "$(readlink "$lock")" = "$owner" ]; then
        rm -f "$lock"
      fi
      rmdir "$lock.break"
    elif [ -z "$waited" ] && [ -n "$owner" ]; then
      waited=yes
      say "process $owner is building the product; waiting for it (if it is not, remove $lock)"
    fi
    [ -z "$owner" ] || sleep 1
  done
  trap 'rm -f "$lock"' EXIT
  trap 'rm -f "$lock"; trap - EXIT; exit 129' HUP
  trap 'rm -f "$lock"; trap - EXIT; exit 130' INT
  trap 'rm -f "$lock"; trap - EXIT; exit 143' TERM
}

release_lock() {
  rm -f "$lock"
  trap - EXIT HUP INT TERM
}

# Runs Maven with its whole output in a log; shows which module it is at, and what went wrong. Maven must not read the
# input that is meant for the product.
run_maven() {
  {
    mvn --batch-mode --no-transfer-progress --file "$home/pom.xml" -Dcoresident.product \
      --projects console --also-make package </dev/null 2>&1 && : >"$next/built"
  } | tee "$next/build.log" | sed -n \
    -e "s/^\[INFO\] Building \(Coresident .*[^ ]\)  *[^ ]*  *\[\(.*\)\]\$/$tool:   \2 \1/p" \
    -e '/\[Help 1\]/d' -e '/Re-run Maven/d' -e '/re-run Maven/d' -e '/^\[ERROR\] For more information/d' \
    -e '/^\[ERROR\] After correcting/d' -e '/^\[ERROR\] *mvn /d' -e '/^\[ERROR\] *$/d' \
    -e '/^\[ERROR\]/p' -e '/^\[FATAL\]/p' >&2
  [ -f "$next/built" ]
}

# Lets the JVM remember loaded and linked classes: a start then takes half the time. Without the cache everything still works.
# A scan of these scripts with its console visits most of the product, the web server included; 0 and 1 say that it ran, with
# matches or without.
train() {
  rm -f "$product/product.aot"
  record scan --console 0 --rules "$home/launcher/training.rules" "$home/launcher" ||
    [ $? -eq 1 ] ||
    record scan --rules "$home/launcher/training.rules" "$home/launcher" ||
    [ $? -eq 1 ] ||
    record --version ||
    say "no start-up cache: the training run failed"
}

record() {
  "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$product/product.aot" -Xlog:aot=off -Xlog:cds=off -XX:+UseSerialGC \
    --enable-native-access="$native_access" --module-path "$product/lib" --module dev.coresident.console/dev.coresident.console.Main "$@" \
    >/dev/null 2>&1 </dev/null
}

rebuild_product() {
  acquire_lock
  # Somebody else may have built it while we waited.
  if ! is_stale; then
    release_lock
    return
  fi
  require_maven
  if [ -d "$product" ]; then
    say "sources changed, building the product"
  else
    say "building the product (the first time, Maven downloads what it needs)"
  fi
  rm -rf "$next"
  mkdir -p "$next"
  : >"$next/stamp"
  if ! run_maven; then
    mv "$next/build.log" "$home/target/product.log"
    say "the build failed: see $home/target/product.log"
    exit 70
  fi
  cp -Rp "$home/console/target/product/app/lib" "$next/lib"
  rm -rf "$product"
  mv "$next" "$product"
  mv "$product/stamp" "$product/stamp.next"
  train
  # The stamp comes last: what is interrupted before counts as not built.
  mv "$product/stamp.next" "$product/stamp"
  say "built"
  release_lock
}
