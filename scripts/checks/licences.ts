/** A package named in THIRD-PARTY.txt. */
export interface ReadNotice {
  readonly name: string;
  readonly license: string;
  readonly text: string;
}

/** The packages that a THIRD-PARTY.txt names, with the text given for each. */
export function noticesIn(file: string): readonly ReadNotice[] {
  const parts = file.split(/^-{80}\n(.+) \S+ \| (.+) \| .*\n-{80}\n/m).slice(1);
  const notices: ReadNotice[] = [];
  for (let at = 0; at + 2 < parts.length; at += 3)
    notices.push({ name: parts[at] ?? '', license: parts[at + 1] ?? '', text: parts[at + 2] ?? '' });
  return notices;
}
