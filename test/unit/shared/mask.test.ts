import { mask, type PersonalKind } from '@bandecheng/shared/mask';
import { describe, expect, it } from 'vitest';

describe('what a screen shows of a person', () => {
  it.each<[PersonalKind, string, string]>([
    ['name', '张三', '张＊'],
    ['name', '张三丰', '张＊'],
    ['name', '欧阳娜娜', '欧阳＊'],
    ['name', '诸葛亮', '诸葛＊'],
    ['name', '尉迟 恭', '尉迟＊'],
    ['name', '司马', '司＊'],
    ['name', '张', '＊'],
    ['name', ' 张　三 ', '张＊'],
    ['name', '阿卜杜·热合曼', '阿＊'],
    ['name', '𠮷田', '𠮷＊'],
    ['name', 'John Smith', 'J＊'],
    ['name', 'E\u0301lodie', 'É＊'],
    ['phone', '13812345678', '138****5678'],
    ['phone', '+86 138-1234-5678', '138****5678'],
    ['phone', '００８６１３８１２３４５６７８', '138****5678'],
    ['phone', '010-12345678', '010-****5678'],
    ['phone', '（0473）7581234', '0473-***1234'],
    ['phone', '0631 5812345', '0631-***2345'],
    ['phone', '02112345678', '021-****5678'],
    ['phone', '7581234', '***1234'],
    ['phone', '12345', '*****'],
    ['phone', '400-123-4567', '******4567'],
    ['phone', '13812345678/13912345678', '******************5678'],
    ['phone', '没有电话', '****'],
    ['identity-number', '110101199003071234', '110***********1234'],
    ['identity-number', '11010119900307123x', '110***********123x'],
    ['identity-number', '110101900307123', '110********7123'],
    ['identity-number', 'E12345678', '*******78'],
    ['identity-number', '1234', '****'],
    ['organisation', '临江市人民医院', '临江市人民医院'],
    ['content', '窗口让我跑了三趟。', '（已隐去，共 9 字）'],
    ['content', ' 𠮷 ', '（已隐去，共 1 字）'],
  ])('%s %s as %s', (kind, text, shown) => {
    expect(mask(kind, text)).toBe(shown);
  });

  it('nothing of an empty text, so that nobody asks for what is not there', () => {
    for (const kind of ['name', 'phone', 'identity-number', 'organisation', 'content'] as const)
      expect(mask(kind, '  ')).toBe('');
  });
});
