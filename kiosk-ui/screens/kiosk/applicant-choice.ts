import type { ServiceLine } from '@bandecheng/shared/views';
import type { ServiceId, TicketClass } from '@bandecheng/shared/vocabulary';
import { computed, reactive, type ComputedRef } from 'vue';
import type { Wish } from './take-number.ts';

/** Services one number may be taken for, as the hub has it. */
export const MOST_SERVICES = 6;

/** What is asked before the number is taken. */
export type Step =
  | { at: 'services' }
  /** `wish`: what it is for; a code is that of an appointment. */
  | { at: 'identity'; wish: Wish | { code: string }; person: 'asked' | 'required' }
  | { at: 'check-in' }
  | { at: 'rate' };

/** What one applicant has chosen so far. */
export interface Chosen {
  step: Step;
  /** The department that has been gone into; null: the first page. */
  department: string | null;
  page: number;
  ticketClass: TicketClass;
  /** How many came with this one number. */
  people: number;
  /** They are being counted. */
  counting: boolean;
  /** Several services are being chosen, in this order; null: one tap takes the number. */
  several: ServiceId[] | null;
}

const FRESH: Readonly<Chosen> = {
  step: { at: 'services' },
  department: null,
  page: 0,
  ticketClass: 'ordinary',
  people: 1,
  counting: false,
  several: null,
};

export interface ApplicantChoice {
  chosen: Chosen;
  /** As the next applicant finds it. */
  isFresh: ComputedRef<boolean>;
  reset(): void;
  goTo(department: string | null): void;
  /** One more of several services, or, chosen already, one less. */
  toggle(service: ServiceId): void;
  /** What to ask the hub for; it is asked at once, unless the service asks for an identity number first. */
  wishFor(line: ServiceLine, more?: readonly ServiceId[]): Wish;
}

/** How firmly services that one number is taken for ask who it is for; undefined: none of them does. */
export function personAsked(lines: readonly (ServiceLine | undefined)[]): ServiceLine['person'] {
  const asked = lines.flatMap((line) => line?.person ?? []);
  return asked.includes('required') ? 'required' : asked[0];
}

/** The choices of whoever stands at the kiosk. */
export function applicantChoice(): ApplicantChoice {
  const chosen = reactive<Chosen>({ ...FRESH });
  return {
    chosen,
    isFresh: computed(() => JSON.stringify(chosen) === JSON.stringify(FRESH)),
    reset: () => void Object.assign(chosen, FRESH),
    goTo(department) {
      chosen.department = department;
      chosen.page = 0;
    },
    toggle(service) {
      const { several } = chosen;
      if (several === null) return;
      if (several.includes(service)) chosen.several = several.filter((one) => one !== service);
      else if (several.length < MOST_SERVICES) chosen.several = [...several, service];
    },
    wishFor(line, more = []) {
      return {
        ...{ service: line.service, class: chosen.ticketClass },
        ...(more.length === 0 ? {} : { more: [...more] }),
        ...(chosen.people === 1 ? {} : { people: chosen.people }),
      };
    },
  };
}
