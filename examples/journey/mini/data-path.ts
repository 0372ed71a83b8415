type Members = Record<string, unknown>;

/** `root.cn.[0].cl` and `list[2].name` as steps. */
export function stepsOf(path: string): (string | number)[] {
  return path
    .replaceAll(/\[(\d+)\]/g, '.$1.')
    .split('.')
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Sets one value, making what is missing on the way. */
export function setAt(data: Members, [step = '', ...rest]: (string | number)[], value: unknown): void {
  if (rest.length === 0) {
    data[step] = value;
    return;
  }
  data[step] ??= typeof rest[0] === 'number' ? [] : {};
  setAt(data[step] as Members, rest, value);
}
