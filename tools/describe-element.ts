/**
 * Writes what editors and people read about `<kb-assistant>` and the packages, from their sources: `custom-elements.json`,
 * what follows from it, and the reference pages of the documentation.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPages } from './lib/api-pages.ts';
import { describeElement } from './lib/manifest.ts';
import { ROOT } from './lib/run.ts';

const { files } = await describeElement();
for (const [name, text] of Object.entries(files)) writeFileSync(join(ROOT, 'packages/assistant', name), text);
for (const [path, text] of Object.entries(await apiPages())) writeFileSync(join(ROOT, path), text);
