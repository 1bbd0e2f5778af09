/** What `npm run docs:serve` runs: builds what changed and the documentation, then serves it with its assistant. */
import { buildDocs } from './lib/build-docs.ts';
import { buildPackages } from './lib/build-packages.ts';
import { run } from './lib/run.ts';

await buildPackages();
await buildDocs();
// Ctrl+C reaches the server too; its exit code becomes ours.
process.on('SIGINT', () => {});
process.exitCode = await run('node examples/docs-site/src/main.ts');
