import { lacksChinese } from '@bandecheng/kiosk-ui/link/chinese-font';
import { expect, it } from 'vitest';

it('a browser that draws one box for every Chinese character lacks a font; one that draws nothing may have it', () => {
  expect(lacksChinese(() => 'the same box')).toBe(true);
  expect(lacksChinese((text) => `the picture of ${text}`)).toBe(false);
  expect(lacksChinese(() => null)).toBe(false);
});
