import type { TicketClass } from '@bandecheng/shared/vocabulary';

/** The fixed wording of a ticket. Another language that lacks a line does not compile. */
export const ticketZh = {
  reprint: '【补打】',
  nobodyAhead: '前面没有人，请留意叫号',
  ahead: (people: number) => `前面还有 ${people} 人`,
  waitUnder: (minutes: number) => `预计等候 ${minutes} 分钟以内`,
  waitAbout: (minutes: number) => `预计等候约 ${minutes} 分钟`,
  waitBetween: (low: number, high: number) => `预计等候 ${low} 至 ${high} 分钟`,
  waitOver: (hours: number) => `预计等候 ${hours} 小时以上`,
  area: (area: string) => `等候地点：${area}`,
  scan: '扫码查看排队进度',
  classes: {
    ordinary: '',
    elderly: '老年人优先',
    disabled: '残疾人优先',
    military: '军人优先',
    appointment: '预约',
  } satisfies Record<TicketClass, string>,
};

export type TicketWording = typeof ticketZh;
