const settings = require('../../feedback-settings');

Page({ data: { feedback: settings } });
