import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../readme-blocks.mjs';
import { root } from '../root.mjs';
import { blockFaults } from './readme.js';

const scripts = Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts);
const faults = (language: string, code: string) => blockFaults([{ language, code, line: 1 }], scripts);

describe('code blocks', () => {
  test('are read with their language and place', () => {
    expect(blocksOf('# A\n\n```sh\nnpm test\n```\n\n- x\n  ~~~ts\n  const a = 1;\n  ~~~\n````text\n```\n````\n')).toEqual([
      { language: 'sh', code: 'npm test', line: 3 },
      { language: 'ts', code: 'const a = 1;', line: 8 },
      { language: 'text', code: '```', line: 11 },
    ]);
  });

  test.each([
    ['sh', 'npm run nothing'],
    ['sh', 'npm start && curl example.com'],
    ['sh', 'npm size'],
    ['html', '<div><p></div>'],
    ['html', '<script src="a.js">'],
    ['html', '<p class="a>text</p>'],
    ['json', '{ a: 1 }'],
    ['css', 'a { color: red'],
    ['ts', 'const a: number = "1";'],
    ['ts', `import { nothing } from '@yijian/sdk/contract';`],
    ['js', 'const = 1;'],
    ['', 'anything'],
    ['python', 'print(1)'],
  ])('finds a faulty %s block: %s', (language, code) => expect(faults(language, code)).not.toEqual([]));

  test.each([
    ['sh', 'git clone https://example.com/yijian.git\ncd yijian\nnpm start   # the shop\nPORT=5000 npm start\nnpm run size -- --json'],
    [
      'html',
      '<!doctype html><p>a<br><script async src="https://x/yijian.js" data-site="a"></script></p><yijian-feedback site="a"></yijian-feedback>',
    ],
    ['json', '{ "a": 1 }'],
    ['css', 'a { color: red }'],
    ['ts', `import { submission } from '@yijian/sdk/contract';\nexport const s = submission;`],
    ['js', `document.querySelector('a')?.remove();`],
    ['text', 'what you see'],
  ])('takes a good %s block', (language, code) => expect(faults(language, code)).toEqual([]));
});

test('every code block of the README compiles or runs', () => {
  const blocks = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'));
  expect(blocks.map(({ language }) => language)).toEqual(expect.arrayContaining(['html', 'sh', 'ts']));
  expect(blockFaults(blocks, scripts)).toEqual([]);
});
