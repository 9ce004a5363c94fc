import { ref, type Ref } from 'vue';

/** Seconds of silence between two clips. */
const GAP_S = 0.03;
/** Seconds from now to the first clip, so that its beginning is not cut off. */
const LEAD_S = 0.06;

export interface ClipPlayer {
  /** False while the browser holds the sound back until someone touches the page. */
  enabled: Ref<boolean>;
  /** Files that could not be loaded; they are left out of what is heard. */
  missing: Ref<number>;
  /** Fetches files before they are needed. */
  prepare(files: readonly string[]): void;
  /** To be called from a touch or a key press. */
  enable(): Promise<void>;
  /** Plays the files without a break and resolves when the last has ended; at once while sound is held back. */
  play(files: readonly string[]): Promise<void>;
  /** Silence from now on. */
  stop(): void;
}

/** Plays audio files by their addresses. Never rejects: a hall without sound still sees its calls. */
export function createClipPlayer(): ClipPlayer {
  const context = new AudioContext();
  const loaded = new Map<string, Promise<AudioBuffer | null>>();
  const enabled = ref(context.state === 'running');
  const missing = ref(0);
  context.onstatechange = () => {
    enabled.value = context.state === 'running';
  };

  function load(file: string): Promise<AudioBuffer | null> {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    const loading = fetchClip(context, file).catch(() => {
      missing.value += 1;
      return null;
    });
    loaded.set(file, loading);
    return loading;
  }

  return {
    enabled,
    missing,
    prepare: (files) => files.forEach((file) => void load(file)),
    enable: () => context.resume().catch(() => undefined),
    stop: () => void context.close().catch(() => undefined),
    async play(files) {
      const buffers = (await Promise.all(files.map(load))).filter((buffer) => buffer !== null);
      if (context.state !== 'running' || buffers.length === 0) return;
      const seconds = schedule(context, buffers);
      // By the machine's clock and not by `onended`: a context suspended midway would never end.
      await new Promise((done) => setTimeout(done, seconds * 1_000));
    },
  };
}

async function fetchClip(context: AudioContext, url: string): Promise<AudioBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return context.decodeAudioData(await response.arrayBuffer());
}

/** Starts every clip at its time and answers the seconds until the last has ended. */
function schedule(context: AudioContext, buffers: readonly AudioBuffer[]): number {
  let after = LEAD_S;
  for (const buffer of buffers) {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.start(context.currentTime + after);
    after += buffer.duration + GAP_S;
  }
  return after;
}
