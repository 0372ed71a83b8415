import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type Plugin, rollup } from 'rollup';

/** For tests: a module of that code as a plugin bundles it, in `out/input.js` below the folder, and as text. */
export async function bundled(folder: string, code: string, plugin: Plugin): Promise<string> {
  const input = join(folder, 'input.js');
  writeFileSync(input, code);
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true }), plugin], onwarn: () => {} });
  const { output } = await bundle.write({ dir: join(folder, 'out'), format: 'es' });
  return output[0].code;
}
