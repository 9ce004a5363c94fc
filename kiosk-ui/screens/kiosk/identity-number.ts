/** Places and check signs of GB 11643-1999, which residents, and foreigners with permanent residence, have on their card. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_SIGNS = '10X98765432';
export const ID_CARD_LENGTH = 18;

/** Whether it is the number of an identity card: 18 places, the last of which follows from the others. */
export function isIdCardNumber(typed: string): boolean {
  if (!/^\d{17}[\dX]$/.test(typed)) return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(typed[place]), 0);
  return CHECK_SIGNS[sum % 11] === typed[17];
}

/** In the groups it is read in: region, day of birth, rest. */
export function groupedIdCardNumber(typed: string): string {
  return [typed.slice(0, 6), typed.slice(6, 14), typed.slice(14)].filter((part) => part !== '').join(' ');
}
