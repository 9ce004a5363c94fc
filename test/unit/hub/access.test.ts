import type { Actor, Command, CommandType } from '@bandecheng/shared/commands';
import { MAY_COMMAND, mayCommand, mayDo, mayOpen, type ApiAction } from '@bandecheng/hub/gateway/access';
import { ROLES, SCREENS, type Role, type Screen } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';

type Mark = '+' | '.';
const PARTIES = ['kiosk', ...ROLES, 'agent', 'hub', 'api', 'tablet', 'holder'] as const;

/**
 * One column each: kiosk, clerk, desk, shift-leader, supervisor, auditor, admin, security-admin, agent, hub, api, tablet,
 * holder.
 */
const COMMANDS: Record<CommandType, string> = {
  IssueTicket: '+ . + + . . + . . . + . .',
  BookAppointment: '. . + + . . + . . . + . .',
  CancelAppointment: '. . + + . . + . . . + . .',
  CheckIn: '+ . + + . . + . . . + . .',
  ImportAppointments: '. . . . . . . . . . + . .',
  BackfillTicket: '. . + + . . + . . . . . .',
  ReprintTicket: '. . + + . . + . . . . . .',
  OpenCounter: '. + . + . . + . . . . . .',
  CloseCounter: '. + . + . . + . . . . . .',
  PauseCounter: '. + . + . . + . . . . . .',
  ResumeCounter: '. + . + . . + . . . . . .',
  CallNext: '. + . + . . + . . . . . .',
  CallTicket: '. + . + . . + . . . . . .',
  RecallTicket: '. + . + . . + . . . . . .',
  StartService: '. + . + . . + . . . . . .',
  FinishService: '. + . + . . + . . . . . .',
  MarkNoShow: '. + . + . . + . . . . . .',
  HoldTicket: '. + . + . . + . . . . . .',
  AddMatter: '. + . + . . + . . . . . .',
  ChangeMatter: '. + . + . . + . . . . . .',
  TakeUpMatter: '. + . + . . + . . . . . .',
  EndMatter: '. + . + . . + . . . . . .',
  ClearQueue: '. . . + . . + . . . . . .',
  RequeueTicket: '. + + + . . + . . . . . .',
  TransferTicket: '. + + + . . + . . . . . .',
  CancelTicket: '. + + + . . + . . . + . .',
  OpenCase: '. + + + + . + . . . + . .',
  ImportCases: '. . . . . . . . . . + . .',
  TakeStep: '. + + + + . + . . . . . .',
  AmendCase: '. + + + + . + . . . . . .',
  NoteCase: '. + + + + . + . . . . . .',
  AssignCase: '. . + + . . + . . . . . .',
  AddBranch: '. + + + + . + . . . . . .',
  EndBranch: '. + + + + . + . . . . . .',
  ExtendClock: '. + + + + . + . . . . . .',
  GiveInterimNotice: '. + + + + . + . . . . . .',
  RateCase: '. . + + . . + . . . . . .',
  RecordCallBack: '. + + + + . + . . . . . .',
  PrintPaper: '. + + + . . + . . . . . .',
  AskHelp: '. + . + . . + . . . . . .',
  AnswerHelp: '. . + + . . + . . . . . .',
  HandOver: '. . + + . . + . . . . . .',
  SeePersonal: '. + + + + . + . . . . . .',
  AttachMaterial: '. + + + + . + . . . . . .',
  ErasePerson: '. . . . . . . + . + . . .',
  SeeWords: '. . . . + . + . . . . . .',
  EraseWords: '. . . . . . . + . + . . .',
  SeeHandedRecords: '. . . . . . + . . . . . .',
  PrintDigest: '. . . . + . + . . . . . .',
  SignAssumption: '. . . . + . + . . . . . .',
  AdoptPolicy: '. . . . . . . . . + . . .',
  AdoptCalendar: '. . . . . . . . . + . . .',
  WarnOverdue: '. . . . . . . . . + . . .',
  OpenCallBack: '. . . . . . . . . + . . .',
  RateVisit: '+ . . . . . . . . . . + +',
  GiveReasons: '+ . . . . . . . . . . + +',
  TypeRating: '. . + . + . + . . . + . .',
  CorrectRating: '. . . . + . + . . . . . .',
  AppealRating: '. + . + . . + . . . . . .',
  DecideAppeal: '. . . . + . + . . . . . .',
  LookIntoCheck: '. . . . + . + . . . . . .',
  DrawCallList: '. . . . + . + . . . . . .',
  RecordCall: '. . + . + . + . . . . . .',
  ReceiptSms: '. . . . . . . . . . + . .',
  NumberVisit: '. . . . . . . . . . + . .',
  InviteBySms: '. . . . . . . . . + . . .',
  RecordPress: '. . . . . . . . + . . . .',
  UseKeypad: '. . . . . . . . + . . . .',
  RecordDeviceState: '. . . . . . . . + . . . .',
  RecordOutageStep: '. . . . . . . . + . . . .',
  EndOutage: '. . . . . . . . + . . . .',
  RecordPrint: '. . . . . . . . + . . . .',
  EditHall: '. . . . . . + . . . . . .',
  ConfigureHall: '. . . . . . . . . + . . .',
  OpenDay: '. . . . . . . . . + . . .',
  LapseRating: '. . . . . . . . . + . . .',
  MissAppointment: '. . . . . . . . . + . . .',
  EndHold: '. . . . . . . . . + . . .',
  GiveUpPrint: '. . . . . . . . . + . . .',
  JoinAgent: '. . . . . . . . . + . . .',
  LoseAgent: '. . . . . . . . . + . . .',
  RecordSecurity: '. . . . . . . . . + . . .',
};

/** One column each: nobody, clerk, desk, shift-leader, supervisor, auditor, admin, security-admin. */
const OPENED: Record<Screen, string> = {
  kiosk: '. + + + + + + +',
  display: '. + + + + + + +',
  counter: '. + . + . . + .',
  tablet: '. + + + + + + +',
  desk: '. . + + + . + .',
  devices: '. . + + . . + .',
  hall: '. . . . . . + .',
  follow: '+ + + + + + + +',
  cases: '. + + + + . + .',
};

/** One column each: clerk, desk, shift-leader, supervisor, auditor, admin, security-admin. */
const DONE: Record<ApiAction, string> = {
  'pair-screen': '. . + . . + +',
  'read-appointments': '. + + + . + .',
  'edit-hall': '. . . . . + .',
  'read-accounts': '. . . . . . +',
  'create-account': '. . . . . . +',
  'edit-account': '. . . . . . +',
  'give-star': '. . . . . . +',
  'create-agent-key': '. . . . . . +',
  'revoke-agent-key': '. . . . . . +',
  'ask-agent': '. . . . . + .',
  'manage-api-keys': '. . . . . . +',
  'manage-webhooks': '. . . . . + .',
  'read-rules': '+ + + + + + .',
  'edit-calendar': '. . + + . + .',
  'reload-calendar': '. . . . . + .',
  'read-proof': '. . . + + + .',
  'read-erasure': '. . . + + . +',
  'read-cases': '+ + + + + + .',
  'read-case-staff': '. + + . . + .',
  'read-hand-overs': '. + + + . + .',
  'read-reports': '. + + + + + .',
  'read-ratings': '. . + + + + .',
  'read-call-lists': '. + . + + + .',
  'read-province': '. . . + + + .',
  'hand-over-again': '. . . + . + .',
  'read-knowledge': '+ + + + + + .',
  'write-knowledge': '. + + + . + .',
  'end-sessions': '. . . . . . +',
  'read-self-check': '. + + + . + +',
  'read-audit': '. . . . + . .',
};

function actorOf(party: (typeof PARTIES)[number]): Actor {
  if (party === 'kiosk') return { kind: 'kiosk', kiosk: 'k1' };
  if (party === 'tablet') return { kind: 'tablet', counter: 'c1' };
  if (party === 'holder') return { kind: 'holder', ticket: 'A001' };
  if (party === 'agent') return { kind: 'agent', agent: 'hall-1' };
  if (party === 'hub') return { kind: 'hub' };
  if (party === 'api') return { kind: 'api', key: 'city-app' };
  return { kind: 'staff', account: 'somebody', role: party };
}

/** The cells of `columns` marked with the answers given, as a row to compare with. */
function row<C>(columns: readonly C[], answer: (column: C) => boolean): string {
  return columns.map((column): Mark => (answer(column) ? '+' : '.')).join(' ');
}

describe('who may do what', () => {
  it('has a row for every command', () => {
    expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(MAY_COMMAND).sort());
  });

  it.each(Object.entries(COMMANDS))('%s is for %s', (type, cells) => {
    // A kiosk rates by a number; wherever else one rates, the place says which visit is meant.
    const named = (party: string) => (party === 'kiosk' ? { ticket: 'A001' } : {});
    const asked = (party: string) => ({ id: 'command-1', type, ...named(party) }) as Command;
    expect(row(PARTIES, (party) => mayCommand(actorOf(party), asked(party)))).toBe(cells);
  });

  it.each(SCREENS.map((screen) => [screen, OPENED[screen]] as const))('%s opens for %s', (screen, cells) => {
    const nobodyAndStaff: (Role | null)[] = [null, ...ROLES];
    expect(row(nobodyAndStaff, (role) => mayOpen(screen, role))).toBe(cells);
  });

  it.each(Object.entries(DONE))('%s is for %s', (action, cells) => {
    expect(row(ROLES, (role) => mayDo(action as ApiAction, { role }))).toBe(cells);
  });

  it('lets a kiosk take tickets in its own name or in none, and in no other', () => {
    const kiosk: Actor = { kind: 'kiosk', kiosk: 'k1' };
    const issue = (of?: string) =>
      ({ id: 'command-1', type: 'IssueTicket', service: 'social', ...(of && { kiosk: of }) }) as Command;
    expect(mayCommand(kiosk, issue())).toBe(true);
    expect(mayCommand(kiosk, issue('k1'))).toBe(true);
    expect(mayCommand(kiosk, issue('k2'))).toBe(false);
  });

  it('lets a tablet rate what it shows, a holder their own ticket alone, a kiosk by a number alone', () => {
    const rate = (ticket?: string) =>
      ({ id: 'command-1', type: 'RateVisit', level: 'satisfied', ...(ticket && { ticket }) }) as Command;
    const rates = (party: 'tablet' | 'holder' | 'kiosk', ticket?: string) =>
      mayCommand(actorOf(party), rate(ticket));
    expect([rates('tablet'), rates('tablet', 'A001')]).toEqual([true, true]);
    expect([rates('holder'), rates('holder', 'A001'), rates('holder', 'A002')]).toEqual([true, true, false]);
    expect([rates('kiosk'), rates('kiosk', 'A001')]).toEqual([false, true]);
  });
});
