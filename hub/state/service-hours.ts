import type { ServiceId } from '@bandecheng/shared/vocabulary';

/** Under which the numbers given in a slice are counted. */
export function sliceKey(service: ServiceId, slice: number): string {
  return `${service}#${slice}`;
}

/** Under which a person's tickets of a service are kept for the day. */
export function personKey(person: string, service: ServiceId): string {
  return `${person}/${service}`;
}
