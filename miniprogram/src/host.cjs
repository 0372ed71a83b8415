'use strict';
// Under Preact on a mini-program, before the first render.
if (process.env.FRAMEWORK === 'preact' && process.env.TARO_ENV !== 'h5') {
  var major = parseInt(require('react').version, 10);
  if (major < 18 || (major === 18 && typeof require('react-dom').createRoot !== 'function'))
    throw new Error('@yijian/taro: Taro needs preact 11.2 or newer on a mini-program; install preact@11.2.0, or use React 18');
  var options = require('preact').options;
  // Preact 11 calls queueMicrotask, which no platform documents.
  if (!options.debounceRendering && typeof queueMicrotask === 'undefined')
    options.debounceRendering = function (flush) {
      Promise.resolve().then(flush);
    };
  if (process.env.TARO_ENV === 'tt') {
    var hooks = require('@tarojs/shared').hooks;
    // Douyin's plugin replaces the function that lets the framework turn tap into click.
    hooks.tap('modifyMpEventImpl', function (event) {
      if (event.type === 'regionchange') event.type = event.detail.type;
      hooks.call('modifyMpEvent', event);
    });
  }
}
