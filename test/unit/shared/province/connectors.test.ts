import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Connector } from '@bandecheng/shared/province/connector';
import {
  idempotencyKey,
  lacksReasons,
  ratingPayload,
  servicePayload,
  type GivenRating,
  type PayloadParts,
  type ServedVisit,
} from '@bandecheng/shared/province/payload';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { NINE, SMALL_HALL } from '../../../given.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/province/connectors/', import.meta.url));
const files = (await readdir(FOLDER)).sort();
const connectors = new Map(
  await Promise.all(
    files.map(async (file): Promise<[string, Connector]> => {
      const connector = Connector.parse(JSON.parse(await readFile(FOLDER + file, 'utf8')));
      return [connector.id, connector];
    }),
  ),
);

const VISIT: ServedVisit = {
  visit: '2026-11-23-A012.1',
  ...{ service: 'social', counter: 'c1', clerk: 'li' },
  ...{ startedAt: NINE, finishedAt: NINE + 300_000, project: 'SB20261123001', serviceNumber: 2 },
};
const RATING: GivenRating = {
  ...{ level: 'satisfied', channel: 'evaluator', ratedAt: NINE + 310_000, times: 1 },
  ...{ reasons: [], text: null, named: false },
};
const SETTINGS = {
  areaCode: '371002',
  deptCode: '11371002MB12345678',
  dataSource: '165',
  projectPrefix: '37',
};

function partsOf(id: string, settings: Record<string, string> = SETTINGS): PayloadParts {
  const setup = { settings, services: {}, affairKind: 'other', served: 'person' } as const;
  const levelNames = {
    ...{ 'very-satisfied': '非常满意', satisfied: '满意', 'basically-satisfied': '基本满意' },
    ...{ dissatisfied: '不满意', 'very-dissatisfied': '非常不满意' },
  };
  return { connector: connectors.get(id)!, setup, hall: SMALL_HALL, levelNames };
}

/** What each connector tells the province of the five levels, the best first. */
const GOLDEN = {
  'national-1-best': { field: 'satisfaction', codes: [1, 2, 3, 4, 5] },
  'provincial-5-best': { field: 'satisfaction', codes: [5, 4, 3, 2, 1] },
  'generic-file': { field: 'level', codes: [...LEVELS] },
} as const;

describe('a connector that comes with the program', () => {
  it.each(Object.entries(GOLDEN))('%s tells the five levels as its province counts them', (id, golden) => {
    const told = LEVELS.map((level) => ratingPayload(partsOf(id), VISIT, { ...RATING, level }));
    expect(told.map((made) => made.ok && made.payload[golden.field])).toEqual(golden.codes);
  });

  it('has its golden levels here', () => {
    expect([...connectors.keys()].sort()).toEqual(Object.keys(GOLDEN).sort());
  });

  it('writes the national record with codes, names and times of GB/T 39046', () => {
    const parts = partsOf('national-1-best');
    expect(servicePayload(parts, VISIT)).toEqual({
      ok: true,
      payload: {
        ...{ projectNo: 'SB20261123001', serviceNumber: 2, serviceName: '社会保险' },
        ...{
          serviceTime: '20261123T090500',
          projectType: 9,
          userProp: 1,
          proManager: 'li',
          areaCode: '371002',
        },
      },
    });
    const bad = { ...RATING, level: 'dissatisfied', text: '等了一上午', reasons: ['办事效率'] } as const;
    expect(ratingPayload(parts, VISIT, bad)).toEqual({
      ok: true,
      payload: {
        ...{ projectNo: 'SB20261123001', serviceNumber: 2, channel: '政务大厅其他终端' },
        ...{ assessTime: '20261123T090510', assessNumber: 1, satisfactionName: '不满意', satisfaction: 4 },
        ...{ writingEvaluation: '办事效率；等了一上午', isAnonymous: 1, areaCode: '371002' },
      },
    });
  });

  it('writes the provincial record with its division before the case number', () => {
    const parts = partsOf('provincial-5-best');
    const made = ratingPayload(parts, VISIT, {
      ...RATING,
      level: 'very-dissatisfied',
      named: true,
      times: 2,
    });
    expect(made).toEqual({
      ok: true,
      payload: {
        ...{ projectNo: '37SB20261123001', serviceNumber: 2, pf: 5, assessTime: '2026-11-23 09:05:10' },
        ...{ assessNumber: 2, satisfaction: 1, isAnonymous: '0', isdefault: '0' },
        ...{ areaCode: '371002', deptCode: '11371002MB12345678', dataSource: '165' },
      },
    });
    expect(servicePayload(parts, VISIT)).toMatchObject({
      payload: { serviceTime: '2026-11-23 09:05:00', acceptDate: '2026-11-23 09:00:00', proChannel: '2' },
    });
  });

  it('names the field that the hall has not set', () => {
    const { areaCode, ...without } = SETTINGS;
    expect(areaCode).toBe('371002');
    expect(ratingPayload(partsOf('provincial-5-best', without), VISIT, RATING)).toEqual({
      ok: false,
      missing: 'areaCode',
    });
  });

  it('keeps a bad rating that says nothing where the province asks why', () => {
    const said = { reasons: [], hasText: false };
    const lacking = (id: string) =>
      LEVELS.filter((level) => lacksReasons(connectors.get(id)!, { ...said, level }));
    expect(lacking('provincial-5-best')).toEqual(['dissatisfied', 'very-dissatisfied']);
    expect(lacking('national-1-best')).toEqual([]);
  });

  it('tells the same rating under the same key however often it is sent', () => {
    expect(idempotencyKey(VISIT, 1)).toBe('SB20261123001+2+1');
    expect(idempotencyKey(VISIT, null)).toBe('SB20261123001+2');
  });
});

describe('a connector of a hall', () => {
  const levels = (codes: readonly (string | number)[]) => {
    const own = connectors.get('national-1-best')!;
    const level = Object.fromEntries(LEVELS.map((name, i) => [name, codes[i]]));
    return Connector.safeParse({ ...own, codes: { ...own.codes, level } }).success;
  };

  it('is refused with two levels swapped or two alike', () => {
    expect(levels([5, 4, 3, 2, 1])).toBe(true);
    expect(levels(['A', 'B', 'C', 'D', 'E'])).toBe(true);
    expect(levels([5, 4, 3, 1, 2])).toBe(false);
    expect(levels([1, 2, 3, 4, 4])).toBe(false);
  });
});
