'use strict';

/**
 * A port whose device is stuck holds one of the pool's threads, of which Node has four: a write to a HID box for 5 s,
 * the close of a serial port that has bytes left for 30 s. Without a free thread no file is written and no name
 * looked up. The size must stand before the first thread does, and loading an ES module starts it; 60 idle threads
 * cost 0.5 MB.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '64';

void import('./dist/main.js');
