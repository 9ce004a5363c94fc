import type { Told } from './device-shows.ts';

type Message<N extends Told['name']> = Extract<Told, { name: N }>['data'];

/** How devices are told, whoever tells them. */
export interface DeviceWishes {
  show(show: Message<'keypad:show'>): void;
  showWindow(show: Message<'window:show'>): void;
  showEvaluator(show: Message<'evaluator:show'>): void;
  invite(invitation: Message<'rating:invited'>): void;
}

/** Tells each device what has changed for it. */
export class DeviceTeller {
  private readonly told = new Map<string, string>();

  constructor(private readonly wishes: DeviceWishes) {}

  /** They show this already: the hub told them before it was lost. */
  assume(shows: readonly Told[]): void {
    for (const show of shows) this.told.set(keyOf(show), JSON.stringify(show.data));
  }

  /** Whatever they show, it is told again. */
  forget(): void {
    this.told.clear();
  }

  /** @param calledAgain numbers of counters whose display says the same once more */
  tell(shows: readonly Told[], calledAgain: ReadonlySet<number> = new Set()): void {
    for (const show of shows) {
      const text = JSON.stringify(show.data);
      const again = show.name === 'window:show' && calledAgain.has(show.data.counterNumber);
      if (this.told.get(keyOf(show)) === text && !again) continue;
      this.told.set(keyOf(show), text);
      this.send(show);
    }
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
