import { describe, expect, test } from 'vitest';
import { readArguments } from '@bandecheng/device-agent/technician/read-arguments';

const read = (text: string): ReturnType<typeof readArguments> => readArguments(text.split(' '), '/hall');

test('files are relative to the folder the command was typed in', () => {
  expect(read('record /dev/ttyS0 press.jsonl --config etc/agent.json')).toMatchObject({
    ok: true,
    value: {
      verb: 'record',
      subject: '/dev/ttyS0',
      file: '/hall/press.jsonl',
      config: '/hall/etc/agent.json',
    },
  });
  expect(read('bundle trouble.json')).toMatchObject({
    ok: true,
    value: { subject: '', file: '/hall/trouble.json' },
  });
});

test.each([
  ['3', ['satisfied', 'basically-satisfied', 'dissatisfied']],
  ['very-satisfied,dissatisfied', ['very-satisfied', 'dissatisfied']],
])('an evaluator with the buttons %s is learned in that order', (levels, expected) => {
  expect(read(`wizard COM3 --levels ${levels}`)).toMatchObject({ ok: true, value: { levels: expected } });
});

describe('what is not understood is named:', () => {
  test.each([
    ['a verb there is not', 'format /dev/sda', 'format'],
    ['a verb without its port', 'monitor', 'monitor'],
    ['a word too many', 'probe COM3 COM4', 'probe COM3 COM4'],
    ['an option there is not', 'list --force', '--force'],
    ['a speed no line has', 'probe COM3 --baud 12', '--baud 12'],
    ['one button', 'wizard COM3 --levels satisfied', 'very-satisfied'],
    ['a button twice', 'wizard COM3 --levels satisfied,satisfied', '--levels'],
  ])('%s', (_, typed, named) => {
    expect(read(typed)).toMatchObject({ ok: false, reason: expect.stringContaining(named) });
  });
});
