import { details } from '../details/index.js';
import { registry } from './seam.js';

registry.details = details;
