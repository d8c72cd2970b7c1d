/** Measures a page from the inside: when a pointer moved, when it was heard of, and when the paint for it had ended. */
(() => {
  const probe = { on: false, samples: [] };
  window.probe = probe;
  let waiting = null;
  const hear = (event) => {
    if (probe.on) waiting ??= { moved: event.timeStamp, heard: performance.now() };
  };
  window.addEventListener("pointermove", hear, true);
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (paint) =>
    ask((time) => {
      paint(time);
      if (!waiting) return;
      probe.samples.push([waiting.moved, waiting.heard, performance.now()]);
      waiting = null;
    });
})();
