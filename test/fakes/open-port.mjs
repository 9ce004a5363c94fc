/** Opens a port and says how it went: `node open-port.mjs serial|usb-printer PATH`. Run as whoever may not. */
const [kind, path] = process.argv.slice(2);
const deaf = { data: () => undefined, closed: () => undefined };
const line = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' };
const transports = new URL('../../device-agent/dist/transports/', import.meta.url);

const { serialTransport } = await import(new URL('serial.js', transports));
const { usbPrinterTransport } = await import(new URL('usb-printer.js', transports));
const transport = kind === 'serial' ? serialTransport(path, line, deaf) : usbPrinterTransport(path, deaf);
const said = await transport.open().then(
  () => 'open',
  (error) => error.lost,
);
await transport.close();
process.stdout.write(`${said}\n`);
process.exit(0);
