/** Opens a port and says how it went: `node open-port.mjs serial|usb-printer|hid PATH`. Run as whoever may not. */
const [kind, path] = process.argv.slice(2);
const deaf = { data: () => undefined, closed: () => undefined };
const line = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' };
const transports = new URL('../../device-agent/dist/transports/', import.meta.url);

const { serialTransport } = await import(new URL('serial.js', transports));
const { usbPrinterTransport } = await import(new URL('usb-printer.js', transports));
const { hidTransport } = await import(new URL('hid.js', transports));

/** The library itself, that has found a device there: what it says of a file it may not open is its own. */
async function loadFound() {
  const { HIDAsync } = await import('node-hid');
  const listed = { vendorId: 1, productId: 1, interface: 0, path };
  return { devicesAsync: async () => [listed], HIDAsync };
}
const opens = {
  serial: () => serialTransport(path, line, deaf),
  'usb-printer': () => usbPrinterTransport(path, deaf),
  hid: () => hidTransport({ vendor: 1, product: 1 }, deaf, { load: loadFound, platform: 'linux' }),
};
const transport = opens[kind]();
const said = await transport.open().then(
  () => 'open',
  (error) => error.lost,
);
await transport.close();
process.stdout.write(`${said}\n`);
process.exit(0);
