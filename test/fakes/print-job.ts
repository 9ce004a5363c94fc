import type { TicketJob } from '@bandecheng/shared/protocol';

/** An order to print A012, with some of it set otherwise. */
export function printJob(set: Partial<TicketJob> = {}): TicketJob {
  return {
    job: '2026-11-23-A012/0',
    device: 'printer-k1',
    deadlineAt: Date.UTC(2026, 10, 23, 4, 1),
    copy: 0,
    ticket: {
      hall: '清河县政务服务中心',
      service: '社会保险',
      number: 'A012',
      ahead: 3,
      estimateMinutes: 20,
      area: '一楼东区',
      issuedText: '2026-11-23 12:00',
      followUpUrl: 'http://10.1.2.3:3000/t/7f3k2m9q',
      notice: ['请携带身份证原件'],
      language: 'zh',
      class: 'ordinary',
    },
    ...set,
  };
}
