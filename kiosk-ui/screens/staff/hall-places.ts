import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue';
import { hallInfo, type HallInfo } from '../../link/session.ts';
import { local } from '../../locales/locale.ts';
import type { Places } from './device-place.ts';

const AGAIN_MS = 5_000;

/** The hall's own particulars, asked for until they come; null until then. For use in a component's setup. */
export function useHall(): ShallowRef<HallInfo | null> {
  const hall = shallowRef<HallInfo | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = async (): Promise<void> => {
    const answer = await hallInfo();
    if (answer.ok) hall.value = answer;
    else timer = setTimeout(() => void load(), AGAIN_MS);
  };
  onMounted(load);
  onBeforeUnmount(() => clearTimeout(timer));
  return hall;
}

/** Where devices stand, by the hall's own names; empty while the hall is unknown. */
export function hallPlaces(hall: HallInfo | null): Places {
  return {
    counters: new Map((hall?.counters ?? []).map(({ id, number }) => [id, number])),
    kiosks: new Map((hall?.kiosks ?? []).map(({ id, name }) => [id, local(name)])),
  };
}
