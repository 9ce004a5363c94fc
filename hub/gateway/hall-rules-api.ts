import { createHash, randomUUID } from 'node:crypto';
import { Hall } from '@bandecheng/shared/hall';
import { withoutGroupServices } from '@bandecheng/shared/hall-check';
import { parse, type Problem } from '@bandecheng/shared/parse';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { pagesText } from '../locales/zh-CN/pages.ts';
import {
  done,
  malformed,
  notDone,
  refused,
  staffRoutes,
  withBody,
  type ApiReply,
  type ApiRoute,
} from './api-route.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Identity, Staff } from './identity.ts';
import { staffActor } from './on-record.ts';

/** What a running hub stands on: another value needs another hall.json and a restart. */
const FIXED = [
  'id',
  'port',
  'listen',
  'tls',
  'proxy',
  'metrics',
  'dataFolder',
  'publicAddress',
  'provinceFile',
] as const;

/** `mark`: of the rules the edit was made from, so that two who edit at once do not undo one another. */
const Edit = z.strictObject({ hall: z.unknown(), mark: z.string().max(64) });

export interface HallRulesParts {
  hub: Hub;
  hall: () => Hall;
  doorkeeper: Pick<Doorkeeper, keyof Identity | 'accounts'>;
}

/** What hall.json may hold, as JSON Schema: the page makes its forms from it, and so from what this hub checks. */
const SHAPE = z.toJSONSchema(Hall, { io: 'input' });

/** The hall's rules, whole, read and edited while the hall works, for administrators. */
export function hallRulesApi({ hub, hall, doorkeeper }: HallRulesParts): ApiRoute[] {
  const rules = () => ({
    hall: withoutGroupServices(hall()),
    mark: markOf(hall()),
    accounts: doorkeeper.accounts().map(({ account }) => account),
  });
  const route = staffRoutes(doorkeeper, { screen: 'hall' });
  return [
    route('get', '/api/hall/rules', 'edit-hall', () => done({ ...rules(), shape: SHAPE })),
    route('put', '/api/hall', 'edit-hall', (staff, request) =>
      withBody(Edit, request, async (edit) => {
        const refusal = await editHall({ hub, hall }, edit, staff);
        return refusal ?? done(rules());
      }),
    ),
  ];
}

function markOf(hall: Hall): string {
  return createHash('sha256').update(JSON.stringify(hall)).digest('hex').slice(0, 32);
}

/** Null: it is done. */
async function editHall(
  { hub, hall }: Pick<HallRulesParts, 'hub' | 'hall'>,
  edit: z.output<typeof Edit>,
  staff: Staff,
): Promise<ApiReply | null> {
  const parsed = parse(Hall, edit.hall);
  if (!parsed.ok) return malformed(parsed.problems);
  const before = hall();
  const moved = movedProblems(before, parsed.value);
  if (moved.length > 0) return malformed(moved);
  if (edit.mark !== markOf(before)) return refused('hall-changed');
  const command = { id: `hall:${randomUUID()}`, type: 'EditHall', hall: parsed.value } as const;
  const answer = await hub.handle(command, staffActor(staff));
  if (answer.ok || ('refused' in answer && answer.refused === 'nothing-new')) return null;
  return notDone(answer);
}

function movedProblems(before: Hall, after: Hall): Problem[] {
  return FIXED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map(
    (field) => ({
      path: field,
      reason: pagesText.fixedWhileRunning,
    }),
  );
}
