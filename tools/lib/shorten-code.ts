import { minify } from 'terser';
import type { Plugin } from 'vite';

/** Goes once more over what the bundler has minified: 2 % of what is sent are left lying there. */
export const shortenCode: Plugin = {
  name: 'shorten-code',
  generateBundle: {
    // After all that still changes code.
    order: 'post',
    async handler({ format }, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const source = bundle[`${chunk.fileName}.map`];
        const short = await minify(chunk.code, {
          module: format === 'es',
          compress: { passes: 3 },
          // Licences, and what engines and their tools read: where the map is, and when to compile.
          format: { comments: /^(# |!)/ },
          sourceMap: source?.type === 'asset' ? { content: String(source.source) } : false,
        });
        chunk.code = short.code ?? chunk.code;
        if (source?.type === 'asset') source.source = short.map as string;
      }
    },
  },
};
