import type { ServerResponse } from 'node:http';

/** Least ms between two states sent. */
const PACE_MS = 30;
/** So that a page notices a line that is cut without a word. */
const BEAT_MS = 5_000;

/** Server-sent events: the newest state to every open page, never more often than it can be read. */
export class StateStream {
  private readonly pages = new Set<ServerResponse>();
  /** Pages that have not yet taken the state before. */
  private readonly behind = new Set<ServerResponse>();
  private timer: NodeJS.Timeout | undefined;
  private again = false;
  private readonly beat = setInterval(() => this.sendAll(':\n\n'), BEAT_MS);

  constructor(private readonly state: () => unknown) {
    this.beat.unref();
  }

  /** Takes a response over and sends it the state at once. */
  open(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    this.pages.add(response);
    response.on('close', () => {
      this.pages.delete(response);
      this.behind.delete(response);
    });
    this.send(response, this.message());
  }

  /** The first change after a rest goes out at once, the newest of those that follow together. */
  changed(): void {
    if (this.timer !== undefined) {
      this.again = true;
      return;
    }
    this.again = false;
    this.sendAll(this.message());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) this.changed();
    }, PACE_MS);
  }

  close(): void {
    clearInterval(this.beat);
    clearTimeout(this.timer);
    for (const page of this.pages) page.end();
  }

  private message(): string {
    return `data: ${JSON.stringify(this.state())}\n\n`;
  }

  private sendAll(message: string): void {
    for (const page of this.pages) this.send(page, message);
  }

  private send(page: ServerResponse, message: string): void {
    if (this.behind.has(page)) return;
    if (page.write(message)) return;
    this.behind.add(page);
    page.once('drain', () => {
      this.behind.delete(page);
      this.send(page, this.message());
    });
  }
}
