#!/usr/bin/env bash
# Holds a served folder of published capability files against an independent oracle, which derives from the YAML alone what each operation
# must send and answer. Everything runs on loopback and ends by itself.
set -uo pipefail
cd "$(dirname "$0")/../.."
shared=$(cd .. && pwd)/shared
work=$(mktemp -d)
passed=0
failed=0
trap 'kill $(jobs -p) 2> /dev/null; rm -rf "$work"' EXIT

# check NAME FOLDER PERCENT: at least so much of what the oracle judges must be right.
check() {
  local out="$work/$1" line right total
  python3 "$shared/tools/catalogue.py" prepare "$2" "$out" > /dev/null
  python3 "$shared/tools/catalogue.py" upstream &
  local upstream=$!
  dotnet run --no-build --project src/Naftiko.Host -- serve "$out/capabilities" --env-file "$out/env" --log-level error > "$out/serve.txt" 2>&1 &
  local server=$!
  for _ in $(seq 120); do grep -q '^ready in' "$out/serve.txt" && break; sleep 0.5; done
  line=$(python3 "$shared/tools/catalogue.py" check "$out" --report "$out/report.txt" | tail -n 1)
  kill "$upstream" "$server" 2> /dev/null
  wait "$upstream" "$server" 2> /dev/null
  echo "$1: $line"
  right=$(printf '%s' "$line" | sed -nE 's/^([0-9]+)\/[0-9]+ .*/\1/p')
  total=$(printf '%s' "$line" | sed -nE 's/^[0-9]+\/([0-9]+) .*/\1/p')
  if [ -n "$total" ] && [ "$((right * 100))" -ge "$((total * $3))" ]; then
    passed=$((passed + right))
  else
    failed=$((failed + ${total:-1} - ${right:-0}))
    head -n 20 "$out/report.txt"
  fi
}

check sentry "$shared/data/sentry" 100
check sample "$shared/data/catalogue-sample" 95
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
