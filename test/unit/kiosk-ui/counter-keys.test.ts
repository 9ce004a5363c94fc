import { SHORTCUT, shortcutAction, type KeyPress } from '@bandecheng/kiosk-ui/screens/counter/shortcuts';
import { describe, expect, it } from 'vitest';

const press = (code: string, changed: Partial<KeyPress> = {}): KeyPress => ({
  ...{ code, modified: false, repeated: false, where: 'page' as const },
  ...changed,
});

describe('the keys of a counter', () => {
  it('call the next one with space and with F2', () => {
    expect([shortcutAction(press('Space')), shortcutAction(press('F2'))]).toEqual(['next', 'next']);
  });

  it('leave space to the button that has the focus', () => {
    expect(shortcutAction(press('Space', { where: 'button' }))).toBeNull();
    expect(shortcutAction(press('F2', { where: 'button' }))).toBe('next');
  });

  it.each(['input', 'dialog'] as const)('do nothing while the focus is in: %s', (where) => {
    expect(['Space', 'F2', 'F9'].map((code) => shortcutAction(press(code, { where })))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('call one person and not a dozen while the key is held down', () => {
    expect(shortcutAction(press('F2', { repeated: true }))).toBeNull();
  });

  it('leave Ctrl, Alt and Shift to the browser', () => {
    expect(shortcutAction(press('F4', { modified: true }))).toBeNull();
  });

  it.each(['KeyA', 'F1', 'F5', 'F11', 'F12', 'Enter', 'Tab', 'toString'])('leave %s alone', (code) => {
    expect(shortcutAction(press(code))).toBeNull();
  });

  it('do what their button shows', () => {
    const shown = Object.entries(SHORTCUT);

    expect(shown.length).toBeGreaterThan(0);
    for (const [action, code] of shown) expect(shortcutAction(press(code))).toBe(action);
  });
});
