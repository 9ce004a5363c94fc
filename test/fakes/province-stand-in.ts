import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Record_ = Record<string, unknown>;

/** What came in, in order, with what it was answered. */
export interface Asked {
  path: string;
  record: Record_;
  key: string;
  answer: string;
}

export const PROVINCE_SECRET = 'a-secret-of-the-province';

/**
 * A province that behaves as those read about do: refuses a rating before its service record, a second one of the same
 * number, and a bad one that gives no reason; checks the signature of everything.
 */
export class ProvinceStandIn {
  readonly asked: Asked[] = [];
  /** Answers 503 so often before it works. */
  failures = 0;
  /** Takes the next record and loses its answer. */
  losesAnswer = false;
  private readonly services = new Set<string>();
  private readonly ratings = new Set<string>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ProvinceStandIn> {
    const holder: { province?: ProvinceStandIn } = {};
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const said = holder.province?.answer(request, body) ?? null;
        if (said === null) return response.destroy();
        const [status, answer] = said;
        return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (holder.province = new ProvinceStandIn(server));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api`;
  }

  /** What it accepted: `service 37SB1`, `rating 37SB1 5`. */
  taken(): string[] {
    return this.asked
      .filter(({ answer }) => answer === 'ok')
      .map(({ path, record }) =>
        path.endsWith('service')
          ? `service ${String(record['projectNo'])}`
          : `rating ${String(record['projectNo'])} ${String(record['satisfaction'])}`,
      );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Null: the answer is lost on the way. */
  private answer({ url = '', headers }: IncomingMessage, body: string): [number, object] | null {
    if (this.failures > 0) {
      this.failures -= 1;
      return [503, { success: false, message: '系统维护' }];
    }
    const signature = createHmac('sha256', PROVINCE_SECRET)
      .update(`${String(headers['x-time'])}.${body}`)
      .digest('hex');
    if (headers['x-sign'] !== signature) return [401, { success: false, message: '验签失败' }];
    const record = JSON.parse(body) as Record_;
    const answer = url.endsWith('/evaluateservice') ? this.takeService(record) : this.takeRating(record);
    this.asked.push({ path: url, record, key: String(headers['idempotency-key']), answer });
    if (this.losesAnswer) {
      this.losesAnswer = false;
      return null;
    }
    return [200, { success: answer === 'ok', message: answer }];
  }

  private takeService(record: Record_): string {
    const key = serviceOf(record);
    if (!/^37[A-Z0-9]+$/.test(String(record['projectNo']))) return '项目编号有误';
    if (this.services.has(key)) return '已存在服务数据';
    this.services.add(key);
    return 'ok';
  }

  private takeRating(record: Record_): string {
    const key = `${serviceOf(record)}/${String(record['assessNumber'])}`;
    const bad = Number(record['satisfaction']) < 3;
    if (!this.services.has(serviceOf(record))) return '没有对应的服务数据';
    if (bad && record['evalDetail'] === undefined && record['writingEvaluation'] === undefined)
      return '差评必须勾选详情或填写文字评价';
    if (this.ratings.has(key)) return '本次服务已存在评价，请勿重复评价！';
    this.ratings.add(key);
    return 'ok';
  }
}

function serviceOf(record: Record_): string {
  return `${String(record['projectNo'])}/${String(record['serviceNumber'])}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
