import { API_ROUTES } from '@bandecheng/shared/api-v1';
import { readCsv } from '@bandecheng/hub/gateway/v1/read-csv';
import { clockText } from '@bandecheng/shared/calendar/business-day';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, expectDeclared, expectProblem } from '../fakes/api-client.ts';
import { TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;
let app: ApiClient;
beforeAll(async () => {
  hub = await TestHub.start();
  app = await ApiClient.of(hub, 'city-app', ['read', 'tickets', 'appointments']);
  await app.post('/tickets', { service: 'social' });
  await app.post('/tickets/A001/cancel', { reason: '本人取消' });
});
afterAll(() => hub.stop());

describe('tables', () => {
  it('a table of appointments is booked whole, in Chinese as Excel saves it', async () => {
    const before = await app.get('/appointments?day=2026-11-25');
    expect(before.body['appointments']).toEqual([]);
    const head = [0xd2, 0xb5, 0xce, 0xf1, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xca, 0xb1, 0xbc, 0xe4];
    const lines = ',code\r\nsocial,2026/11/25,9:30,\r\nsocial,2026/11/25,9:45:00,IMPRT2\r\n';
    const gbk = Buffer.concat([Buffer.from(head), Buffer.from(lines)]);
    const imported = await app.csv('/appointments/import', gbk, { 'idempotency-key': 'import-0001' });
    expectDeclared(API_ROUTES.importAppointments, imported);
    expect(imported.body).toEqual({ booked: 2 });
    expect((await app.csv('/appointments/import', gbk, { 'idempotency-key': 'import-0001' })).body).toEqual({
      booked: 2,
    });
    const { body } = await app.get('/appointments?day=2026-11-25');
    expect(body['appointments']).toHaveLength(2);
    expect(body['appointments']).toMatchObject([
      { startsAt: Date.UTC(2026, 10, 25, 1, 30) },
      { code: 'IMPRT2' },
    ]);
  });

  it('a table with bad lines books nothing, and names each by line, field and reason', async () => {
    const lines = [
      'service,date,time,code',
      'social,2026-11-26,09:00,GOOD01',
      'nowhere,2026-11-26,09:00,CODE02',
      'social,2026-02-30,09:00,CODE03',
      'social,2026-11-20,09:00,CODE04',
      '社会保险,2026-11-26,25:00,lower',
      'social,2026-11-26,10:00,GOOD01',
      'social,2026-11-26',
    ];
    const answer = await app.csv('/appointments/import', `\ufeff${lines.join('\r\n')}`);
    expectProblem(answer, 400, 'malformed');
    const problems = answer.body['problems'] as { line: number; path: string; reason: string }[];
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '3 service',
      '4 time',
      '5 date',
      '6 time',
      '6 code',
      '7 code',
      '8 ',
    ]);
    expect(problems[0]?.reason).toBe('没有这项业务');
    expect((await app.get('/appointments?day=2026-11-26')).body['appointments']).toEqual([]);
  });

  it('the longest table is booked in one go and is there after a restart', async () => {
    const csv = `service,date,time\n${'social,2026-11-27,09:00\n'.repeat(2_000)}`;
    expect((await app.csv('/appointments/import', csv)).body).toEqual({ booked: 2_000 });
    await hub.restart();
    expect((await app.get('/appointments?day=2026-11-27')).body['appointments']).toHaveLength(2_000);
  });

  it('51 CSV/exports match DB', async () => {
    await app.post('/tickets', { service: 'medical', people: 3 });
    const rows = readCsv((await app.get('/tickets.csv')).text);
    const [, ...tickets] = 'openQuoteAt' in rows ? [] : rows;
    const { body } = await app.get('/statistics');
    expect(tickets).toHaveLength((body['totals'] as { issued: number }).issued);
    for (const { cells } of tickets) {
      const ticket = await app.get(`/tickets/${cells[0]}`);
      expect(cells[3]).toBe({ waiting: '等候中', cancelled: '已取消' }[String(ticket.body['status'])]);
      expect(cells[5]).toBe(clockText(Number(ticket.body['issuedAt']), 'Asia/Shanghai'));
    }
    expect(tickets.at(-1)?.cells.slice(1, 5)).toEqual(['医疗保障', '普通', '等候中', '3']);
  });

  it("the day's numbers and appointments come as tables that Excel opens", async () => {
    const tickets = await app.get('/tickets.csv');
    expect(tickets.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(tickets.text.slice(0, 6)).toBe('\ufeff号码,业务');
    expect(tickets.text).toMatch(
      /\r\nA001,社会保险,普通,已取消,1,2026-11-23 09:30:00,,,2026-11-23 09:30:00,/,
    );
    const english = await app.get('/tickets.csv', { 'accept-language': 'en' });
    expect(english.text.slice(1, 15)).toBe('Number,Service');
    const appointments = await app.get('/appointments.csv?day=2026-11-25');
    expect(appointments.text).toMatch(
      /^\ufeff业务,日期,时间,预约码,状态,号码\r\n社会保险,2026-11-25,09:30,[A-Z0-9]{6},已预约,\r\n/,
    );
  });
});
