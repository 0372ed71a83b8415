import { describe, expect, it } from 'vitest';
import { place } from './place.js';

const box = (left: number, top: number, width = 100, height = 40) => ({ left, top, right: left + width, bottom: top + height });

describe('the place of the card', () => {
  it('is above an anchor at the bottom, 16 px from it, so that growing moves no button', () => {
    expect(place(box(1150, 732), 1280, 800, false)).toEqual({ left: '850px', top: 'auto', bottom: '84px', maxHeight: '620px' });
  });

  it('is below an anchor at the top', () => {
    expect(place(box(40, 60), 1280, 800, false)).toMatchObject({ top: '116px', bottom: 'auto', maxHeight: '620px' });
  });

  it('is beside an anchor in the middle, where neither above nor below it fits', () => {
    expect(place(box(500, 380, 300, 150), 1400, 800, false)).toMatchObject({
      left: '816px',
      top: 'auto',
      bottom: '16px',
      maxHeight: '620px',
    });
    expect(place(box(900, 380, 300, 150), 1280, 800, false)).toMatchObject({ left: '484px' });
  });

  it('is where there is more room, when it fits nowhere whole', () => {
    expect(place(box(200, 300, 400, 40), 800, 600, false)).toMatchObject({ maxHeight: '268px' });
  });

  it('never touches an edge', () => {
    expect(place(box(0, 700), 1280, 800, false).left).toBe('16px');
    expect(place(box(1270, 700), 1280, 800, true).left).toBe('864px');
  });

  it('stands in the corner at the end of the line without an anchor', () => {
    expect(place(undefined, 1280, 800, false)).toEqual({ left: '864px', top: 'auto', bottom: '16px', maxHeight: '620px' });
    expect(place(undefined, 1280, 800, true).left).toBe('16px');
  });
});
