import type { CaseDetail, CaseFound, CaseOwner, CaseRulesFor } from '@bandecheng/shared/case/case-detail';
import type { FilledForm } from '@bandecheng/shared/case/case-form';
import type { CaseId, SeenReason } from '@bandecheng/shared/vocabulary';
import { ask, readAnswer, type ApiAnswer } from './session.ts';

/** A photograph over a hall's radio network takes its time, ms. */
const UPLOAD_WITHIN_MS = 60_000;

const at = (id: CaseId): string => `/api/cases/${encodeURIComponent(id)}`;

/** What the hub knows of cases beyond the board; the session's cookie says who asks. */
export const caseRules = (): Promise<ApiAnswer<CaseRulesFor>> => ask('GET', '/api/case-rules');

/** To whom a case may be given; the desk's to know. */
export const caseStaff = (): Promise<ApiAnswer<{ staff: CaseOwner[] }>> => ask('GET', '/api/case-staff');

export const caseWhole = (id: CaseId): Promise<ApiAnswer<CaseDetail>> => ask('GET', at(id));

/** By case, ticket or order number, telephone or name; or the closed ones since a day (`YYYY-MM-DD`). */
export function findCases(
  wanted: { find: string } | { state: 'closed'; from: string },
): Promise<ApiAnswer<{ found: CaseFound[] }>> {
  return ask('GET', `/api/cases?${new URLSearchParams(wanted).toString()}`);
}

/** The whole of masked fields. That they were seen, by whom and why, is on record before the answer comes. */
export const seePersonal = (
  id: CaseId,
  fields: string[],
  reason: SeenReason,
): Promise<ApiAnswer<{ values: Record<string, string | null> }>> =>
  ask('POST', `${at(id)}/personal`, { fields, reason });

export const filledForm = (id: CaseId, form: string): Promise<ApiAnswer<FilledForm>> =>
  ask('GET', `${at(id)}/forms/${encodeURIComponent(form)}?reason=print-form`);

export const handOverText = (seq: number): Promise<ApiAnswer<{ text: string | null }>> =>
  ask('GET', `/api/hand-overs/${seq}`);

/** Address of a material; loading it is on record with the reason. */
export const materialAddress = (id: CaseId, material: string, reason: SeenReason): string =>
  `${at(id)}/materials/${encodeURIComponent(material)}?reason=${reason}`;

/** Puts a file to a case. The hub looks at the bytes themselves; name and type count for nothing. */
export function addMaterial(id: CaseId, file: Blob): Promise<ApiAnswer<{ material: string }>> {
  const type = file.type === '' ? 'application/octet-stream' : file.type;
  return readAnswer(
    `${at(id)}/materials`,
    { method: 'POST', headers: { 'content-type': type }, body: file },
    UPLOAD_WITHIN_MS,
  );
}
