// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPanel, type Panel, type PanelWish } from '../sheet/panel.fixture.js';

let panel: Panel;
const open = async (wish?: PanelWish): Promise<Panel> => (panel = await openPanel({ rated: -1, screen: 'reasons', ...wish }));
const press = async (name: string | RegExp): Promise<void> => {
  panel.named(name).click();
  await panel.settle();
};
const stored = async () => (await panel.client.outbox.list())[0]!;
const file = (name = 'a.jpg') => new File([new Uint8Array(3000)], name, { type: 'image/jpeg' });
const pick = async (input: HTMLElement, ...files: File[]): Promise<void> => {
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input.dispatchEvent(new Event('change'));
  await panel.settle();
};
afterEach(() => panel.leave());

describe('the reasons', () => {
  it('come with food safety first, marked, and only those that fit the order', async () => {
    await open();
    expect(panel.all('h3')[0]!.textContent).toBe('Food safetyMarked urgent');
    expect(panel.text()).toContain('Thawed, unusable');
    await panel.leave();
    await open({ order: { items: [{ lineId: '1', name: 'Mug', category: 'non_food' }] } });
    expect(panel.text()).not.toContain('Food safety');
  });

  it('are several at once, and their count is in the name of their tab', async () => {
    await open();
    await press('Leaking');
    await press('Missing');
    expect(panel.named('Items, 2 chosen').getAttribute('aria-selected')).toBe('true');
    expect(panel.named('Next · 2 chosen')).toBeTruthy();
  });

  it('are stored by "That\'s all" without being checked, and the result says where they are', async () => {
    await open({ answer: 0 });
    await press('Crushed, torn');
    await press('That’s all');
    expect(panel.text()).toContain('What is kept');
    expect((await stored()).details.reasons).toEqual([{ code: 'pack.damaged' }]);
  });

  it('are praise after a thumb up, and one press sends them', async () => {
    await open({ rated: 1 });
    await press('Well packed');
    await press('Submit');
    expect((await stored()).details.reasons).toEqual([{ code: 'praise.packaging' }]);
  });
});

it('taken back elsewhere leads back to the first screen, so that nothing is said without a rating', async () => {
  await open();
  await press('Leaking');
  await panel.client.withdraw(panel.form.getState().id);
  await vi.waitFor(() => expect(panel.find('#t').textContent).toBe('How was this order?'));
  expect(panel.form.getState()).toMatchObject({ rating: {}, reasons: [] });
});

it('what is chosen is not called received before a step has said it', async () => {
  await open();
  panel.client.release();
  await vi.waitFor(() => expect(panel.find('[part=rail]').textContent).toBe('Received'));
  await press('Leaking');
  expect(panel.find('[part=rail]').textContent).toBe('Saved on this phone');
  await press(/^Next/);
  await vi.waitFor(() => expect(panel.find('[part=rail]').textContent).toBe('Received'));
});

describe('the items', () => {
  it('carry a count between one and what was bought, and how much of it', async () => {
    await open();
    await press('Leaking');
    await press(/^Next/);
    await press(/Strawberries/);
    expect((panel.named('Fewer') as HTMLButtonElement).disabled).toBe(true);
    await press('More');
    expect((panel.named('More') as HTMLButtonElement).disabled).toBe(true);
    await press('About half');
    expect(panel.form.getState().items[0]).toMatchObject({ chosen: true, qty: 2, fraction: 0.5 });
    await press('About half');
    expect(panel.form.getState().items[0]!.fraction).toBeNull();
  });

  it('ask for the weight of goods sold by weight, and say what is wrong with it', async () => {
    await open();
    await press('Short weight');
    await press(/^Next/);
    await press(/Prawns/);
    const field = panel.find('input.field') as HTMLInputElement;
    field.value = 'two';
    field.dispatchEvent(new Event('input'));
    panel.form.setPhotoExit('eaten');
    await press('Submit');
    expect(panel.root.activeElement).toBe(panel.find('input.field'));
    expect(panel.find('#' + field.getAttribute('aria-describedby')!).textContent).toContain('digits only');
  });

  it('are not asked for where the reason is not about goods', async () => {
    await open();
    await press('Delivery');
    await press('Late');
    await press(/^Next/);
    expect(panel.all('[role=checkbox]')).toHaveLength(0);
    expect(panel.find('#t').textContent).toBe('A little more');
  });
});

describe('photos', () => {
  it('are offered by camera and album apart, and belong to their slot', async () => {
    await open();
    await press('Spoiled, mouldy');
    await press(/^Next/);
    await press('Close-up');
    const [camera, album] = panel.all('input[type=file]');
    expect(camera!.getAttribute('capture')).toBe('environment');
    expect(album!.hasAttribute('capture')).toBe(false);
    await pick(camera!, file());
    expect(panel.form.getState().photos).toMatchObject([{ shot: 'defect', state: 'stored' }]);
    expect(panel.named(/^Close-up, /)).toBeTruthy();
  });

  it('that are demanded and missing get the focus, and the way out lets the report pass', async () => {
    await open();
    await press('Crushed, torn');
    await press(/^Next/);
    await press('Submit');
    expect(panel.root.activeElement).toBe(panel.named('Outer box'));
    expect(panel.all('[role=status]')[1]!.textContent).toContain('Add a photo');
    await press('I can’t take a photo');
    await press('Thrown away');
    await press('Submit');
    expect((await stored()).details.photoExit).toBe('thrown_away');
  });

  it('never hold up food safety', async () => {
    await open();
    await press('Spoiled, mouldy');
    await press('Crushed, torn');
    await press(/^Next/);
    await press('Submit');
    expect(panel.form.getState().submitted).toBe(true);
  });

  it('more than there is room for are told, the others are there', async () => {
    await open();
    await press(/^Next/);
    await press('Add another');
    await pick(panel.all('input[type=file]')[1]!, ...Array.from({ length: 11 }, () => file()));
    await vi.waitFor(() => expect(panel.text()).toContain('no room for more photos'));
    expect(panel.form.getState().photos.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'stored'));
  });

  it('that failed and are tried where there is no room stay, and it is told', async () => {
    await open();
    await press(/^Next/);
    await panel.form.attach([new Blob([])]);
    await panel.form.attach(Array.from({ length: 9 }, () => file()));
    await press('10 / 9');
    await press(/^Try again/);
    await vi.waitFor(() => expect(panel.text()).toContain('no room for more photos'));
    expect(panel.form.getState().photos.map(({ state }) => state)).toEqual(['failed', ...Array.from({ length: 9 }, () => 'stored')]);
  });

  it('each have their own state and can be removed by name', async () => {
    await open({ answer: 0 });
    await press('Leaking');
    await press(/^Next/);
    await press('The leak');
    await pick(panel.all('input[type=file]')[1]!, file('a.jpg'));
    await press(/^The leak, /);
    expect(panel.text()).toContain('Saved · 3 kB');
    await press('Remove The leak');
    expect(panel.form.getState().photos).toHaveLength(0);
  });
});

describe('own words', () => {
  const write = async (text: string): Promise<void> => {
    const field = panel.find('textarea') as HTMLTextAreaElement;
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await panel.settle();
  };

  it('are counted from the first letter, told at 90 %, and never cut', async () => {
    await open();
    await press(/^Next/);
    await write('a');
    expect(panel.find('#count').textContent).toBe('1 / 500');
    await write('a'.repeat(460));
    expect(panel.all('[role=status]')[1]!.textContent).toBe('460 / 500');
    await write('a'.repeat(620));
    expect(panel.form.getState().text).toHaveLength(620);
  });

  it('that sound like food safety raise the question; the customer answers it', async () => {
    await open();
    await press(/^Next/);
    await write('there is mould');
    expect(panel.text()).toContain('Is this about food safety');
    await press('Submit');
    expect(panel.text()).toContain('Please choose yes or no');
    await press('Yes');
    expect(panel.text()).toContain('Get medical help now');
    await press('Submit');
    expect((await stored()).details.safetyConfirmed).toBe(true);
  });
});
