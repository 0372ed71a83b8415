// The shop's own script: confirming receipt opens the question, as a merchant would do it.
const button = document.querySelector('#confirm');
const heading = document.querySelector('#status');
const trigger = document.querySelector('[data-yijian-order]');

button.addEventListener('click', () => {
  button.disabled = true;
  button.textContent = button.dataset.done;
  heading.textContent = heading.dataset.done;
  yijian('open', trigger);
});

// Calls made before the widget's script has come wait in its queue.
function yijian(...call) {
  window.yijian ??= Object.assign((...later) => window.yijian.q.push(later), { q: [] });
  return window.yijian(...call);
}
