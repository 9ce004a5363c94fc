import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import type { ViewName } from '@bandecheng/shared/screen-views';
import { io, type Socket } from 'socket.io-client';
import type { SignedIn } from './signed-in.ts';

/** One screen's connection without its page: calls again for ever, as the page does. */
export class FlowScreen {
  private readonly newest = new Map<ViewName, Published>();
  private commands = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly name: string,
  ) {}

  /** @param at where the screen's page comes from, `http://host:port` */
  static open(at: string, person: SignedIn, screen: string, of?: string): FlowScreen {
    const socket = io(`${at}/screen`, {
      ...{ auth: { protocol: PROTOCOL_VERSION, screen, of }, transports: ['websocket'], forceNew: true },
      ...{ extraHeaders: { origin: at, cookie: person.cookieHeader() }, reconnectionDelayMax: 500 },
    });
    const opened = new FlowScreen(socket, `${screen}-${of ?? ''}-${Date.now()}`);
    socket.on('view:published', (published: Published) => opened.newest.set(published.view, published));
    return opened;
  }

  /** What the screen last was sent of this view; undefined before it was. */
  view<N extends ViewName>(name: N): Published<N>['data'] | undefined {
    return (this.newest.get(name) as Published<N> | undefined)?.data;
  }

  /** The answer; rejects where none comes in 5 s. */
  ask(command: object): Promise<Answer> {
    const id = `${this.name}-${(this.commands += 1)}`;
    return this.socket.timeout(5_000).emitWithAck('command:send', { id, ...command }) as Promise<Answer>;
  }

  close(): void {
    this.socket.close();
  }
}
