import { expect, test } from 'vitest';
import type { DeviceConfig } from '@bandecheng/device-agent/config';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { udevRules } from '@bandecheng/device-agent/technician/udev-rules';

const profiles = await readProfiles();

const box: DeviceConfig = {
  id: 'evaluator-c1',
  profile: 'hid-button-box-5',
  transport: { kind: 'hid', vendor: 0x1209, product: 0x0001 },
  counter: 'c1',
};

const rulesIn = (text: string): string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('a box of agent.json and the boxes of the profiles are opened to group and seat, each once', () => {
  const rules = rulesIn(udevRules(profiles.values(), [box, { ...box, id: 'evaluator-c2' }]));
  const boxes = rules.filter((rule) => rule.includes('hidraw'));
  expect(boxes).toContain(
    'SUBSYSTEM=="hidraw", ATTRS{idVendor}=="1209", ATTRS{idProduct}=="0001", GROUP="plugdev", MODE="0660", TAG+="uaccess"',
  );
  expect(boxes.filter((rule) => rule.includes('1209'))).toHaveLength(1);
  expect(boxes.filter((rule) => rule.includes('"05f3"'))).toHaveLength(2);
});

test('USB printers and serial ports with a maker’s own names are opened to their groups', () => {
  const rules = rulesIn(udevRules([], []));
  expect(rules).toHaveLength(2);
  expect(rules[0]).toContain('ttyCH343USB[0-9]*');
  expect(rules[1]).toBe('SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*", GROUP="lp", MODE="0660"');
});

test('every rule is matches and assignments, and no serial cable gets a name of its own', () => {
  for (const rule of rulesIn(udevRules(profiles.values(), [box]))) {
    for (const part of rule.split(', ')) expect(part).toMatch(/^[A-Z]+(\{\w+\})?(==|=|\+=)"[^"]+"$/);
    expect(rule).not.toContain('SYMLINK');
  }
});
