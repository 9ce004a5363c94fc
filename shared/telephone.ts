/** The digits of a Chinese telephone number however it was typed, without +86 or 0086; an area code keeps its zero. */
export function telephoneDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\d+]/g, '')
    .replace(/^(\+|00)86/, '')
    .replace(/\D/g, '');
}
