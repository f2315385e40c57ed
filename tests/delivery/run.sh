#!/usr/bin/env bash
# What operators get: the one file, published, measured and put through the end-to-end cases; the .NET tool, packed, installed and used.
#   tests/delivery/run.sh [PROFILE]     linux-x64, or linux-x64-aot (needs clang)
# Needs the tests to be built (dotnet build). The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
profile=${1:-linux-x64}
out=artifacts/delivery
limit=$((60 * 1000 * 1000))
passed=0
failed=0
rm -rf "$out"
mkdir -p "$out"

ok() { passed=$((passed + 1)); printf 'ok      %s\n' "$1"; }
bad() { failed=$((failed + ${2:-1})); printf 'FAILED  %s\n' "$1"; }
check() { local what=$1; shift; if "$@"; then ok "$what"; else bad "$what"; fi; }

finish() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# --- one file

# A fresh compilation, so that the analyzers for trimming, one file and ahead-of-time compilation say all they have to say.
if ! dotnet publish src/Naftiko.Host -p:PublishProfile="$profile" -o "$out/file" --nologo > "$out/publish.txt" 2>&1; then
  tail -n 40 "$out/publish.txt"
  bad "publish"
  finish
fi

no_warnings() { ! grep -E 'warning (IL|NETSDK|CS)' "$out/publish.txt"; }
only_the_program() { [ "$(ls -A "$out/file")" = naftiko ]; }
is_small() { [ "$size" -le "$limit" ]; }
size=$(stat -c %s "$out/file/naftiko")
check "published without a warning" no_warnings
check "the folder holds one file" only_the_program
check "the file has $size bytes (limit $limit)" is_small

# --- the end-to-end cases against that file, two processes side by side

export NAFTIKO_PROGRAM=$PWD/$out/file/naftiko
tests=artifacts/bin/Naftiko.Host.Tests/debug/Naftiko.Host.Tests
CASES=1/2 "$tests" -class '*.CaseTests' -class '*.ProcessTests' -class '*.DrainTests' -noColor > "$out/cases-1.txt" 2>&1 &
CASES=2/2 "$tests" -class '*.CaseTests' -noColor > "$out/cases-2.txt" 2>&1
wait $!
for part in 1 2; do
  total=$(sed -nE 's/.* Total: ([0-9]+), Errors: .*/\1/p' "$out/cases-$part.txt")
  wrong=$(sed -nE 's/.* Errors: ([0-9]+), Failed: ([0-9]+),.*/\1 \2/p' "$out/cases-$part.txt" | awk '{ print $1 + $2 }')
  if [ "${total:-0}" -eq 0 ]; then
    tail -n 20 "$out/cases-$part.txt"
    bad "cases, part $part: none ran"
  else
    passed=$((passed + total - wrong))
    printf '%-8s%s of %s cases and process tests, part %s\n' "$([ "$wrong" -eq 0 ] && echo ok)" "$((total - wrong))" "$total" "$part"
    [ "$wrong" -eq 0 ] || { grep -A 30 '\[FAIL\]' "$out/cases-$part.txt" | head -n 120; bad "cases, part $part" "$wrong"; }
  fi
done
unset NAFTIKO_PROGRAM

# --- the .NET tool, from the package in a folder

one_package() { [ "$(ls "$out/packages" | grep -c '\.nupkg$')" -eq 1 ]; }
dotnet pack NaftikoRuntime.sln -o "$out/packages" --nologo > "$out/pack.txt" 2>&1 || { tail -n 20 "$out/pack.txt"; bad "pack"; finish; }
check "the solution has one package" one_package
dotnet tool install Naftiko.Runtime --tool-path "$out/tool" --source "$PWD/$out/packages" --no-http-cache > "$out/install.txt" 2>&1 \
  || { tail -n 20 "$out/install.txt"; bad "install the tool"; finish; }
ok "the tool installs from the package"
naftiko=$out/tool/naftiko
is_valid() { "$naftiko" validate capabilities > "$out/validate.txt"; }
check "naftiko validate capabilities" is_valid

greets() { [ "$("$naftiko" call greet --arg name=Ada 2> /dev/null)" = '{"message":"Hello, Ada!","to":{"name":"Ada","excited":false}}' ]; }
check "naftiko call greet" greets

port=$((20000 + $$ % 10000))
"$naftiko" serve capabilities/hello.yaml --port-map "8080=$port,9090=$((port + 10000))" > "$out/serve.txt" 2>&1 &
server=$!
timeout 60 sh -c "until grep -q '^ready in ' '$out/serve.txt'; do kill -0 $server || exit 1; sleep 0.1; done" 2> /dev/null
answers() { [ "$(curl -s "http://localhost:$port/v1/greetings/Ada?excited=true")" = '{"message":"Hello, Ada!","to":{"name":"Ada","excited":true}}' ]; }
check "naftiko serve answers" answers
kill -TERM $server
ends_well() { wait $server; }
check "naftiko serve ends with 0 when it is told to" ends_well

finish
