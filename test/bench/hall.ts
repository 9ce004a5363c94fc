import { Hall } from '@bandecheng/shared/hall';

/** A hall open round the clock, so that no figure depends on when it is measured. */
export function benchHall(counters: number): Hall {
  return Hall.parse({
    id: 'bench',
    name: { zh: '清河县政务服务中心' },
    hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
    services: [...'ABCDEFGH'].map((prefix) => ({
      id: `service-${prefix.toLowerCase()}`,
      prefix,
      name: { zh: `业务${prefix}` },
      department: { zh: '政务服务中心' },
      area: { zh: '一楼' },
    })),
    counters: Array.from({ length: counters }, (_, i) => ({
      id: `c${i + 1}`,
      number: (i % 99) + 1,
      name: { zh: `${i + 1}号窗口` },
      services: [...'abcdefgh'].map((letter) => `service-${letter}`),
    })),
    kiosks: [{ id: 'k1', name: { zh: '取号机' } }],
    port: 0,
  });
}
