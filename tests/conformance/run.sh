#!/bin/sh
# Runs the official MCP conformance suite for both protocol eras against the product's endpoint. Needs .NET 10, Node 20 or newer and npm.
set -eu
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --loglevel=error
dotnet build ../Naftiko.Conformance -c Release -v q --nologo >&2
exec node run.mjs ../../artifacts/bin/Naftiko.Conformance/release/Naftiko.Conformance.dll
