/** Drawings of results, list and case, in the same form. */
export const followUpIcons: Readonly<Record<string, string>> = {
  copy: 'M10.8 8.6h6.5a2.2 2.2 0 012.2 2.2v6.5a2.2 2.2 0 01-2.2 2.2h-6.5a2.2 2.2 0 01-2.2-2.2v-6.5a2.2 2.2 0 012.2-2.2zM15.4 8.4v-2.3a1.6 1.6 0 00-1.6-1.6h-7.7a1.6 1.6 0 00-1.6 1.6v7.7a1.6 1.6 0 001.6 1.6h2.3',
  offline: 'M4.4 4.4l15.2 15.2M9 6.6a5.6 5.6 0 017.9 3.4 3.9 3.9 0 012.7 6M16.2 17.6h-8.3a3.9 3.9 0 01-.9-7.7',
};
