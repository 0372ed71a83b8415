import { zhCN } from '@yijian/sdk/messages/zh-CN';
import { registry } from './seam.js';

registry.locales['zh-CN'] = zhCN;
