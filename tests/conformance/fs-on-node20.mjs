// The conformance suite imports fs.globSync, which Node 20 lacks; nothing on the server side calls it.
export * from 'node:fs';
export { default } from 'node:fs';

export function globSync() {
  throw new Error('fs.globSync needs Node 22');
}
