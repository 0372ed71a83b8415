import { createSha256, photoWork, servePhotoWork } from '@yijian/sdk/photo';
import { registry } from './seam.js';

// One file, two places: a worker of its own, or the page where a worker may not be made.
if (typeof document === 'undefined') servePhotoWork();
else registry.photo = { photoWork, createSha256 };
