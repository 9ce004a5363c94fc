import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/** The browser asks before the page is left while `dirty`. For use in a component's setup. */
export function warnOnLeave(dirty: Readonly<Ref<boolean>>): void {
  const ask = (event: BeforeUnloadEvent): void => {
    if (!dirty.value) return;
    event.preventDefault();
    // Kernels before Chromium 119 ask only when it is set; the sentence is the browser's own.
    event.returnValue = '';
  };
  onMounted(() => window.addEventListener('beforeunload', ask));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', ask));
}
