import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { Hall } from '@bandecheng/shared/hall';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { casesText } from '../locales/zh-CN/cases.ts';
import { maySee } from '../state/case-acting.ts';
import { formsOf } from '../state/case-forms.ts';
import { gradeOf, ratingRuleOf, rulesOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { printerAt, printerProblem } from '../state/printer-at.ts';
import { reckoningOf } from '../state/reckoning.ts';
import { caseBasis } from './case-basis.ts';
import { fieldsShown, saidShown } from './case-fields.ts';
import { bareRow, caseRow } from './case-row.ts';
import { stepsShown } from './case-steps.ts';
import { caseTimeline } from './case-timeline.ts';
import { clockShown } from './clock-shown.ts';
import type { CaseWords, Reader } from '../state/case-reader.ts';

/** What a case is shown with. */
export interface Showing {
  reader: Reader;
  words: CaseWords;
  now: Instant;
}

/** A case whole; of one that is kept from the reader the number and the time alone. */
export function caseDetail(
  state: HallState,
  hall: Hall,
  of: Case,
  { reader, words, now }: Showing,
): CaseDetail {
  const { desk } = state;
  const rules = rulesOf(desk, of);
  const by = reckoningOf(state);
  const policy = policyShown(of, rules.policy);
  if (!maySee(rules.policy, of, reader)) return { ...NOTHING, row: bareRow(rules, of, by, now), policy };
  const { ticket, closedAt, materials, callBacks, branches } = of;
  const said = saidShown(of, words);
  return {
    row: caseRow(rules, of, hall, by, now),
    policy,
    ...(ticket === undefined ? {} : { ticket }),
    attributes: attributesShown(rules, of),
    fields: fieldsShown(rules, of, words),
    ...(said === undefined ? {} : { said }),
    steps: stepsShown(rules, of, reader),
    clocks: of.clocks.map((run) => clockShown(rules, of, run, by, now)),
    ...{ branches, materials, callBacks },
    filings: of.filings.map((filing) => filingShown(rules.policy, filing)),
    forms: formsOf(rules).map(({ id, zh, copies }) => ({
      form: id,
      zh,
      copies: copies.map((copy) => copy.zh),
    })),
    ...papersShown(state, hall),
    ...gradesShown(rules, of),
    timeline: caseTimeline({ rules, of, words, timeZone: hall.timeZone }),
    assumptions: assumptionsOf(desk, rules, of),
    resembling: [],
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}

const NOTHING: Omit<CaseDetail, 'row' | 'policy'> = {
  ...{
    attributes: [],
    fields: [],
    steps: [],
    clocks: [],
    branches: [],
    filings: [],
    forms: [],
    materials: [],
  },
  ...{ grades: [], channels: [], callBacks: [], timeline: [], assumptions: [], resembling: [] },
};

/** The title of the notice nearest to the hall: merged layers put the sources of those below first. */
function policyShown({ policy: mark }: Case, { place, sources }: Policy): CaseDetail['policy'] {
  return { mark, place, title: sources.at(-1)?.title ?? place };
}

function attributesShown({ type }: CaseRulesOf, { attributes }: Case): CaseDetail['attributes'] {
  return type.attributes.map(({ id, zh, options }) => {
    const value = attributes[id] ?? '';
    return { id, zh, value, text: options.find((option) => option.id === value)?.zh ?? '', options };
  });
}

function filingShown(
  { forms, roles }: Policy,
  filing: Case['filings'][number],
): CaseDetail['filings'][number] {
  return {
    ...filing,
    zh: forms.find(({ id }) => id === filing.form)?.zh ?? filing.form,
    to: roles.find(({ id }) => id === filing.to)?.zh ?? filing.to,
  };
}

function papersShown(state: HallState, { desk, kiosks }: Hall): Pick<CaseDetail, 'papersAt'> {
  if (desk.kiosk === undefined) return {};
  const name = kiosks.find(({ id }) => id === desk.kiosk)?.name.zh ?? desk.kiosk;
  const printer = printerAt(state, desk.kiosk);
  const problem = printer === null ? null : printerProblem(state, printer);
  return {
    papersAt: { kiosk: name, printer: printer !== null, ...(problem === null ? {} : { problem }) },
  };
}

function gradesShown(rules: CaseRulesOf, of: Case): Pick<CaseDetail, 'grades' | 'channels' | 'rating'> {
  const found = ratingRuleOf(rules.policy, of.invited);
  const { rating } = of;
  const zh = rating === undefined ? '' : (gradeOf(rules.policy, rating.grade)?.zh ?? casesText.unrated);
  return {
    grades: found?.scale.grades.map(({ id, zh, satisfied }) => ({ id, zh, satisfied })) ?? [],
    channels: found?.rule.channels ?? [],
    ...(rating === undefined ? {} : { rating: { ...rating, zh } }),
  };
}

/** Assumptions behind what has been done and what runs, that nobody has signed. */
function assumptionsOf({ signed }: CaseDesk, rules: CaseRulesOf, of: Case): CaseDetail['assumptions'] {
  const done = new Set(signed.get(of.policy)?.map(({ assumption }) => assumption));
  const used = new Set(caseBasis(rules, of).flatMap(({ assume }) => assume));
  return rules.policy.assumptions
    .filter(({ id }) => used.has(id) && !done.has(id))
    .map(({ id, question, chosen }) => ({ id, question, chosen }));
}
