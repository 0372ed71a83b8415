import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Database } from '../src/index.js';
import { adminPromises } from './admin.js';
import { attachmentPromises } from './attachments.js';
import { attackPromises } from './attacks.js';
import { databases } from './databases.js';
import { eventPromises } from './events.js';
import { feedbackPromises } from './feedback.js';
import { shopPromises } from './shop.js';
import { connectionPromises, storePromises } from './store.js';
import { ticketPromises } from './tickets.js';
import { wirePromises } from './wire.js';
import { createWorld, type World } from './world.js';

// One file, because a database is the slowest thing to start: every promise runs on each of them.
describe.each(databases)('on $name', ({ open }) => {
  let db: Database;
  let world: World;

  beforeAll(async () => {
    db = await open();
  }, 120_000);
  afterAll(() => db.close());
  beforeEach(async () => {
    world = await createWorld(db);
  });
  afterEach(() => world.end());

  storePromises(() => db);
  feedbackPromises(() => world);
  eventPromises(() => world);
  attachmentPromises(
    () => world,
    () => db,
  );
  ticketPromises(() => world);
  wirePromises(
    () => world,
    () => db,
  );
  attackPromises(
    () => world,
    () => db,
  );
  adminPromises(
    () => world,
    () => db,
  );
  shopPromises(() => db);
});

describe.each(databases.filter(({ isRemote }) => isRemote))('over the network, $name', ({ open }) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  }, 120_000);
  afterAll(() => db.close());

  connectionPromises(() => db);
});
