import { newId } from '../loader/new-id.js';
import { painted } from '../sheet/index.js';
import * as kit from '../sheet/kit.js';
import { sheetOf } from '../sheet/styles.js';
import { sheetCss } from '../theme/sheet-css.js';
import { setTheme } from '../theme/theme.js';
import { firstWords } from './first-words.js';
import { laterFiles } from './later-files.js';
import { need, url } from './load.js';
import { findTriggers, triggers } from './page.js';
import { read } from './read.js';
import { registry } from './seam.js';
import { follow, rehearse, show } from './show.js';

Object.assign(registry, {
  kit,
  first: firstWords,
  locales: {},
  elements: [],
  setTheme,
  need,
  url,
  newId,
  read,
  _open: show,
  _enrich: follow,
});

sheetOf(sheetCss);
for (const trigger of findTriggers()) follow(trigger);
const languages = new Set([registry._wanted ?? registry._script, ...triggers()].map((trigger) => read(trigger).locale));

if (registry._wanted) show(registry._wanted);
// Once a tap that brought this file has been told.
else setTimeout(rehearse, 400);

// Whoever touched a trigger will need core and words; both come while the sheet is drawn already.
void painted().then(() => {
  for (const name of ['core', ...languages]) need(registry._script, laterFiles[name]!).catch(() => undefined); // need() tells why
});
