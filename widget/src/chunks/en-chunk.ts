import { laterEn } from '@yijian/sdk/messages/en';
import { registry } from './seam.js';

registry.locales['en'] = { ...registry.first['en']!, ...laterEn };
