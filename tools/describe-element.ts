/**
 * Writes what editors and people read about `<kb-assistant>`, from its sources: `custom-elements.json`, what follows from
 * it, and the reference page of the documentation.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeElement } from './lib/manifest.ts';
import { ROOT } from './lib/run.ts';

const { files } = await describeElement();
for (const [name, text] of Object.entries(files)) writeFileSync(join(ROOT, 'packages/assistant', name), text);
