import { buildPackages } from './lib/build-packages.ts';

await buildPackages({ force: process.argv.includes('--force') });
