/** What `npm start` runs: builds what changed, then serves the help centre with its assistant. */
import { buildPackages } from './lib/build-packages.ts';
import { run } from './lib/run.ts';

await buildPackages();
// Ctrl+C reaches the server too, which ends on its own terms; its exit code becomes ours.
process.on('SIGINT', () => {});
process.exitCode = await run('node examples/server/src/main.ts');
