import { laterZhCN } from '@yijian/sdk/messages/zh-CN';
import { registry } from './seam.js';

registry.locales['zh-CN'] = { ...registry.first['zh-CN']!, ...laterZhCN };
