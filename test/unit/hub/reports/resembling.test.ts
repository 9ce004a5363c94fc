import { describe, expect, it } from 'vitest';
import { findKnowledge, likeness, resembling } from '@bandecheng/hub/reports/resembling';
import type { KnowledgeEntry } from '@bandecheng/shared/case/knowledge';

let made = 0;
function known(cause: string, more: Partial<KnowledgeEntry> = {}): KnowledgeEntry {
  made += 1;
  return {
    ...{ entry: `K${made}`, case: `B20261102-00${made}`, caseType: 'bbcs', cause, cure: '部门数据共享核验' },
    ...{ basis: '承诺制办法第五条', keywords: [], by: 'zhao', at: made, ...more },
  };
}

describe('cases that resemble one', () => {
  const card = known('社保卡在外省参保，本地系统查不到缴费记录', {
    service: 'social',
    keywords: ['异地', '社保卡'],
  });
  const deed = known('原房主已故，继承人材料不全，不能办理过户', { service: 'estate', keywords: ['继承'] });
  const about = { caseType: 'bbcs', service: 'social', words: '外省的社保缴费记录转不过来' };

  it.each([
    ['the same service, type and matter', about, 2 + 1 + 5],
    ['the same type and matter at another service', { ...about, service: 'tax' }, 1 + 5],
    ['another service and another type', { ...about, service: 'tax', caseType: 'veto' }, 0],
    ['the same service and nothing of the matter', { ...about, words: '窗口态度不好' }, 0],
    [
      'one piece in common by chance, at the same type alone',
      { ...about, service: 'tax', words: '外省来人' },
      1 + 1,
    ],
  ])('weigh %s', (_, of, score) => {
    expect(likeness(card, of)).toBe(score);
  });

  it('are shown with cause, cure and basis, those below the threshold not', () => {
    expect(resembling([card, deed], about)).toEqual([
      { entry: card.entry, cause: card.cause, cure: card.cure, basis: card.basis },
    ]);
    expect(resembling([card], { ...about, service: 'tax', words: '外省来人' })).toEqual([]);
  });

  it('are three at most, the most alike first', () => {
    const far = known('外省户口', { service: 'social' });
    const all = [
      far,
      card,
      known('社保记录', { service: 'social' }),
      known('社保缴费', { service: 'social' }),
    ];
    const found = resembling(all, about).map(({ entry }) => entry);
    expect(found).toHaveLength(3);
    expect(found[0]).toBe(card.entry);
    expect(found).not.toContain(far.entry);
  });

  it('are found by every word that is looked for, the newest first', () => {
    expect(findKnowledge([card, deed], '')).toEqual([deed, card]);
    expect(findKnowledge([card, deed], '社保  缴费')).toEqual([card]);
    expect(findKnowledge([card, deed], '社保 继承')).toEqual([]);
  });
});
