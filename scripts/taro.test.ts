import { expect, test } from 'vitest';
import { lastWords } from './taro.mjs';

test('tells the end of what the builder said, without its progress', () => {
  const bar = '\u001b[2K\u001b[1A\u001b[G● Webpack ██████ sealing (92%)\n TaroMiniPlugin\n';
  const waiting = '- 即将开始启动编译，请稍等~\n';
  const output = `${waiting}${bar}${waiting}${bar}\n✖ Errors:\nModule not found: @yijian/taro\n`;
  expect(lastWords(output).split('\n')).toEqual(['- 即将开始启动编译，请稍等~', '✖ Errors:', 'Module not found: @yijian/taro']);
});

test('tells no more than fits a screen', () => {
  const lines = Array.from({ length: 100 }, (_, n) => `line ${n}`);
  expect(lastWords(lines.join('\n')).split('\n')).toEqual(lines.slice(-30));
});
