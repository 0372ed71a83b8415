/** The photo code as a worker: a task in, a result out. */
import { servePhotoWork } from './index.js';

servePhotoWork();
