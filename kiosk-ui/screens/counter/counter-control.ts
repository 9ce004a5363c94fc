import type { CounterView, TicketView, WaitingTicket } from '@bandecheng/shared/views';
import type { AppealGround, HelpReason } from '@bandecheng/shared/vocabulary';
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ScreenAsk, ScreenLink } from '../../link/hub-link.ts';
import { local } from '../../locales/locale.ts';
import { askHub, type Asking } from '../staff/ask-hub.ts';
import { matterControl, type MatterControl } from './matter-control.ts';
import { isPossible, type CounterAction } from './possible-actions.ts';
import { t } from './texts.ts';
import { undoOffer, undoSeconds, type UndoOffer } from './undo-offer.ts';

/** A dialog the console has open; a reason, a destination or the number lists are given in it. */
export type ControlDialog =
  'hold' | 'cancel' | 'pause' | 'transfer' | 'help' | 'lists' | 'matters' | 'appeal';

export type TransferTarget = { service: string } | { counter: string };

/** Actions of which more must be said, in a dialog of the same name. */
const DIALOGS: ReadonlySet<CounterAction> = new Set(['hold', 'cancel', 'pause', 'transfer', 'help']);

type NumberedTicket = Pick<WaitingTicket, 'ticket' | 'number'>;
export type OwnVisit = CounterView['ownVisits'][number];

/** One counter's console: what it may do now, and doing it. */
export interface CounterControl {
  view: ComputedRef<CounterView | null>;
  asking: Asking;
  dialog: Readonly<Ref<ControlDialog | null>>;
  /** The ticket the open dialog is about: it stays, though a keypad may meanwhile move the counter on. */
  subject: Readonly<ShallowRef<WaitingTicket | null>>;
  /** Seconds in which the last no-show can be taken back; 0 for none. */
  undoLeft: ComputedRef<number>;
  undoNumber: ComputedRef<string>;
  /** Cut off, or an answer is out: nothing can be asked for. */
  blocked: ComputedRef<boolean>;
  can(action: CounterAction): boolean;
  /** What a button or key asks for; opens the dialog where more must be said. */
  act(action: CounterAction): void;
  /** @param minutes of a hold that ends by itself */
  giveReason(reason: string, minutes?: number): void;
  /** @param returnHere the applicant comes back to this counter afterwards */
  transfer(to: TransferTarget, returnHere: boolean): void;
  /** Asks the desk over for the open dialog's ticket. */
  askHelp(reason: HelpReason): void;
  /** Holds what may have been said of a visit for mistaken or malicious; whether anything was, nobody says. */
  appeal(visit: OwnVisit, ground: AppealGround, text: string): void;
  matters: MatterControl;
  call(ticket: NumberedTicket): void;
  requeue(ticket: NumberedTicket): void;
  undo(): void;
  openDialog(which: 'lists' | 'matters' | 'appeal'): void;
  closeDialog(): void;
}

/**
 * The controls of one counter over its screen's link.
 * @param clerk who is signed in on this page; null: nobody has told it
 */
export function counterControl(
  link: ScreenLink<'counter'>,
  counter: string,
  clerk: Readonly<Ref<string | null>>,
): CounterControl {
  const asking = askHub(link.send);
  const dialog = ref<ControlDialog | null>(null);
  const subject = shallowRef<WaitingTicket | null>(null);
  const offer = ref<UndoOffer | null>(null);
  const view = computed(() => link.views.counter.value?.data ?? null);
  const cutOff = computed(() => !link.connected.value || link.staleSince.value !== null);
  const blocked = computed(() => cutOff.value || asking.asking.value !== null);
  const undoLeft = computed(() => undoSeconds(offer.value, view.value?.missed ?? [], link.nowRef.value));

  const can = (action: CounterAction): boolean =>
    view.value !== null && !blocked.value && isPossible(action, view.value, clerk.value);
  const ask = (name: string, command: ScreenAsk, done?: (ticket: TicketView | undefined) => string) => {
    dialog.value = null;
    return asking.ask(name, command, done);
  };
  const steps = ticketSteps(counter, ask);

  function act(action: CounterAction): void {
    if (!can(action)) return;
    const current = view.value?.current ?? null;
    if (DIALOGS.has(action)) {
      asking.clear();
      subject.value = current;
      dialog.value = action as ControlDialog;
      return;
    }
    if (action === 'no-show' && current !== null) void noShow(current);
    else if (action === 'open') open();
    else steps.act(action, current);
  }

  function open(): void {
    const isAlone = view.value?.alone !== undefined;
    const opener = isAlone && clerk.value !== null ? { clerk: clerk.value } : {};
    void ask('open', { type: 'OpenCounter', counter, ...opener });
  }

  async function noShow(current: NumberedTicket): Promise<void> {
    const { ticket, number } = current;
    const done = await ask('no-show', { type: 'MarkNoShow', counter, ticket });
    // Only the hub can give a number back its place.
    if (done !== null && view.value?.alone === undefined)
      offer.value = undoOffer({ ticket, number }, link.now());
  }

  function giveReason(reason: string, minutes?: number): void {
    const about = subject.value;
    if (dialog.value === 'pause') void ask('pause', { type: 'PauseCounter', counter, reason });
    else if (about !== null && dialog.value === 'hold') steps.hold(about, reason, minutes);
    else if (about !== null && dialog.value === 'cancel') steps.cancel(about, reason);
  }

  function transfer(to: TransferTarget, returnHere: boolean): void {
    if (view.value !== null && subject.value !== null)
      steps.transfer(subject.value, to, placeOf(view.value, to), returnHere);
  }

  function askHelp(reason: HelpReason): void {
    if (subject.value !== null) steps.askHelp(subject.value, reason);
  }

  function undo(): void {
    if (offer.value !== null && undoLeft.value > 0) steps.requeue(offer.value);
  }

  return {
    view,
    asking,
    dialog,
    subject,
    undoLeft,
    undoNumber: computed(() => offer.value?.number ?? ''),
    blocked,
    can,
    act,
    giveReason,
    transfer,
    askHelp,
    appeal({ visit, number }, ground, text) {
      const asked = { type: 'AppealRating', visit, ground, text } as const;
      void ask('appeal', asked, () => t('done.appealed', { number }));
    },
    call: steps.call,
    requeue: steps.requeue,
    undo,
    matters: matterControl(counter, () => view.value?.current ?? null, asking),
    openDialog(which) {
      dialog.value = which;
    },
    closeDialog() {
      dialog.value = null;
    },
  };
}

type Ask = (name: string, command: ScreenAsk, done?: (ticket: TicketView | undefined) => string) => unknown;

/** The commands a console sends, each with the sentence that stays when it was done. */
function ticketSteps(counter: string, ask: Ask) {
  const requeue = ({ ticket, number }: NumberedTicket): void => {
    void ask('requeue', { type: 'RequeueTicket', ticket }, (moved) =>
      t('done.requeued', { number, ahead: moved?.ahead ?? 0 }),
    );
  };
  return {
    requeue,
    call({ ticket }: NumberedTicket): void {
      void ask('next', { type: 'CallTicket', counter, ticket });
    },
    hold({ ticket, number }: NumberedTicket, reason: string, minutes?: number): void {
      const asked = { type: 'HoldTicket', counter, ticket, reason } as const;
      if (minutes === undefined) void ask('hold', asked, () => t('done.held', { number }));
      else void ask('hold', { ...asked, minutes }, () => t('done.heldFor', { number, minutes }));
    },
    askHelp({ ticket, number }: NumberedTicket, reason: HelpReason): void {
      void ask('help', { type: 'AskHelp', counter, ticket, reason }, () => t('done.help', { number }));
    },
    cancel({ ticket, number }: NumberedTicket, reason: string): void {
      void ask('cancel', { type: 'CancelTicket', ticket, reason }, () => t('done.cancelled', { number }));
    },
    transfer({ ticket, number }: NumberedTicket, to: TransferTarget, place: string, back: boolean): void {
      const asked = { type: 'TransferTicket', ticket, to, ...(back ? { returnHere: true } : {}) } as const;
      void ask('transfer', asked, () =>
        t(back ? 'done.transferredBack' : 'done.transferred', { number, place }),
      );
    },
    act(action: CounterAction, current: NumberedTicket | null): void {
      if (action === 'next') void ask(action, { type: 'CallNext', counter });
      if (action === 'close') void ask(action, { type: 'CloseCounter', counter });
      if (action === 'resume') void ask(action, { type: 'ResumeCounter', counter });
      if (current === null) return;
      const { ticket, number } = current;
      if (action === 'recall') void ask(action, { type: 'RecallTicket', counter, ticket });
      if (action === 'start') void ask(action, { type: 'StartService', counter, ticket });
      if (action === 'requeue') requeue(current);
      if (action === 'finish')
        void ask(action, { type: 'FinishService', counter, ticket }, () => t('done.finished', { number }));
    },
  };
}

function placeOf(view: CounterView, to: TransferTarget): string {
  if ('counter' in to) {
    const number = view.transferCounters.find(({ counter }) => counter === to.counter)?.number;
    return number === undefined ? to.counter : t('transfer.counter', { number });
  }
  const name = view.transferServices.find(({ service }) => service === to.service)?.name;
  return name === undefined ? to.service : local(name);
}
