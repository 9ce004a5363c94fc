const pairs = (hex: string): readonly string[] => hex.toUpperCase().match(/[0-9A-F]{2}/g) ?? [];

/** Bytes in capital pairs with blanks between, with or without blanks before: `FF 68 03`. */
export const hexText = (hex: string): string => pairs(hex).join(' ');

/** How many bytes a text of hex pairs holds. */
export const hexBytes = (hex: string): number => pairs(hex).length;
