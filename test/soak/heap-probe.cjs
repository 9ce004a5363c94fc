'use strict';

// Loaded into a program by NODE_OPTIONS: at each SIGUSR2 it collects its garbage and appends what is left to a file.
const { appendFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('SIGUSR2', () => {
  // Twice: what the first round finalizes, the second one frees.
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const line = JSON.stringify({ seconds: process.uptime(), heapUsed, external, rss });
  appendFileSync(process.env['HEAP_PROBE_FILE'], `${line}\n`);
});
