import { join } from 'node:path';
import { describeSessionEndpoint } from './testing/runtime-suite.ts';
import { bun, deno, node, workerd } from './testing/runtimes.ts';

const file = (name: string): string => join(import.meta.dirname, 'testing', name);

describeSessionEndpoint('Node', () => node(file('serve-node.ts')));
describeSessionEndpoint('workerd', () => workerd(file('serve-worker.ts')));
describeSessionEndpoint('Deno', () => deno(file('serve-deno.ts')));
describeSessionEndpoint('Bun', () => bun(file('serve-bun.ts')));
