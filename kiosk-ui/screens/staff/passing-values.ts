import { ref, type Ref } from 'vue';

/** Milliseconds after which what was unmasked is hidden again. */
export const SEEN_MS = 30_000;

export type Values = Readonly<Record<string, string | null>>;

/** Values that stand open for half a minute, all of them from the newest on. */
export interface PassingValues {
  values: Ref<Values>;
  show(more: Values): void;
  hide(): void;
}

export function passingValues(): PassingValues {
  const values = ref<Values>({});
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    values.value = {};
  };
  return {
    values,
    show(more) {
      clearTimeout(timer);
      values.value = { ...values.value, ...more };
      timer = setTimeout(hide, SEEN_MS);
    },
    hide,
  };
}
