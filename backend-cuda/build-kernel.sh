#!/bin/sh
# Builds the kernel's PTX with nvcc and puts it where the module takes it from. Run it after every change of src/main/cuda;
# KernelImageTest fails until then. Needs nvcc of CUDA 13 and GNU tools; nobody who only builds or runs Coresident needs either.
set -eu
cd "$(dirname -- "$0")"

source=src/main/cuda
target=src/main/resources/dev/coresident/backend/cuda/kernel/resident.ptx
made=$(mktemp)
trap 'rm -f "$made"' EXIT

nvcc -std=c++17 -O3 -arch=compute_75 -ptx -o "$made" "$source/kernel.cu"

# The source: its files by name, each after a line with its name.
hash=$(for file in $(cd "$source" && ls | LC_ALL=C sort); do
  printf '%s\n' "$file"
  cat "$source/$file"
done | sha256sum | cut -d ' ' -f 1)

# nvcc writes the PTX version of its own release and a hint that older drivers do not know. Nothing else in the text is newer than
# PTX 7.0, which drivers from 450.36 on take; that it is so, ptxas and KernelImageTest check.
{
  printf '// source %s\n' "$hash"
  sed -e '/^\/\//d' -e '/\.pragma "used_bytes_mask/d' -e 's/^\.version .*/.version 7.0/' -e '/^$/d' "$made"
} >"$target"

for device in sm_75 sm_80 sm_90 sm_100; do
  ptxas -arch="$device" -o /dev/null "$target" || exit 1
done
echo "$target is built of $hash"
