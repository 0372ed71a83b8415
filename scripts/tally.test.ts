import { describe, expect, test } from 'vitest';
import { closingLine, notRun, playwrightTally, single, sum, vitestTally } from './tally.mjs';

const vitestReport = (passed: number, failed: number, statuses: readonly string[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: statuses.length,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: statuses.map((status) => ({ fullName: 'a promise', status })) }],
});

describe('the count at the end', () => {
  test('is one plain line that adds up every runner', () => {
    const total = sum([single(true), vitestTally(vitestReport(10, 0, ['skipped']), true), notRun('no browser', true)]);
    expect(closingLine(total)).toBe('11 passed, 0 failed, 2 skipped');
    expect(total.why).toEqual(['skipped by its author: a promise', 'no browser']);
  });

  test('fails what may not be skipped', () => expect(notRun('no browser', false)).toMatchObject({ failed: 1, skipped: 0 }));

  test('fails a runner that ran nothing, even with success', () => {
    expect(vitestTally(vitestReport(0, 0), true).failed).toBe(1);
    expect(playwrightTally({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 3 }, suites: [] }, true).failed).toBe(1);
  });

  test('fails a runner that died without a report', () => {
    expect(vitestTally(null, false).failed).toBe(1);
    expect(playwrightTally(null, true).failed).toBe(1);
  });

  test('counts a file that could not be loaded', () => {
    const report = vitestReport(5, 1);
    expect(vitestTally({ ...report, testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }] }, false).failed).toBe(2);
  });

  test('fails a runner that failed outside of its tests', () =>
    expect(vitestTally(vitestReport(5, 0), false)).toMatchObject({ passed: 5, failed: 1 }));

  test('names what was skipped, and what passed only at the second try', () => {
    const specs = [
      { title: 'taps', tests: [{ projectName: 'firefox', status: 'skipped' }] },
      { title: 'types', tests: [{ projectName: 'firefox', status: 'flaky' }] },
    ];
    const suites = [{ title: 'a', suites: [{ title: 'b', specs }] }];
    const tally = playwrightTally({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 }, suites }, false);
    const why = ['skipped by its author: taps (firefox)', 'passed at the second try: types (firefox)'];
    expect(tally).toEqual({ passed: 5, failed: 1, skipped: 1, why });
  });
});
