const isRoot = process.getuid?.() === 0;

/** Playwright's launch options for the Chromium that CHROMIUM_PATH names; quiet, and able to run as root. */
export function chromiumLaunch() {
  const args = ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])];
  return { args, ...executable('CHROMIUM_PATH') };
}

/** Playwright's launch options for the Firefox that FIREFOX_PATH names, driven over WebDriver BiDi. */
export function firefoxLaunch() {
  // As root Firefox refuses a home folder of somebody else.
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...(isRoot && { HOME: '/root' }) }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  return { channel: 'moz-firefox', env, ...executable('FIREFOX_PATH') };
}

/** @param {string} variable */
function executable(variable) {
  const path = process.env[variable];
  return path ? { executablePath: path } : {};
}
