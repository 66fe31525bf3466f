import { rooms } from './rooms.ts';

const start = '<!-- folders: generated from test/structure/rooms.ts by npm run generate -->';
const end = '<!-- /folders -->';

/** Draws the README's folder table from the rooms. */
export function folderTable(): string {
  const rows = Object.entries(rooms).map(([name, { purpose, mayImport, packages }]) => {
    const others = mayImport.includes('*') ? ['every room'] : mayImport.map((room) => `\`${room}\``);
    const names = packages.filter((name) => name !== 'node:').map((name) => `\`${name}\``);
    return `| \`src/${name}\` | ${purpose} | ${others.join(', ') || 'no room'} | ${names.join(', ') || '–'} |`;
  });
  return ['| folder | purpose | may import | packages |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Returns the page with the table between its two markers replaced. Throws if the markers are missing. */
export function withFolderTable(page: string): string {
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has lost ${start} or ${end}`);
  return `${before}${start}\n${folderTable()}\n${end}${after}`;
}
