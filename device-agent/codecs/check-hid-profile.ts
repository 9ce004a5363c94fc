import type { Problem } from '@bandecheng/shared/parse';
import { profileZh } from '../locales/zh/profile.ts';
import type { HidInput, HidProfile, HidVector } from '../profiles/hid-profile.ts';
import { byteDiffers, differences, hexByte } from './byte-difference.ts';
import { encodeHidOutput, hasHidOutput, isDown } from './hid-report-codec.ts';

type InVector = Extract<HidVector, { dir: 'in' }>;
type OutVector = Extract<HidVector, { dir: 'out' }>;

/**
 * Runs the vectors of a profile of HID reports through the codec. Empty: all held. Otherwise which vector and which
 * byte, counted from 1, what it would have to be and what the vector says.
 */
export function checkHidProfile(profile: HidProfile): Problem[] {
  return profile.vectors.flatMap((vector, i) => {
    const path = `vectors[${i}]`;
    const problem =
      vector.dir === 'out' ? checkOutput(profile, vector, path) : checkInput(profile, vector, path);
    return problem ?? [];
  });
}

function checkOutput(profile: HidProfile, { hex, means }: OutVector, path: string): Problem | undefined {
  if (!hasHidOutput(profile, means.name))
    return { path: `${path}.means`, reason: profileZh.noSuchFrame(`out ${means.name}`) };
  return differences(`${path}.hex`, encodeHidOutput(profile, means.name), hex)[0];
}

function checkInput(profile: HidProfile, vector: InVector, path: string): Problem | undefined {
  const unknown = vector.means.pressed.find((means) => !profile.inputs.some((one) => one.means === means));
  if (unknown !== undefined)
    return { path: `${path}.means`, reason: `${profileZh.noSuchMeaning}：${unknown}` };
  return checkShape(profile, vector.hex, `${path}.hex`) ?? checkButtons(profile, vector, `${path}.hex`);
}

/** Length, report id and the bytes that tell a report of buttons from others. */
function checkShape(profile: HidProfile, hex: readonly number[], path: string): Problem | undefined {
  const { reportId, reportLength, onlyIf, exceptIf } = profile;
  const idBytes = reportId === 0 ? 0 : 1;
  const length = reportLength + idBytes;
  if (hex.length > length) return byteDiffers(path, length, profileZh.noByte, hex);
  if (hex.length < length) return byteDiffers(path, hex.length, profileZh.anyByte, hex);
  if (idBytes === 1 && hex[0] !== reportId) return byteDiffers(path, 0, hexByte(reportId), hex);
  for (const { byte, values } of onlyIf)
    if (!values.includes(hex[byte + idBytes] ?? -1))
      return byteDiffers(path, byte + idBytes, values.map(hexByte).join('/'), hex);
  for (const { byte, values } of exceptIf)
    if (values.includes(hex[byte + idBytes] ?? -1))
      return byteDiffers(path, byte + idBytes, profileZh.otherByte, hex);
  return undefined;
}

function checkButtons(profile: HidProfile, { hex, means }: InVector, path: string): Problem | undefined {
  const idBytes = profile.reportId === 0 ? 0 : 1;
  const body = Uint8Array.from(hex.slice(idBytes));
  const down = profile.inputs.filter((input) => isDown(input, body));
  const tooMany = down.find((input) => !means.pressed.includes(input.means));
  if (tooMany !== undefined) {
    const at = placeOf(tooMany, body);
    return byteDiffers(path, at + idBytes, withButton(tooMany, body[at], false), hex);
  }
  const missing = means.pressed.find((one) => !down.some((input) => input.means === one));
  const input = profile.inputs.find((one) => one.means === missing);
  if (input === undefined) return undefined;
  return byteDiffers(path, input.byte + idBytes, withButton(input, body[input.byte], true), hex);
}

/** Where a button shows in a report on which it is down. */
function placeOf(input: HidInput, body: Uint8Array): number {
  return 'value' in input ? body.indexOf(input.value, input.byte) : input.byte;
}

/** What the byte would be with the button down, or not. */
function withButton(input: HidInput, byte = 0, down: boolean): string {
  if ('value' in input) return down ? hexByte(input.value) : profileZh.otherByte;
  return hexByte(down ? byte | (1 << input.bit) : byte & ~(1 << input.bit));
}
