import type { Decision } from './decision.ts';

export function decideOutageStep(..._asked: unknown[]): Decision {
  return { refused: 'nothing-new' };
}
export function decideOutageEnd(..._asked: unknown[]): Decision {
  return { refused: 'nothing-new' };
}
