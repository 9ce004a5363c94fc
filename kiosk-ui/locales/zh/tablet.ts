/** The tablet that stands at a counter for its applicants. */
export const tablet = {
  rest: '请先办理业务，办完后请您评价',
  closed: '本窗口现在不办理业务',
  paused: '本窗口暂停办理，请稍候',
  counter: '号窗口',
  clerk: '为您服务',
  clerkIs: '为您服务：{name}',
  clerkNumber: '工号 {number}',
  star: '星级：{n} 星',
  cannot: '现在不能评价，请扫小票二维码或稍后再评',
} as const;
