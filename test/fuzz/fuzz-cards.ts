import { idCardData, LONG_TERM, readIdCard, type IdCard } from '@bandecheng/device-agent/codecs/id-card';
import type { Dice } from './dice.ts';
import { hexOf, MOST_PROBLEMS, type Fuzzer, type Outcome } from './outcome.ts';

const NAMES = [...'张王李赵欣怡国强敏阿依古丽·'];

/** Identity cards, sound, spoilt and cut: a sound one comes back whole, of the others none with an unsound field. */
export const cardFuzzer: Fuzzer = { name: 'identity cards', run };

function run(frames: number, dice: Dice): Outcome {
  const outcome: Outcome = { frames: 0, noise: 0, problems: [] };
  while (outcome.frames < frames && outcome.problems.length < MOST_PROBLEMS) {
    const card = randomCard(dice);
    const data = idCardData(card);
    outcome.frames += 1;
    const whole = readIdCard(data);
    if (!whole.ok || JSON.stringify(whole.card) !== JSON.stringify(card))
      outcome.problems.push(`card ${outcome.frames} did not come back as it was`);

    const cut = readIdCard(data.subarray(0, dice.below(260)));
    if (cut.ok || (cut.reason !== 'too-short' && cut.reason !== 'unknown-kind'))
      outcome.problems.push(`card ${outcome.frames} cut short was not refused`);

    const spoiltBytes = 1 + dice.below(4);
    for (let i = 0; i < spoiltBytes; i++) data[dice.below(260)] = dice.below(256);
    outcome.noise += spoiltBytes;
    const spoilt = readIdCard(data);
    if (spoilt.ok && !isSound(spoilt.card))
      outcome.problems.push(`card ${outcome.frames} spoilt was read: ${hexOf(data.subarray(0, 260))}`);
  }
  return outcome;
}

function randomCard(dice: Dice): IdCard {
  const word = (longest: number): string =>
    Array.from({ length: 1 + dice.below(longest) }, () => dice.pick(NAMES)).join('');
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = (): string => `${1930 + dice.below(95)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`;
  const seventeen = Array.from({ length: 17 }, () => dice.below(10)).join('');
  return {
    name: word(15),
    sex: dice.pick(['male', 'female', 'unknown'] as const),
    nation: two(1 + dice.below(58)),
    birth: date(),
    address: word(35),
    number: seventeen + checkCharacter(seventeen),
    issuer: word(15),
    validFrom: date(),
    validTo: dice.once(5) ? LONG_TERM : date(),
  };
}

/** GB 11643 by its table of weights. */
function checkCharacter(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, i) => all + weight * Number(seventeen[i]), 0);
  return '10X98765432'[sum % 11]!;
}

function isSound({ name, sex, birth, number, validFrom, validTo }: IdCard): boolean {
  const isDay = (date: string): boolean =>
    /^\d{4}-\d\d-\d\d$/.test(date) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
  return (
    name !== '' &&
    ['male', 'female', 'unknown'].includes(sex) &&
    number === number.slice(0, 17) + checkCharacter(number) &&
    isDay(birth) &&
    isDay(validFrom) &&
    (validTo === LONG_TERM || isDay(validTo))
  );
}
