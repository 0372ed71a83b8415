import { laterEn } from '@yijian/sdk/messages/en';
import { drawTriggers } from './page.js';
import { registry } from './seam.js';

registry.locales['en'] = { ...registry.first['en']!, ...laterEn };
drawTriggers();
