import type { TransportConfig } from '../config.ts';
import { hex4 } from './attached-ports.ts';

export interface AgentEntry {
  /** Its id where agent.json has it already. */
  device: string | null;
  transport: TransportConfig;
  profile: string;
  address: number | null;
  counter: string | null;
}

/** A device as agent.json writes it, for a person to copy. */
export function entryText({ device, transport, profile, address, counter }: AgentEntry): string {
  const entry = {
    id: device ?? 'device-1',
    transport: transport.kind === 'hid' ? withNumbers(transport) : transport,
    profile,
    ...(address === null ? {} : { address }),
    ...(counter === null ? {} : { counter }),
  };
  return JSON.stringify(entry, null, 2);
}

/** USB numbers in the file are hexadecimal text. */
function withNumbers(transport: Extract<TransportConfig, { kind: 'hid' }>): Record<string, unknown> {
  const { vendor, product, usagePage, ...rest } = transport;
  const page = usagePage === undefined ? {} : { usagePage: hex4(usagePage) };
  return { ...rest, vendor: hex4(vendor), product: hex4(product), ...page };
}
