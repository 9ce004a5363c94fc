/** The counters of the hall, each with a service, an evaluator and a clerk of its own. */
export const COUNTERS = ['c1', 'c2', 'c3'] as const;
export type Counter = (typeof COUNTERS)[number];

export const AREA = '一楼';
export const NOTICE = '请带身份证原件和复印件';
/** The longest a hall may set: the machine is emulated, and how fast it is does not matter here. */
const LONGEST_SECONDS = 600;

/** hall.json: as much of a hall as three counters and a ticket need. */
export const HALL = {
  id: 'usb',
  name: { zh: '清河县政务服务中心' },
  hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
  services: COUNTERS.map((counter, i) => ({
    ...{ id: serviceOf(counter), prefix: 'ABC'[i], name: { zh: `业务${i + 1}` } },
    ...{ department: { zh: '政务服务中心' }, area: { zh: AREA }, notice: [NOTICE] },
  })),
  counters: COUNTERS.map((id, i) => ({
    ...{ id, number: i + 1, name: { zh: `${i + 1}号窗口` }, services: [serviceOf(id)] },
  })),
  kiosks: [{ id: 'k1', name: { zh: '取号机1' } }],
  rating: { windowSeconds: LONGEST_SECONDS },
  print: { deadlineSeconds: LONGEST_SECONDS },
};

export function serviceOf(counter: Counter): string {
  return `service-${counter}`;
}
