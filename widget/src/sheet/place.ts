const gap = 16;
const width = 400;

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** Where the card stands, as CSS: 16 px from its anchor and from every edge, at most 620 px high. */
export interface Place {
  readonly left: string;
  readonly top: string;
  readonly bottom: string;
  readonly maxHeight: string;
}

/** Above or below its anchor where it fits whole, else beside it, else where there is more room; without an anchor in the corner at the end of the line. */
export function place(anchor: Box | undefined, wide: number, high: number, rtl: boolean): Place {
  const within = (value: number, size: number, room: number): number => Math.max(gap, Math.min(value, room - size - gap));
  const { left, right, top, bottom } = anchor ?? { left: gap, right: wide - gap, top: high, bottom: high };
  const most = Math.min(620, high - 2 * gap);
  const above = top - 2 * gap;
  const below = high - bottom - 2 * gap;
  const beside = [right + gap, left - width - gap].find((x) => x >= gap && x + width + gap <= wide);
  const side = Math.max(above, below) < most && beside !== undefined;
  // Beside or above it stands on its lower edge, so that growing moves no button.
  return {
    left: (side ? beside : within(rtl ? left : right - width, width, wide)) + 'px',
    top: side || above > below ? 'auto' : bottom + gap + 'px',
    bottom: side ? high - within(top, most, high) - most + 'px' : above > below ? high - top + gap + 'px' : 'auto',
    maxHeight: (side ? most : Math.min(most, Math.max(above, below))) + 'px',
  };
}
