/** Someone at the hub's pages: keeps the cookies it is given, as a browser does. */
export class SignedIn {
  private readonly cookies = new Map<string, string>();

  constructor(readonly hubUrl: string) {}

  /** The answer's body. Throws for any answer but `ok: true`. */
  async post<T = Record<string, unknown>>(path: string, body: object): Promise<T> {
    const response = await fetch(`${this.hubUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.hubUrl, cookie: this.cookieHeader() },
      body: JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    const answer = (await response.json()) as { ok: boolean };
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** In the form a browser context takes. */
  browserCookies(): { name: string; value: string; url: string; httpOnly: true; sameSite: 'Strict' }[] {
    return [...this.cookies].map(([name, value]) => ({
      ...{ name, value, url: this.hubUrl },
      ...{ httpOnly: true as const, sameSite: 'Strict' as const },
    }));
  }
}
