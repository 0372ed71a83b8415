import { en } from '@yijian/sdk/messages/en';
import { registry } from './seam.js';

registry.locales['en'] = en;
