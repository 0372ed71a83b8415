import { details } from '../details/index.js';
import { laterFiles } from './later-files.js';
import { registry } from './seam.js';

registry.details = details;
registry._followUp = laterFiles['follow-up']!;
