import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, run } from '../../../tools/lib/run.ts';
import { pack } from './pack.ts';

/** An app outside the workspace, as `npm install` would leave it there: what is ours comes from the tarballs. */
export class NewApp {
  readonly root: string;

  /**
   * @param root a folder that is there and empty.
   * @param packages what of ours is in it, by the names of its folders.
   */
  constructor(root: string, packages = ['protocol', 'assistant']) {
    this.root = root;
    for (const name of packages) this.#unpack(`packages/${name}`);
  }

  /** A package that is installed in the workspace already, such as `examples/react/node_modules/react`. */
  link(name: string, target: string): void {
    const path = join(this.root, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    // Two of our packages may need the same.
    if (!existsSync(path)) symlinkSync(join(ROOT, target), path);
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.root, name), text);
  }

  /** Runs Vite's command line in it. */
  async build(options: string, NODE_ENV: 'development' | 'production' = 'production'): Promise<void> {
    const code = await run(`vite build --logLevel error ${options}`, { cwd: this.root, env: { NODE_ENV } });
    if (code !== 0) throw new Error(`vite build ${options} ended with ${code}.`);
  }

  #unpack(folder: string): void {
    const tarball = pack(join(ROOT, folder), this.root);
    const unpacked = join(this.root, folder);
    mkdirSync(unpacked, { recursive: true });
    const { status } = spawnSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
    if (status !== 0) throw new Error(`${tarball} cannot be unpacked.`);
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as {
      name: string;
      dependencies?: Record<string, string>;
    };
    const modules = join(this.root, 'node_modules');
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(unpacked, join(modules, name));
    for (const each of Object.keys(dependencies)) {
      if (!each.startsWith('@kb-assistant/')) this.link(each, join(folder, 'node_modules', each));
    }
  }
}
