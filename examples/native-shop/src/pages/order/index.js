const settings = require('../../feedback-settings');
const { goods, paid, order } = require('../../orders');

Page({
  data: { goods, paid, id: order.id, feedback: { ...settings, order } },
});
