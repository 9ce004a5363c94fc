/** A pause that can be cut short. A wake that comes while nobody waits cuts the next pause. */
export class Wake {
  private woken = false;
  private resume: (() => void) | null = null;

  now(): void {
    if (this.resume === null) this.woken = true;
    else this.resume();
  }

  wait(ms: number): Promise<void> {
    if (this.woken) {
      this.woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        this.resume = null;
        resolve();
      };
      const timer = setTimeout(resume, ms);
      this.resume = resume;
    });
  }
}
