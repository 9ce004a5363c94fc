/** Reasons that a time without the hub leaves on tickets. */
export const outageText = {
  withdrawn: (kept: string) => `断网时同一次取号又发了 ${kept}，以 ${kept} 为准`,
};
