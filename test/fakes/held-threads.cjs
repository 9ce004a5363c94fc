'use strict';
const { open } = require('node:fs');

/**
 * Loaded before a program: as soon as it is ready, each FIFO of HELD_FIFOS holds a pool thread for good. Opening a
 * FIFO waits for its other end, as a write to a HID box waits for a box that is stuck.
 */
const fifos = (process.env['HELD_FIFOS'] ?? '').split(':');
const write = process.stdout.write.bind(process.stdout);
let held = false;

process.stdout.write = (chunk, ...rest) => {
  if (!held && String(chunk).includes('ready')) {
    held = true;
    for (const fifo of fifos) open(fifo, 'r', () => undefined);
  }
  return write(chunk, ...rest);
};
