import * as z from 'zod';

/** Names inside a policy: they stand in events, file names and addresses. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, '须为 1 到 32 个字母、数字、横线或下划线，以字母或数字开头');

/** What happened, `case.registered`: steps tell it, clocks start and stop with it. */
export const EventName = z
  .string()
  .regex(/^[a-z][A-Za-z]*(\.[a-zA-Z0-9]+)?$/, '须为 subject.happened 的写法');

export const Text = z.string().trim().min(1, '不能为空').max(400, '最多 400 个字');

/**
 * Why a rule stands: the literal sentences of the notice that demand it, and the assumptions it rests on where
 * the notice is silent or can be read in two ways. One of the two is always there; the checker sees to it.
 */
export const basis = {
  cite: z.array(Text).default([]),
  assume: z.array(Name).default([]),
};

export interface Basis {
  cite: readonly string[];
  assume: readonly string[];
}
