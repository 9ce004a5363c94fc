import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { enduringLog, openLog } from '@bandecheng/hub/open-log';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

describe('the log of the hub', () => {
  it('counts what tells of a fault, in child logs too, and nothing else', () => {
    const lines: string[] = [];
    const { log, errors } = openLog('info', { write: (line) => lines.push(line) });
    log.info('ready');
    log.warn('a report was malformed');
    expect(errors()).toBe(0);
    log.error({ err: new Error('EIO') }, 'a message could not be handled');
    log.child({ agent: 'hall-1' }).error('an agent could not join');
    log.fatal('no way on');
    expect([errors(), lines.length]).toEqual([3, 5]);
  });

  it('on a full disk costs its lines and not the hall', () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { log, errors } = openLog('info', enduringLog(full));
      for (let i = 0; i < 3; i++) log.error('a page could not be sent');
      expect(errors()).toBe(3);
    } finally {
      closeSync(full);
    }
  });

  it('goes on in a file that was copied away and emptied', async () => {
    const path = join(await temporaryFolder(), 'hub.log');
    const file = openSync(path, 'a');
    try {
      const { log } = openLog('info', enduringLog(file));
      log.info('before');
      truncateSync(path);
      log.info('after');
      expect(readFileSync(path, 'utf8')).toMatch(/^\{[^\n]*"msg":"after"\}\n$/);
    } finally {
      closeSync(file);
    }
  });
});
