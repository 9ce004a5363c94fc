import { FrameProfile } from '@bandecheng/device-agent/profiles/profile';

/** A display that says `say` and hears `heard`, each with a text or with any data: for the layouts of frames alone. */
export function plainProfile(layout: object, others: object = {}): FrameProfile {
  const vector = { dir: 'out', hex: '00', means: { name: 'show' } };
  return FrameProfile.parse({
    id: 'plain',
    title: '测试屏',
    kind: 'window-display',
    source: { reference: 'the test', verifiedOn: 'nothing' },
    serial: { baudRate: 9600 },
    interByteTimeoutMs: 50,
    maxData: 16,
    ...layout,
    inbound: [{ name: 'heard', event: 'other' }],
    outbound: [{ name: 'show', data: [{ arg: 'text', encoding: 'gbk', width: 16, forbid: '1A' }] }],
    vectors: [vector, vector, vector],
    ...others,
  });
}
