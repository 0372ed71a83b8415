import * as kit from '../sheet/kit.js';
import { setTheme } from '../theme/theme.js';
import { need, url } from './load.js';
import { read, triggers } from './page.js';
import { registry } from './seam.js';
import { follow, show } from './show.js';

Object.assign(registry, { kit, locales: {}, setTheme, need, url, _open: show, _enrich: follow });

// Whoever touched a trigger will need words and core; both come while the sheet can already be drawn.
const languages = new Set([registry._wanted ?? registry._script, ...triggers()].map((trigger) => read(trigger).locale));
for (const name of [...languages, 'core']) need(registry._script, name).catch(() => undefined); // need() tells why

for (const trigger of triggers()) follow(trigger);
if (registry._wanted) show(registry._wanted);
