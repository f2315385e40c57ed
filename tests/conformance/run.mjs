// Runs the official MCP conformance suite and the TypeScript clients against the conformance host; see run.sh.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [host] = process.argv.slice(2);
const revisions = ['2025-11-25', '2026-07-28'];
const suite = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';
const server = spawn('dotnet', [host], { stdio: ['ignore', 'pipe', 'inherit'] });
let passed = 0;
let failed = 0;
let ok = true;

try {
  const url = await firstLine(server);
  for (const revision of revisions) {
    const { code, output } = await run(['--import', './node20.mjs', suite, 'server', '--url', url, '--requirements', revision]);
    report(`requirements ${revision}`, code, count(output, code), output);
  }

  const { code, output } = await run(['clients.mjs', url, host]);
  process.stdout.write(output);
  report('TypeScript clients', code, [lines(output, 'ok '), lines(output, 'FAILED ')], '');
} finally {
  server.kill();
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = ok ? 0 : 1;

function report(name, code, [good, bad], output) {
  passed += good;
  failed += bad;
  if (code !== 0 || good === 0) {
    ok = false;
    console.log(output);
  }

  console.log(`${name}: ${good} passed, ${bad} failed, exit ${code}`);
}

// The suite also runs scenarios that a revision does not require (extensions); they are listed last and not counted.
function count(output, code) {
  const unscored = new Set([...output.matchAll(/^  [✓✗] (\S+) \(/gm)].map((match) => match[1]));
  const scored = [...output.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed$/gm)].filter((match) => !unscored.has(match[1]));
  const good = scored.reduce((sum, match) => sum + Number(match[2]), 0);
  const bad = scored.reduce((sum, match) => sum + Number(match[3]), 0);
  return [good, code !== 0 && bad === 0 ? 1 : bad];
}

function lines(output, prefix) {
  return output.split('\n').filter((line) => line.startsWith(prefix)).length;
}

async function firstLine(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    return line;
  }

  throw new Error('The conformance host did not start.');
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
