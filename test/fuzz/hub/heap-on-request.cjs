// Loaded into the hub under fire before its own code: tells how much of its heap is in use once what is rubbish is gone.
process.on('message', (asked) => {
  if (asked !== 'heap') return;
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  process.send({ heapUsed, rss });
});
process.channel?.unref();
