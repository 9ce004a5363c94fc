import { CLIPS, type Clip } from './clip-names.ts';

/** The hall's own audio files: file names by language. */
export type SiteVoices = Readonly<Record<string, readonly string[]>>;

/** The voice that comes with the screens. */
const BUILT_IN = 'zh-CN';

/** Where a clip is spoken from: the hall's own file, else the built-in one; null where there is neither. */
export function clipAddress(clip: Clip, language: string, site: SiteVoices): string | null {
  const own = site[language]?.find((file) => file.split('.', 1)[0] === clip);
  if (own !== undefined) return `/voice/site/${language}/${own}`;
  return language === BUILT_IN && !isWholeCounter(clip) ? `/voice/${BUILT_IN}/${clip}.wav` : null;
}

/** Every file the voices may need. */
export function allFiles(voices: readonly string[], site: SiteVoices): string[] {
  return voices.flatMap((voice) => {
    const wholeCounters = (site[voice] ?? [])
      .map((file) => file.split('.', 1)[0] as Clip)
      .filter(isWholeCounter);
    return [...CLIPS, ...wholeCounters].flatMap((clip) => clipAddress(clip, voice, site) ?? []);
  });
}

/** `counter-12` says counter and number in one; only halls that record it have it. */
function isWholeCounter(clip: Clip): boolean {
  return clip.startsWith('counter-');
}
