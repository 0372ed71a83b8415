import { join } from 'node:path';
import { until } from '../waiting.js';
import { expect, test } from './two-thread.js';

const output = join(import.meta.dirname, '../../taro-shop/dist/weapp');

test('one tap on the order page is stored on the phone, and stays there when the app is killed', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  await expect(app.page.getByText('有问题')).toBeVisible();
  app.offline(true);
  await app.page.getByText('都挺好').tap();
  const ours = (): string[] => [...app.memory.stored.keys()].filter((key) => key.startsWith('yijian-'));
  await until('a record on the phone', async () => ours().length > 0);
  await app.relaunch();
  await expect(app.page.getByText('有问题')).toBeVisible();
  expect(ours()).not.toEqual([]);
  expect(await shop.rows()).toEqual([]);
});
