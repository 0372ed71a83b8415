'use strict';

// Taro numbers a component's attributes, at build and in the app alike: what is added to the templates is added here too.
require('@tarojs/shared').mergeInternalComponents(require('./aria.js'));
