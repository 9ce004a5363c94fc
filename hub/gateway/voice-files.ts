import { readdir } from 'node:fs/promises';
import { done, type ApiRoute } from './api-route.ts';

const LANGUAGE = /^[a-z]{2,3}(-[A-Z]{2})?$/;
/** A clip's name and an ending that browsers know how to decode. */
const FILE = /^[A-Za-z0-9-]{1,24}\.(wav|mp3|ogg|m4a)$/;

/** Whether a path of two parts names an audio file, and nothing outside the folder. */
export function isVoiceFile(language: string, file: string): boolean {
  return LANGUAGE.test(language) && FILE.test(file);
}

/**
 * The hall's own audio files: the languages it has a folder for, each with its file names.
 * @param folderNow null: the hall has none
 */
export function voiceApi(folderNow: () => string | null): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/voices',
      handle: async () => {
        const folder = folderNow();
        return done({ voices: folder === null ? {} : await listVoices(folder) });
      },
    },
  ];
}

async function listVoices(folder: string): Promise<Record<string, string[]>> {
  const languages = (await namesIn(folder)).filter((name) => LANGUAGE.test(name));
  const lists = languages.map(async (language): Promise<[string, string[]]> => {
    const files = await namesIn(`${folder}/${language}`);
    return [language, files.filter((file) => FILE.test(file)).sort()];
  });
  return Object.fromEntries(await Promise.all(lists));
}

/** Empty for a folder that is not there: the hall is heard with the voice that is built in. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
