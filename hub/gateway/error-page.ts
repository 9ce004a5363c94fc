import { pagesText } from '../locales/zh-CN/pages.ts';

/** A page without script or outside file, for when no page of the screens can be sent. */
export function errorPage(kind: 'unknown' | 'broken' | 'unbuilt'): string {
  const { title, advice } = pagesText[kind];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>
body { font: 20px/1.6 sans-serif; color: #10243e; background: #fff; margin: 15vh 8vw }
h1 { font-size: 32px }
a { color: #0b3d91 }
</style></head>
<body><h1>${title}</h1><p>${advice}</p><p><a href="/">${pagesText.home}</a></p></body>
</html>
`;
}
