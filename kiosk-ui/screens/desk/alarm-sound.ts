import { ref, watch, type Ref } from 'vue';

/** Two falling tones, twice: unlike the chime of a call. Hertz and seconds. */
const TONES = [
  { pitch: 880, at: 0 },
  { pitch: 587, at: 0.22 },
  { pitch: 880, at: 0.6 },
  { pitch: 587, at: 0.82 },
];
const TONE_SECONDS = 0.2;
const LOUDNESS = 0.4;
const KEY = 'bandecheng.desk.mutedIn';

/** `blocked`: the browser lets a page make no sound before somebody has touched it. */
export type SoundState = 'on' | 'off' | 'blocked';

export interface AlarmSound {
  state: Ref<SoundState>;
  /** From a click: enables a blocked sound, turns it off and on again after that. */
  toggle(): void;
  ring(): void;
  close(): void;
}

/**
 * The sound of what needs a person. The choice to be silent outlives the page and ends with the shift it was made in.
 * @param shift name of the present shift; null while it is not known
 */
export function alarmSound(shift: Ref<string | null>): AlarmSound {
  const context = new AudioContext();
  const state = ref<SoundState>('blocked');
  const isSilent = (): boolean => shift.value !== null && localStorage.getItem(KEY) === shift.value;
  const look = (): void => {
    if (isSilent()) state.value = 'off';
    else state.value = context.state === 'running' ? 'on' : 'blocked';
  };
  context.onstatechange = look;
  watch(shift, look, { immediate: true });
  return {
    state,
    toggle() {
      if (state.value === 'on' && shift.value !== null) localStorage.setItem(KEY, shift.value);
      else localStorage.removeItem(KEY);
      if (!isSilent()) void context.resume().then(look);
      look();
    },
    ring() {
      if (state.value === 'on') TONES.forEach(({ pitch, at }) => tone(context, pitch, at));
    },
    close() {
      void context.close();
    },
  };
}

function tone(context: AudioContext, pitch: number, after: number): void {
  const start = context.currentTime + after;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(LOUDNESS, start);
  // A sudden end clicks in the loudspeaker.
  gain.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + TONE_SECONDS);
}
