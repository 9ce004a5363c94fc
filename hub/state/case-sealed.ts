import type { Sealed } from '@bandecheng/shared/vault';

/** Whether a value stands for a text in the vault. */
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && 'record' in value && 'digest' in value;
}
