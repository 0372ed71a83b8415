import { followUp } from '../details/follow-up/index.js';
import { hintsOf } from './attribute-hints.js';
import { read, triggers } from './page.js';
import { registry } from './seam.js';

registry.followUp = followUp;

// With the last file, for which nobody waits.
for (const hint of new Set([registry._script, ...triggers()].flatMap((trigger) => hintsOf(read(trigger))))) console.warn('yijian:', hint);
