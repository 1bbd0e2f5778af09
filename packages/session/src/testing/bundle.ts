import { build, type Rolldown } from 'vite';

/** One module with everything that `entry` needs, but for `external`, read from the sources. */
export async function bundle(entry: string, external: string[] = []): Promise<Rolldown.OutputChunk> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@kb-assistant/source', 'workerd', 'worker', 'import', 'default'] },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry, formats: ['es'] },
      rolldownOptions: { external, output: { minify: true } },
    },
  });
  const [chunk] = (Array.isArray(result) ? result : [result]).flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`Nothing came of bundling ${entry}.`);
  return chunk;
}
