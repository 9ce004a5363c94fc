import type { Page } from 'playwright-core';

/** Pixels of each side of whatever a finger has to hit, where nothing else is asked. */
const LEAST_TOUCH = 60;

/**
 * What does not fit a touch screen: something to press that is too small or partly outside, a page or a part of it
 * that has to be scrolled, a text that does not fit its box.
 */
export function misfits(page: Page, leastTouch = LEAST_TOUCH): Promise<string[]> {
  return page.evaluate((least) => {
    const found: string[] = [];
    const name = (element: Element): string => `${element.className} "${element.textContent?.trim() ?? ''}"`;
    const isShown = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      const { visibility, opacity } = getComputedStyle(element);
      return width > 0 && height > 0 && visibility === 'visible' && opacity !== '0';
    };
    const shown = [...document.querySelectorAll('body, body *')].filter(isShown);
    for (const element of shown.filter((one) => one.matches('button, a, label, summary'))) {
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
      if (Math.min(width, height) < least - 0.5) found.push(`small ${width}×${height}: ${name(element)}`);
      if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1)
        found.push(`outside the screen: ${name(element)}`);
    }
    for (const element of shown) {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      // Inline elements have no box of their own; an SVG draws itself.
      if (clientWidth === 0 || element instanceof SVGElement) continue;
      if (scrollWidth > clientWidth + 1) found.push(`${scrollWidth} in ${clientWidth} px: ${name(element)}`);
      // A line set tight is lower than its letters' box, and nothing is lost but in a box that shows its edge.
      const cutsBelow =
        element.matches('button, a, label') || getComputedStyle(element).overflowY !== 'visible';
      if (cutsBelow && scrollHeight > clientHeight + 2)
        found.push(`${scrollHeight} in ${clientHeight} px high: ${name(element)}`);
    }
    return found;
  }, leastTouch);
}
