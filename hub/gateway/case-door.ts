import { randomUUID } from 'node:crypto';
import { SEEN_REASONS, type SeenReason } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { CaseWords, Reader } from '../state/case-reader.ts';
import { sealedKey, sealedTexts } from '../views/case-texts.ts';
import { findCase, type FoundCase } from '../views/find-case.ts';
import { mayCommand, type Deed } from './access.ts';
import { notDone, refused, staffWho, type ApiReply, type ApiRequest } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { screenSessionCookie } from './cookies.ts';
import { nameIn } from './identity.ts';
import { staffActor } from './on-record.ts';

/** Why somebody looks at what is masked, as it stands behind an address. */
export const Because = z.object({ reason: z.enum(SEEN_REASONS) });

/** Who asks, where they may: signed in on the browser, or on the page of cases or the desk alone. */
export function readerOf(
  deed: Deed,
  request: Pick<ApiRequest, 'cookies'>,
  { identity }: Pick<CaseParts, 'identity'>,
): Reader | ApiReply {
  const screen = request.cookies.has(screenSessionCookie('cases')) ? 'cases' : 'desk';
  const staff = staffWho(deed, request, identity, { screen });
  return 'status' in staff ? staff : staffActor(staff);
}

/** Handles for somebody who may do this what an address says of a case that is not kept from them. */
export async function forCase(
  request: ApiRequest,
  parts: CaseParts,
  deed: Deed,
  handle: (found: FoundCase, reader: Reader) => Promise<ApiReply>,
): Promise<ApiReply> {
  const reader = readerOf(deed, request, parts);
  if ('status' in reader) return reader;
  const found = findCase(parts.hub.state.desk, String(request.params['case']), reader);
  return 'refused' in found ? refused(found.refused) : handle(found, reader);
}

/** Puts on record who looks at what of a person, and why. Null: it is on disk; otherwise the answer to give. */
export async function journalSeen(
  { hub }: Pick<CaseParts, 'hub'>,
  { of }: Pick<FoundCase, 'of'>,
  fields: string[],
  reason: SeenReason,
  reader: Reader,
): Promise<ApiReply | null> {
  const command = { id: `see:${randomUUID()}`, type: 'SeePersonal', case: of.id, fields, reason } as const;
  if (!mayCommand(reader, command)) return refused('not-allowed');
  const answer = await hub.handle(command, reader);
  return answer.ok ? null : notDone(answer);
}

/**
 * What a case says outside the state, whole; masking is the view's. A text that came while others were being opened is
 * opened too.
 */
export async function openWords(
  { of }: Pick<FoundCase, 'of'>,
  { store, identity }: CaseParts,
): Promise<CaseWords> {
  const opened = new Map<string, string | null>();
  for (;;) {
    const closed = sealedTexts(of).filter((sealed) => !opened.has(sealedKey(sealed)));
    if (closed.length === 0) break;
    const texts = await Promise.all(closed.map((sealed) => store.open(sealed)));
    closed.forEach((sealed, i) => opened.set(sealedKey(sealed), texts[i] ?? null));
  }
  return {
    textOf: (sealed) => opened.get(sealedKey(sealed)) ?? null,
    nameOf: nameIn(identity),
  };
}
