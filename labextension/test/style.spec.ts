import fs from 'fs';
import path from 'path';

const style = path.join(__dirname, '..', 'style');

function importedBy(file: string): string[] {
  const text = fs.readFileSync(path.join(style, file), 'utf8');
  return [...text.matchAll(/'([^']+\.css)'/g)].map(([, name]) => path.basename(name!));
}

describe('style sheets', () => {
  it('are all loaded, by the module and by the sheet that stands for it', () => {
    const sheets = fs.readdirSync(style).filter((name) => name.endsWith('.css') && name !== 'index.css');
    expect(new Set(importedBy('index.css'))).toEqual(new Set(sheets));
    expect(importedBy('index.js')).toEqual(importedBy('index.css'));
  });
});
