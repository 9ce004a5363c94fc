import { mergeLayers } from '@bandecheng/shared/policy/merge-layers';
import type { PolicyLayer } from '@bandecheng/shared/policy/policy';
import { describe, expect, it } from 'vitest';

const national: PolicyLayer = {
  ...{ id: 'nation', version: '1', layer: 'national' },
  sources: [{ id: 'law', title: '办法', issuer: '国务院办公厅' }],
  scales: [
    {
      ...{ id: 'two', zh: '两级', assume: ['N-1'] },
      grades: [
        { id: 'good', zh: '满意', satisfied: true },
        { id: 'bad', zh: '不满意', satisfied: false },
      ],
    },
  ],
  assumptions: [{ id: 'N-1', question: '几级？', chosen: '两级', others: ['三级'] }],
};
const city: PolicyLayer = {
  ...{ id: 'town', version: '3', layer: 'city', extends: 'nation', place: '某市' },
  sources: [{ id: 'notice', title: '通知', issuer: '某市' }],
  ...{ languages: ['zh'], roles: [{ id: 'clerk', zh: '窗口人员' }], desk: { duties: ['引导'] } },
};
const hall: PolicyLayer = {
  ...{ id: 'town-east', version: '1', layer: 'hall', extends: 'town' },
  scales: [{ id: 'two', grades: [{ id: 'bad', zh: '不满' }] }],
  desk: { duties: ['引导', '安抚'] },
};

function merged(id: string, ...layers: PolicyLayer[]) {
  return mergeLayers(id, new Map(layers.map((layer) => [layer.id, layer])));
}

describe('layers of a policy', () => {
  it('lie on each other: members merge by their id, new ones come behind, other values are replaced', () => {
    const policy = merged('town-east', national, city, hall);

    expect(policy).toMatchObject({
      ok: true,
      value: {
        ...{
          id: 'town-east',
          version: '1',
          layer: 'hall',
          place: '某市',
          desk: { duties: ['引导', '安抚'] },
        },
        sources: [{ id: 'law' }, { id: 'notice' }],
        scales: [
          { id: 'two', zh: '两级', assume: ['N-1'], grades: [{ id: 'good' }, { id: 'bad', zh: '不满' }] },
        ],
      },
    });
  });

  it('give the same policy in whatever order they were read', () => {
    expect(merged('town-east', hall, national, city)).toEqual(merged('town-east', national, city, hall));
  });

  it('leave the layers below as they were', () => {
    const before = structuredClone([national, city]);

    merged('town-east', national, city, hall);

    expect([national, city]).toEqual(before);
  });

  it.each<[string, PolicyLayer[], string, string]>([
    ['a layer that is not there', [city], 'extends', '没有名为 nation 的制度层'],
    ['a chain that turns back on itself', [{ ...city, extends: 'town' }], 'extends', '只能建在更低的层上'],
    ['a city on a hall', [{ ...city, extends: 'town-east' }, hall], 'extends', '只能建在更低的层上'],
    ['a city without its place', [{ ...city, place: undefined }, national], 'place', '缺少这一项'],
  ])('are refused with %s', (_, layers, path, reason) => {
    const read = merged('town', ...layers);

    expect(read.ok ? [] : read.problems).toEqual([{ path, reason: expect.stringContaining(reason) }]);
  });
});
