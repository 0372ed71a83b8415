'use strict';

/* What Preact hosts need before the first render. The host's build takes the branches out that are not for it, so a React host needs no Preact. */
if (process.env.FRAMEWORK === 'preact' && process.env.TARO_ENV !== 'h5') {
  const major = parseInt(require('react').version, 10);
  // Preact 10 says that it is React 18, which makes Taro call what it does not have; before that it said 17, and loses pages.
  if (major < 18 || (major === 18 && typeof require('react-dom').createRoot !== 'function'))
    throw new Error('@yijian/taro: Taro needs preact 11.2: install preact@11.2.0, or use React 18');
  const { options } = require('preact');
  // Preact 11 calls queueMicrotask, which no platform documents.
  if (!options.debounceRendering && typeof queueMicrotask === 'undefined')
    options.debounceRendering = (flush) => void Promise.resolve().then(flush);
  if (process.env.TARO_ENV === 'tt') {
    const { hooks } = require('@tarojs/shared');
    // Douyin's plugin (4.2.0) replaces the function by which Preact's taps become clicks; what it did itself stays.
    hooks.tap('modifyMpEventImpl', (event) => {
      if (event.type === 'regionchange') event.type = event.detail.type;
      hooks.call('modifyMpEvent', event);
    });
  }
}
