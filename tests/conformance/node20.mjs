// Preload (`node --import ./node20.mjs`): lets the conformance suite load on Node 20. Newer versions need nothing.
import fs from 'node:fs';
import { register } from 'node:module';

const hook = `export const resolve = (specifier, context, next) =>
  specifier === 'fs' && context.parentURL?.includes('/@modelcontextprotocol/conformance/')
    ? { url: ${JSON.stringify(new URL('./fs-on-node20.mjs', import.meta.url).href)}, shortCircuit: true }
    : next(specifier, context);`;

if (!fs.globSync) {
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}
