import type { DeviceConfig } from '../config.ts';
import type { DeviceProfile } from '../profiles/profile.ts';

/** USB numbers of a device that the rules open; without `product` all of the maker's. */
interface UsbNumbers {
  vendor: number;
  product?: number | undefined;
  /** Whose they are, in the comment above the rule. */
  of: string;
}

const HEAD = `# 办得成：设备权限。由 npm run devices -- udev 按型号档案和 agent.json 生成，不要手改。
# 存为 /etc/udev/rules.d/70-bandecheng.rules，然后运行：
#   udevadm control --reload && udevadm trigger
# 并把每个设备拔下再插上。设备代理的用户须在 dialout、lp、plugdev 组中。
# 没有规则给设备起别名：同型号的 USB 转串口线没有序列号，agent.json 一律写 /dev/serial/by-path/…`;

const PORTS = `# 串口：有些厂家的驱动（沁恒 CH343、CH9344，摩莎）起的名字不在系统自带规则里。
SUBSYSTEM=="tty", KERNEL=="ttyCH343USB[0-9]*|ttyCH9344USB[0-9]*|ttyM[0-9]*|ttyMI[0-9]*|ttyXR[0-9]*", GROUP="dialout", MODE="0660"
# USB 打印机（usblp）。
SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*", GROUP="lp", MODE="0660"`;

/**
 * Rules that let the agent's user open what the profiles and agent.json name: HID boxes by their USB numbers, for
 * the group and for whoever sits at the machine; USB printers and serial ports for the groups they mostly have.
 */
export function udevRules(profiles: Iterable<DeviceProfile>, devices: readonly DeviceConfig[]): string {
  const numbers = [...fromProfiles(profiles), ...fromDevices(devices)];
  const first = numbers.filter((one, i) => numbers.findIndex((other) => sameNumbers(one, other)) === i);
  const rules = first.map(
    ({ vendor, product, of }) =>
      `# ${of}\nSUBSYSTEM=="hidraw", ${attributes(vendor, product)}, GROUP="plugdev", MODE="0660", TAG+="uaccess"`,
  );
  const boxes = rules.length === 0 ? [] : [`# USB 按键盒（HID）。`, ...rules];
  return [HEAD, '', PORTS, ...boxes, ''].join('\n');
}

function fromProfiles(profiles: Iterable<DeviceProfile>): UsbNumbers[] {
  return [...profiles]
    .filter((profile) => 'speaks' in profile && profile.speaks === 'hid-reports')
    .flatMap(({ id, usb = [] }) => usb.map(({ vendor, product }) => ({ vendor, product, of: id })));
}

function fromDevices(devices: readonly DeviceConfig[]): UsbNumbers[] {
  return devices.flatMap(({ id, transport }) =>
    transport.kind === 'hid' ? [{ vendor: transport.vendor, product: transport.product, of: id }] : [],
  );
}

function sameNumbers(one: UsbNumbers, other: UsbNumbers): boolean {
  return one.vendor === other.vendor && one.product === other.product;
}

/** `ATTRS` looks at the parents too: the numbers are those of the USB device above the hidraw file. */
function attributes(vendor: number, product: number | undefined): string {
  const text = (value: number): string => value.toString(16).padStart(4, '0');
  const own = `ATTRS{idVendor}=="${text(vendor)}"`;
  return product === undefined ? own : `${own}, ATTRS{idProduct}=="${text(product)}"`;
}
