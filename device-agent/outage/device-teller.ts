import type { Clerk, EvaluatorShow } from '@bandecheng/shared/protocol';
import type { AccountId, CounterId } from '@bandecheng/shared/vocabulary';
import { deviceShows, type Told } from './device-shows.ts';
import type { Seen } from './kiosk-view.ts';

type Message<N extends Told['name']> = Extract<Told, { name: N }>['data'];

/** How devices are told, whoever tells them. */
export interface DeviceWishes {
  show(show: Message<'keypad:show'>): void;
  showWindow(show: Message<'window:show'>): void;
  showEvaluator(show: Message<'evaluator:show'>): void;
  invite(invitation: Message<'rating:invited'>): void;
}

/** Tells each device at a counter what has changed for it. */
export class DeviceTeller {
  private readonly told = new Map<string, string>();
  private readonly clerks = new Map<AccountId, Clerk>();

  constructor(private readonly wishes: DeviceWishes) {}

  /** Who serves at a counter, as the hub told its evaluator. */
  evaluatorTold({ clerk }: Pick<EvaluatorShow, 'clerk'>): void {
    if (clerk !== null) this.clerks.set(clerk.number, clerk);
  }

  /** They show this already: the hub told them before it was lost. */
  assume(seen: Seen): void {
    this.forget();
    for (const show of this.shows(seen)) this.told.set(keyOf(show), JSON.stringify(show.data));
  }

  /** Whatever they show, it is told again. */
  forget(): void {
    this.told.clear();
  }

  /** @param calledAgain counters whose display says the same once more */
  tell(seen: Seen, calledAgain: readonly CounterId[] = []): void {
    const again = seen.devices
      .filter(({ counter = '' }) => calledAgain.includes(counter))
      .map(({ id }) => id);
    for (const show of this.shows(seen)) {
      const text = JSON.stringify(show.data);
      const isAnew = show.name === 'window:show' && again.includes(show.data.device);
      if (this.told.get(keyOf(show)) === text && !isAnew) continue;
      this.told.set(keyOf(show), text);
      this.send(show);
    }
  }

  private shows({ hall, queue, devices, now }: Seen): Told[] {
    return deviceShows(hall, queue, devices, { clerkOf: (account) => this.clerks.get(account) ?? null, now });
  }

  private send(show: Told): void {
    switch (show.name) {
      case 'keypad:show':
        return this.wishes.show(show.data);
      case 'window:show':
        return this.wishes.showWindow(show.data);
      case 'evaluator:show':
        return this.wishes.showEvaluator(show.data);
      case 'rating:invited':
        return this.wishes.invite(show.data);
    }
  }
}

function keyOf({ name, data }: Told): string {
  return `${name}/${data.device}`;
}
