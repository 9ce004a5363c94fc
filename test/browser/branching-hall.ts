import { io } from 'socket.io-client';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Answer } from '@bandecheng/shared/protocol';
import type { FlowHall } from '../flow/flow-hall.ts';
import type { SignedIn } from '../flow/signed-in.ts';

/** The example of GB 11643-1999 itself. */
export const ID_CARD = '11010519491231002X';

/**
 * A hall with departments, services of every kind of rule, and a display for each of its two waiting areas. Each service
 * has a test of its own, so that one test's numbers are not in another's way.
 */
export const BRANCHING_HALL = {
  name: { zh: '清河县政务服务中心', en: 'Qinghe County Service Centre' },
  languages: ['zh', 'en'],
  departments: [
    { id: 'labour', name: { zh: '人力资源和社会保障局', en: 'Labour Bureau' } },
    { id: 'police', name: { zh: '公安局', en: 'Police' } },
    { id: 'households', name: { zh: '户籍管理科', en: 'Households' }, under: 'police' },
    { id: 'nothing', name: { zh: '没有业务的部门' } },
  ],
  services: [
    service('social', 'A', '社会保险', 'Social insurance', { under: 'labour' }),
    service('pension', 'B', '养老待遇', 'Pensions', { under: 'labour', person: { required: true } }),
    service('birth', 'C', '新生儿落户', 'Newborns', { under: 'households' }),
    service('passport', 'D', '出入境证件', 'Passports', { under: 'police', area: '二楼 B 区' }),
    service('tax', 'E', '税务', 'Taxes', { askBeyond: 1, area: '二楼 B 区' }),
    service('estate', 'F', '不动产登记', 'Real estate', { closed: true }),
    service('water', 'G', '水电气报装', 'Utilities', { dailyMost: 1 }),
    service('advice', 'H', '法律咨询', 'Legal advice', { person: { required: false } }),
  ],
  counters: [
    {
      id: 'c1',
      number: 1,
      name: { zh: '1号窗口' },
      services: ['social', 'pension', 'birth', 'estate', 'water'],
    },
    { id: 'c2', number: 2, name: { zh: '2号窗口' }, services: ['passport', 'tax', 'advice'] },
  ],
  displays: [
    { id: 'ground', name: { zh: '一楼东区' }, areas: ['一楼东区'], sound: 'chime' },
    { id: 'upstairs', name: { zh: '二楼 B 区' }, areas: ['二楼 B 区'] },
  ],
};

function service(
  id: string,
  prefix: string,
  zh: string,
  en: string,
  rules: Record<string, unknown> & { area?: string },
) {
  const { area = '一楼东区', ...others } = rules;
  return {
    id,
    prefix,
    name: { zh, en },
    department: { zh },
    area: { zh: area },
    usualMinutes: 10,
    ...others,
  };
}

/** A command sent from a screen of this person; its answer. */
export async function command(
  hall: FlowHall,
  person: SignedIn,
  opened: { screen: string; of?: string },
  asked: object,
): Promise<Answer> {
  const socket = io(`${hall.url}/screen`, {
    ...{ auth: { protocol: PROTOCOL_VERSION, ...opened }, forceNew: true, transports: ['websocket'] },
    extraHeaders: { cookie: person.cookieHeader() },
  });
  try {
    return (await socket.timeout(10_000).emitWithAck('command:send', asked)) as Answer;
  } finally {
    socket.disconnect();
  }
}
