// Lists and calls tools with the official TypeScript clients: the one with sessions, and the one that negotiates.
import { Client as SessionClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as SessionTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Client as NegotiatingClient, StreamableHTTPClientTransport as NegotiatingTransport } from '@modelcontextprotocol/client';

const url = new URL(process.argv[2]);
const host = process.argv[3];
const info = { name: 'naftiko-clients', version: '1.0.0' };

await check('@modelcontextprotocol/sdk, session', async () => {
  const transport = new SessionTransport(url);
  await use(new SessionClient(info), transport, async () => {
    expect(transport.sessionId, 'a session id');
    await transport.terminateSession();
  });
});

await check('@modelcontextprotocol/client, negotiated', async () => {
  const client = new NegotiatingClient(info, { versionNegotiation: { mode: 'auto' } });
  await use(client, new NegotiatingTransport(url), () => {
    expect(client.getNegotiatedProtocolVersion() === '2026-07-28', 'revision 2026-07-28');
  });
});

await check('@modelcontextprotocol/sdk, stdio', async () => {
  const transport = new StdioClientTransport({ command: 'dotnet', args: [host, '--stdio'], stderr: 'pipe' });
  let log = '';
  transport.stderr.on('data', (data) => (log += data));
  const client = new SessionClient(info);
  client.onerror = (error) => {
    throw error;
  };
  await use(client, transport, () => expect(log.includes('Serving over stdio.') && log.includes('ModelContextProtocol'), 'the log on stderr'));
});

async function use(client, transport, more) {
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    expect(tools.some((tool) => tool.name === 'test_simple_text'), 'the tool in the list');
    const direct = await client.callTool({ name: 'test_simple_text', arguments: {} });
    expect(direct.content[0].text === 'This is a simple text response for testing.', 'the text');
    let reports = 0;
    const streamed = await callWithProgress(client, () => reports++);
    expect(streamed.content[0].text === 'done' && reports > 0, 'progress before the result');
    await more();
  } finally {
    await client.close();
  }
}

function callWithProgress(client, onprogress) {
  const call = { name: 'test_tool_with_progress', arguments: {} };
  return client instanceof SessionClient ? client.callTool(call, undefined, { onprogress }) : client.callTool(call, { onprogress });
}

async function check(name, body) {
  try {
    await body();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}: ${error?.stack ?? error}`);
    process.exitCode = 1;
  }
}

function expect(condition, what) {
  if (!condition) {
    throw new Error(`Expected ${what}.`);
  }
}
