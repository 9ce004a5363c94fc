/**
 * What the display over a counter says, per state the fullest wording first: the first that the display has room
 * and characters for is shown. Displays without Chinese characters come down to the number or the dashes.
 */
export const windowZh = {
  called: (number: string, counter: number) => [
    `请${number}号到${counter}号窗口`,
    `请${number}号办理`,
    `请${number}号`,
    `请${number}`,
    number,
  ],
  serving: (number: string) => [`正在办理${number}`, `办理${number}`, number],
  idle: (services: readonly string[], counter: number) => [
    ...services.map((_, i) => services.slice(0, services.length - i).join(' ')),
    `${counter}号窗口`,
    '空闲',
    String(counter),
  ],
  paused: () => ['暂停服务', '暂停', '----'],
  closed: () => ['窗口未开放', '未开放', '停办', '----'],
};
