// Plain syntax and only built-in imports: an old Node must be able to read this file far enough to say that it is too old.
import { readFileSync } from 'fs';

const wanted = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node.replace(/[^0-9.]/g, '');
const least = wanted.split('.').map(Number);
const have = process.versions.node.split('.').map(Number);

if (Number(have[0]) < least[0] || (Number(have[0]) === least[0] && Number(have[1]) < (least[1] || 0))) {
  console.error('Yijian needs Node ' + wanted + ' or newer; this is Node ' + process.versions.node + '.');
  process.exitCode = 1;
} else {
  void import('./commands.mjs').then((commands) => commands.dispatch(process.argv.slice(2)));
}
