import { ref, watch, type Ref } from 'vue';
import { currentSession, hallInfo } from '../../link/session.ts';

/**
 * Who is signed in on this page; null until the hub has said so. Asked whenever the hub is there: an agent alone cannot
 * tell, and keeps what was said last.
 */
export function signedIn(isAtHub: () => boolean): Readonly<Ref<string | null>> {
  const account = ref<string | null>(null);
  watch(
    isAtHub,
    async (atHub) => {
      if (!atHub) return;
      // A demo hall lets each counter in by a cookie of its own, and nobody signs in.
      const hall = await hallInfo();
      const session = hall.ok && !hall.demo ? await currentSession() : null;
      if (session?.ok === true) account.value = session.account;
    },
    { immediate: true },
  );
  return account;
}
