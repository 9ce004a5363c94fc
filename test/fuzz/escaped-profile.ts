import { FrameProfile } from '@bandecheng/device-agent/profiles/profile';

const vector = {
  dir: 'in',
  hex: '7E 05 01 00 04 7E',
  means: { name: 'rating', address: 5, level: 'dissatisfied' },
};

/** No built-in model escapes its bytes or has a checksum before its end mark; a site's may. */
export const escapedProfile: FrameProfile = FrameProfile.parse({
  id: 'escaped-evaluator',
  title: '带转义的评价器',
  kind: 'evaluator',
  source: { reference: 'in the manner of HDLC framing, RFC 1662 section 4', verifiedOn: 'nothing' },
  serial: { baudRate: 9600 },
  interByteTimeoutMs: 50,
  layout: [
    { f: 'const', id: 'start', bytes: '7E' },
    { f: 'addr' },
    { f: 'cmd' },
    { f: 'data' },
    { f: 'ck', kind: 'xor8', covers: ['addr', 'data'] },
    { f: 'const', id: 'end', bytes: '7E' },
  ],
  maxData: 16,
  escape: { kind: 'prefix-xor', prefix: '7D', xor: '20', bytes: '7E', scope: ['addr', 'ck'] },
  inbound: [
    { name: 'rating', cmd: '01', event: 'rating', values: { '00': 'dissatisfied', '7E': 'satisfied' } },
    { name: 'other', cmd: '02', event: 'other' },
  ],
  outbound: [{ name: 'ack', cmd: '7D', data: [{ arg: 'value' }], event: 'ack' }],
  vectors: [vector, vector, vector],
});
