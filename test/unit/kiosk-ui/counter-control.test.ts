import type { ScreenAsk, ScreenLink } from '@bandecheng/kiosk-ui/link/hub-link';
import { counter as texts } from '@bandecheng/kiosk-ui/locales/zh/counter';
import { notDone } from '@bandecheng/kiosk-ui/locales/zh/not-done';
import { vocabulary } from '@bandecheng/kiosk-ui/locales/zh/vocabulary';
import { counterControl } from '@bandecheng/kiosk-ui/screens/counter/counter-control';
import type { Answer } from '@bandecheng/shared/protocol';
import type { CounterView } from '@bandecheng/shared/views';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { ref, shallowRef } from 'vue';
import { NINE, TODAY } from '../../given.ts';
import { atCounter, counterView, ticket, withCurrent } from './counter-view-sample.ts';

/** A console at a link whose answers the test gives. */
function givenConsole(first: CounterView) {
  const sent: ScreenAsk[] = [];
  const answers: ((answer: Answer) => void)[] = [];
  const published = shallowRef({ view: 'counter' as const, seq: 1, at: NINE, data: first });
  const nowRef = ref(NINE);
  const link: ScreenLink<'counter'> = {
    connected: ref(true),
    refusedReason: ref(null),
    views: { counter: published },
    staleSince: ref(null),
    heardAt: ref(NINE),
    now: () => nowRef.value,
    nowRef,
    send(ask) {
      sent.push(ask);
      return new Promise((resolve) => answers.push(resolve));
    },
    onCard: () => undefined,
    close: () => undefined,
  };
  return {
    ...{ link, sent, control: counterControl(link, 'c1', ref('1001')) },
    show: (data: CounterView) => {
      published.value = { view: 'counter', seq: published.value.seq + 1, at: NINE, data };
    },
    async answer(answer: Answer = { ok: true, seq: 2 }) {
      answers.shift()!(answer);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const A001 = `${TODAY}-A001`;

describe('the counter console', () => {
  it('tells an agent alone who opens the counter, and a hub nothing it knows itself', () => {
    const closed = counterView({ state: 'closed' });
    const atHub = givenConsole(closed);
    atHub.control.act('open');
    expect(atHub.sent).toEqual([{ type: 'OpenCounter', counter: 'c1' }]);

    const alone = givenConsole({ ...closed, alone: { since: NINE } });
    alone.control.act('open');
    expect(alone.sent).toEqual([{ type: 'OpenCounter', counter: 'c1', clerk: '1001' }]);
  });

  it('asks the desk over for the ticket at hand with one tap on the reason', async () => {
    const { control, sent, answer } = givenConsole(withCurrent('serving'));

    control.act('help');
    expect(sent).toEqual([]);
    control.askHelp('material-missing');
    await answer();

    expect(sent).toEqual([{ type: 'AskHelp', counter: 'c1', ticket: A001, reason: 'material-missing' }]);
    expect(control.asking.notice.value?.text).toContain('已求助并挂起');
    expect(control.dialog.value).toBeNull();
  });

  it('sends one command for a double click', async () => {
    const { control, sent, answer } = givenConsole(counterView());

    control.act('next');
    control.act('next');
    expect(control.can('next')).toBe(false);
    await answer();

    expect(sent).toEqual([{ type: 'CallNext', counter: 'c1' }]);
    expect(control.can('next')).toBe(true);
  });

  it('sends nothing while it is cut off or what it shows is old', () => {
    const { control, sent, link } = givenConsole(counterView());

    link.connected.value = false;
    control.act('next');
    link.connected.value = true;
    link.staleSince.value = NINE;
    control.act('next');

    expect(sent).toEqual([]);
  });

  it('says in a sentence why it was refused', async () => {
    const { control, answer } = givenConsole(counterView());

    control.act('next');
    await answer({ ok: false, refused: 'nobody-waiting' });

    expect(control.asking.notice.value).toMatchObject({ good: false, text: '现在没有人等候' });
  });

  it('says that nothing was heard, and lets the clerk try again', async () => {
    const { control, answer } = givenConsole(counterView());

    control.act('next');
    await answer({ ok: false, fault: 'unavailable' });

    expect(control.asking.notice.value).toEqual({ good: false, text: notDone['fault.unavailable'] });
    expect(control.can('next')).toBe(true);
  });

  it('offers to take a no-show back once the hall has it, and puts it back in line', async () => {
    const { control, sent, answer, show, link } = givenConsole(withCurrent('called'));

    control.act('no-show');
    await answer();
    show(counterView({ missed: [ticket('A001', 'no-show')] }));
    expect(control.undoLeft.value).toBe(10);
    control.undo();

    expect(sent).toEqual([
      { type: 'MarkNoShow', counter: 'c1', ticket: A001 },
      { type: 'RequeueTicket', ticket: A001 },
    ]);
    link.nowRef.value = NINE + 10_000;
    expect(control.undoLeft.value).toBe(0);
  });

  it('offers nothing to take back when the no-show was refused', async () => {
    const { control, answer, show } = givenConsole(withCurrent('called'));

    control.act('no-show');
    await answer({ ok: false, refused: 'cannot-no-show-serving', about: { number: 'A001' } });
    show(counterView({ missed: [ticket('A001', 'no-show')] }));

    expect(control.undoLeft.value).toBe(0);
  });

  it('holds the ticket its dialog was opened for, though a keypad has called another meanwhile', () => {
    const { control, sent, show } = givenConsole(withCurrent('serving'));

    control.act('hold');
    show(counterView({ current: atCounter(ticket('A002', 'called')) }));
    control.giveReason('复印');

    expect(sent).toEqual([{ type: 'HoldTicket', counter: 'c1', ticket: A001, reason: '复印' }]);
    expect(control.dialog.value).toBeNull();
  });

  it('sends nothing when a dialog is closed', () => {
    const { control, sent } = givenConsole(withCurrent('serving'));

    control.act('cancel');
    expect(control.dialog.value).toBe('cancel');
    control.closeDialog();

    expect(sent).toEqual([]);
  });

  it('tells where a ticket has gone', async () => {
    const { control, sent, answer } = givenConsole(withCurrent('serving'));

    control.act('transfer');
    control.transfer({ counter: 'c2' }, false);
    await answer();

    expect(sent).toEqual([{ type: 'TransferTicket', ticket: A001, to: { counter: 'c2' } }]);
    expect(control.asking.notice.value?.text).toBe('A001 已转到 2 号窗口');
  });

  it('sends a number to another counter and back, and says so', async () => {
    const { control, sent, answer } = givenConsole(withCurrent('serving'));

    control.act('transfer');
    control.transfer({ service: 'tax' }, true);
    await answer();

    expect(sent).toEqual([
      { type: 'TransferTicket', ticket: A001, to: { service: 'tax' }, returnHere: true },
    ]);
    expect(control.asking.notice.value?.text).toBe('A001 已转到 税务，办完回到本窗口');
  });

  it('holds a number for some minutes, after which it comes back by itself', async () => {
    const { control, sent, answer } = givenConsole(withCurrent('serving'));

    control.act('hold');
    control.giveReason('复印', 20);
    await answer();

    expect(sent).toEqual([{ type: 'HoldTicket', counter: 'c1', ticket: A001, reason: '复印', minutes: 20 }]);
    expect(control.asking.notice.value?.text).toBe('A001 已挂起，20 分钟后自动回来');
  });

  it('keeps the matters of whoever is served, and of nobody else', async () => {
    const { control, sent, answer, show } = givenConsole(withCurrent('called'));

    control.matters.add('tax');
    show(withCurrent('serving'));
    control.matters.add('tax');
    await answer();
    control.matters.change(0, { quantity: 2 });
    await answer();
    control.matters.change(0, { quantity: 0 });
    control.matters.end(0);
    await answer();
    control.matters.takeUp(1);

    const at = { counter: 'c1', ticket: A001 };
    expect(sent).toEqual([
      { type: 'AddMatter', ...at, service: 'tax' },
      { type: 'ChangeMatter', ...at, matter: 0, quantity: 2 },
      { type: 'EndMatter', ...at, matter: 0 },
      { type: 'TakeUpMatter', ...at, matter: 1 },
    ]);
  });

  it('takes an appeal against what may have been said of a visit, and never learns whether anything was', async () => {
    const visit = {
      visit: `${A001}.1`,
      number: 'A001',
      service: 'social',
      finishedAt: NINE,
      appealed: false,
    };
    const { control, sent, answer } = givenConsole(counterView({ ownVisits: [visit] }));

    control.openDialog('appeal');
    control.appeal(visit, 'mistaken', '按键前已经离开窗口');
    await answer();

    const said = { ground: 'mistaken', text: '按键前已经离开窗口' };
    expect(sent).toEqual([{ type: 'AppealRating', visit: `${A001}.1`, ...said }]);
    expect(control.asking.notice.value?.text).toBe('A001：申诉已提交');
    expect(control.dialog.value).toBeNull();
  });

  it('has no word for a level of satisfaction', () => {
    const words = LEVELS.map((level) => vocabulary[`level.${level}`]);

    for (const text of Object.values(texts)) expect(words.filter((word) => text.includes(word))).toEqual([]);
  });
});
