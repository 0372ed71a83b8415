import { followUp } from '../details/follow-up/index.js';
import { registry } from './seam.js';

registry.followUp = followUp;
