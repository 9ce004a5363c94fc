const TYPED_IN = 'input:not([readonly]), select, textarea, button';

/** Puts the cursor into the field of a path, or into the nearest there is above it: a list, a section, a part. */
export function focusAt(path: string): void {
  for (let at = path; at !== ''; at = at.replace(/(\.?[^.[]+|\[\d+\])$/, '')) {
    const field = document.querySelector<HTMLElement>(`[data-path="${at}"]`);
    const typedIn = field?.querySelector<HTMLElement>(TYPED_IN);
    if (typedIn === undefined || typedIn === null) continue;
    typedIn.focus();
    typedIn.scrollIntoView({ block: 'center' });
    return;
  }
}
