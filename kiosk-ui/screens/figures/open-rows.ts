import type { Counted } from '@bandecheng/shared/case/case-report';
import type { InjectionKey } from 'vue';

/** Opens the cases behind a number; `what` is said above them. */
export const OPEN_ROWS: InjectionKey<(what: string, counted: Counted) => void> = Symbol('open-rows');
