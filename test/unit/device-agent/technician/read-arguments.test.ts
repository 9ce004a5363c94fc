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

describe('what is not understood is named, with the reason:', () => {
  test.each([
    ['a verb there is not', 'format /dev/sda', '没有“format”这个命令'],
    ['a verb without its port', 'monitor', 'monitor 后面缺少接口或设备'],
    ['a recording without its file', 'record COM3', 'record 后面缺少文件名'],
    ['a word too many', 'probe COM3 COM4', 'probe 后面多了 COM4'],
    ['an option there is not', 'list --force', '没有 --force 这个选项'],
    ['an option without its value', 'probe COM3 --baud', '--baud 后面缺少值'],
    ['a value that looks like an option', 'record COM3 a.jsonl --seconds -1', '--seconds 后面缺少值'],
    ['a speed no line has', 'probe COM3 --baud 12', '--baud 须为 300 到 1000000 的整数'],
    ['an address no frame has', 'record COM3 a.jsonl --address x', '--address 须为 0 到 65535 的整数'],
    ['a parity there is not', 'probe COM3 --parity mark', '--parity 须为 none（无校验）'],
    ['one button', 'wizard COM3 --levels satisfied', 'very-satisfied'],
    ['a button twice', 'wizard COM3 --levels satisfied,satisfied', '--levels'],
  ])('%s', (_, typed, named) => {
    expect(read(typed)).toMatchObject({ ok: false, reason: expect.stringContaining(named) });
  });
});
