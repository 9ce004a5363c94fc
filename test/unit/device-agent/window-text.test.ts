import { describe, expect, test } from 'vitest';
import { windowText } from '@bandecheng/device-agent/drivers/window-text';
import type { WindowShow } from '@bandecheng/shared/protocol';

const over = { device: 'display-c3', counterNumber: 3 };
const CALLED: WindowShow = { ...over, state: 'called', number: 'A012' };
const SERVING: WindowShow = { ...over, state: 'serving', number: 'A012' };
const IDLE: WindowShow = { ...over, state: 'idle', services: ['社会保险', '医疗保障', '不动产登记'] };

/** A display of so many columns; a Chinese character takes two. */
const wide =
  (columns: number, chinese = true) =>
  (text: string): boolean =>
    text.replace(/[^\x20-\x7e]/g, '..').length <= columns && (chinese || /^[\x20-\x7e]*$/.test(text));

describe('what the display over a counter says', () => {
  test.each([
    [20, '请A012号到3号窗口'],
    [12, '请A012号办理'],
    [8, '请A012号'],
    [6, '请A012'],
    [4, 'A012'],
  ])('calls a number on %i columns as %s', (columns, text) => {
    expect(windowText(CALLED, wide(columns))).toBe(text);
  });

  test.each([
    [12, '正在办理A012'],
    [8, '办理A012'],
    [4, 'A012'],
  ])('says who is being served on %i columns as %s', (columns, text) => {
    expect(windowText(SERVING, wide(columns))).toBe(text);
  });

  test.each([
    [30, '社会保险 医疗保障 不动产登记'],
    [20, '社会保险 医疗保障'],
    [8, '社会保险'],
    [7, '3号窗口'],
    [4, '空闲'],
    [3, '3'],
  ])('names as many services as %i columns have room for: %s', (columns, text) => {
    expect(windowText(IDLE, wide(columns))).toBe(text);
  });

  test('says that a counter pauses or is not open', () => {
    expect(windowText({ ...over, state: 'paused' }, wide(8))).toBe('暂停服务');
    expect(windowText({ ...over, state: 'closed' }, wide(10))).toBe('窗口未开放');
  });

  test('comes down to number and dashes where the display has no Chinese characters', () => {
    const ascii = wide(6, false);
    expect([CALLED, SERVING, IDLE].map((show) => windowText(show, ascii))).toEqual(['A012', 'A012', '3']);
    expect(windowText({ ...over, state: 'paused' }, ascii)).toBe('----');
    expect(windowText({ ...over, state: 'closed' }, ascii)).toBe('----');
  });

  test('offers the shortest where nothing fits', () => {
    expect(windowText(CALLED, wide(2))).toBe('A012');
  });
});
