/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} why one line for everything that was skipped or failed without a test to show for it
 */

/**
 * The last line of a run, alone on its line; CI reads it.
 * @param {Tally} tally
 */
export const closingLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      why: [...all.why, ...one.why],
    }),
    { passed: 0, failed: 0, skipped: 0, why: [] },
  );
}

/**
 * A stage that is one yes or no.
 * @param {boolean} ok
 * @returns {Tally}
 */
export const single = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, why: [] });

/**
 * A stage that did not run: a fault where nothing may be skipped.
 * @param {string} why
 * @param {boolean} mayBeSkipped
 * @returns {Tally}
 */
export const notRun = (why, mayBeSkipped) => ({ passed: 0, failed: mayBeSkipped ? 0 : 1, skipped: mayBeSkipped ? 1 : 0, why: [why] });

/**
 * Counts of a vitest run by its JSON report.
 * @param {VitestReport | null} report null where the runner died before it wrote one
 * @param {boolean} ok whether the runner ended with success
 * @returns {Tally}
 *
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} [numTodoTests]
 * @property {{ name: string, status: string, assertionResults: { fullName: string, status: string }[] }[]} testResults
 */
export function vitestTally(report, ok) {
  if (!report) return agreeing({ passed: 0, failed: 0, skipped: 0, why: [] }, ok);
  const pending = report.testResults.flatMap((file) =>
    file.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  );
  const tally = {
    passed: report.numPassedTests,
    // A file that could not even be loaded has no test to count.
    failed:
      report.numFailedTests +
      report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    why: pending.map((test) => `skipped by its author: ${test.fullName}`),
  };
  return agreeing(tally, ok);
}

/**
 * Counts of a Playwright run by its JSON report. A flaky test has failed once and is named.
 * @param {PlaywrightReport | null} report
 * @param {boolean} ok
 * @returns {Tally}
 *
 * @typedef {{ title: string, specs?: { title: string, tests: { projectName: string, status: string }[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, suites: PlaywrightSuite[] }} PlaywrightReport
 */
export function playwrightTally(report, ok) {
  if (!report) return agreeing({ passed: 0, failed: 0, skipped: 0, why: [] }, ok);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const why = [
    ...specsThat(report.suites, 'skipped', 'skipped by its author'),
    ...specsThat(report.suites, 'flaky', 'passed at the second try'),
  ];
  return agreeing({ passed: expected + flaky, failed: unexpected, skipped, why }, ok);
}

/**
 * @param {PlaywrightSuite[]} suites
 * @param {string} status
 * @param {string} word
 * @returns {string[]}
 */
function specsThat(suites, status, word) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.filter((test) => test.status === status).map(({ projectName }) => `${word}: ${spec.title} (${projectName})`),
    ),
    ...specsThat(suite.suites ?? [], status, word),
  ]);
}

/**
 * A runner that failed without a failed test, or that ran nothing, is a failure all the same.
 * @param {Tally} tally
 * @param {boolean} ok
 * @returns {Tally}
 */
function agreeing(tally, ok) {
  if (tally.passed + tally.failed === 0) return { ...tally, failed: 1, why: [...tally.why, 'the runner ran no test'] };
  if (!ok && tally.failed === 0) return { ...tally, failed: 1, why: [...tally.why, 'the runner failed outside of its tests'] };
  return tally;
}
