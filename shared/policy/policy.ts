import * as z from 'zod';
import { basis, Name, Text } from './basis.ts';
import { CaseType } from './case-type.ts';
import { Form } from './form.ts';
import { Metric, Report } from './metric.ts';
import { ROLES, type Role } from '../vocabulary.ts';
import { RatingRule, Scale } from './rating.ts';

/** Accounts that may write down what somebody else did, who has no account here. */
export const RECORDERS: readonly Role[] = ['desk', 'shift-leader', 'admin'];

export const LAYERS = ['national', 'province', 'city', 'hall'] as const;

/** What every layer file says of itself; the rest is checked once the layers lie on each other. */
export const PolicyLayer = z.looseObject({
  id: Name,
  version: z.string().min(1),
  layer: z.enum(LAYERS),
  /** The layer below, of which this one says only what differs. */
  extends: Name.optional(),
});
export type PolicyLayer = z.output<typeof PolicyLayer>;

const Source = z.strictObject({
  id: Name,
  title: Text,
  number: Text.optional(),
  issuer: Text,
  date: Text.optional(),
});

/** A question that the notice leaves open, and the answer that holds until someone signs another. */
export const Assumption = z.strictObject({
  id: Name,
  question: Text,
  chosen: Text,
  others: z.array(Text),
});
export type Assumption = z.output<typeof Assumption>;

const HallRules = z.strictObject({
  lunch: z
    .strictObject({
      weekdays: z.array(z.int().min(1).max(7)),
      onDuty: z.int().min(1),
      groups: z.int().min(1),
    })
    .optional(),
  /** AB岗: an empty counter is taken over at once. */
  standIn: z.boolean().default(false),
  weekendAppointments: z.array(Text).default([]),
  triage: z.array(z.strictObject({ id: Name, zh: Text })).default([]),
  /** Sentences nobody at a counter says. */
  neverSaid: z.array(Text).default([]),
});

/** A city's 制度, all layers merged. */
export const Policy = z.strictObject({
  id: Name,
  version: z.string().min(1),
  layer: z.enum(LAYERS),
  place: Text,
  sources: z.array(Source).min(1),
  languages: z.array(z.enum(['zh', 'mn'])).min(1),
  roles: z
    .array(
      z.strictObject({
        id: Name,
        zh: Text,
        /** Accounts that hold it by their own role; whoever else acts in it records for somebody. */
        accounts: z.array(z.enum(ROLES)).default([]),
        /** Held in a case by whoever opened it or has it now, 首问: others of these accounts see nothing confidential. */
        ofCase: z.boolean().default(false),
        /** Whom cases are about: it rates them. */
        applicant: z.boolean().default(false),
      }),
    )
    .min(1),
  desk: z.strictObject({ sign: Text.optional(), at: Text.optional(), duties: z.array(Text).min(1) }),
  hall: HallRules.prefault({}),
  caseTypes: z.array(CaseType).default([]),
  forms: z.array(Form).default([]),
  scales: z.array(Scale).default([]),
  ratings: z.array(RatingRule).default([]),
  metrics: z.array(Metric).default([]),
  reports: z.array(Report).default([]),
  confidential: z
    .array(
      z.strictObject({
        id: Name,
        zh: Text,
        caseTypes: z.array(Name),
        when: z.enum(['always', 'on-request']),
        visibleTo: z.array(Name).min(1),
        ...basis,
      }),
    )
    .default([]),
  assessment: z.array(Text).default([]),
  assumptions: z.array(Assumption).default([]),
});
export type Policy = z.output<typeof Policy>;
