import { describe, expect, it } from 'vitest';
import { backward, forward, type ScreenState } from './screen-state.js';

const start: ScreenState = { screen: 'rate', trail: [] };

describe('going from screen to screen', () => {
  it('leads back the way it came', () => {
    const items = forward(forward(start, 'reasons'), 'items');
    expect(items.trail).toEqual(['rate', 'reasons']);
    expect(backward(backward(items))).toMatchObject(start);
  });

  it('closes what was open on the screen before', () => {
    expect(forward({ ...start, menu: 'defect', exiting: true, failed: true }, 'reasons')).toMatchObject({
      menu: null,
      exiting: false,
      // What did not load is still not there, and the next screen says so.
      failed: true,
    });
  });

  it('leads nowhere back from a result', () => {
    expect(forward(forward(start, 'reasons'), 'result').trail).toEqual([]);
  });

  it('stays where it is when asked for the same screen, or back from the first', () => {
    expect(forward(start, 'rate')).toBe(start);
    expect(backward(start)).toBe(start);
  });
});
