const framework = process.env.TARO_FRAMEWORK === 'react' ? 'react' : 'preact';

module.exports = {
  presets: [['taro', { framework, ts: true, hot: false }]],
};
